import { canonicalJson, hex, type Json, type Sha256 } from '#ledger';
import type { CompiledDefinition } from '../chart/compile.js';
import { HolidayTable, type Calendar } from '../definition/calendar-schema.js';
import { textOf } from '../definition/json-text.js';
import { isObject } from '../guard/scope.js';
import type { JsonObject, ProgrammeState, Refusal } from '../model.js';
import { coverOn } from './calendar-cover.js';
import { calendarName, calendarsOf, tablesOf } from './calendars.js';
import { milestonePlan } from './milestone.js';

/**
 * Name of a table of holidays: SHA-256, in hex, of the RFC 8785 text of all that decides which days are
 * worked and for which years that is known. Title and source may be worded anew without another name.
 */
export function tableHash(table: HolidayTable, sha256: Sha256): string {
  return hex(sha256(tableText(table)));
}

/** The text of all that decides which days are worked and for which years that is known. */
export function tableText(table: HolidayTable): string {
  const { weekend, holidays, overrides, covers, oneSource } = table;
  const said = {
    weekend: weekend.toSorted((one, other) => one - other),
    holidays,
    overrides,
    covers: covers ?? null,
    oneSource: oneSource ?? [],
  };
  return canonicalJson(said as Json); // plain JSON: the schema takes nothing else
}

/**
 * Why a table cannot be adopted, or null when it can, or none is: its hash must be that of its
 * content, and it must replace the table in force, so that of two people who look at one table only
 * the first is heard.
 */
export function adoptionProblem(
  compiled: CompiledDefinition,
  before: ProgrammeState,
  after: ProgrammeState,
  sha256: Sha256,
): Refusal | null {
  if (calendarsOf(compiled, before.items) === calendarsOf(compiled, after.items)) return null;
  const tables = tablesOf(compiled, before.items);
  const problems = adoptedSince(compiled, before, after).flatMap((row) => {
    const name = textOf(row['calendar'] ?? null);
    const inForce = tables.get(name);
    if (inForce === undefined) {
      const detail = `"${name}" has no table of its own: it is made of parts; adopt one for its part`;
      return [{ pointer: '/calendar', detail }];
    }
    const [was, is] = [inForce, HolidayTable.parse(row['table'])].map((table) =>
      tableHash(table, sha256),
    );
    return [
      ...(row['hash'] === is ? [] : [wrongHash('/hash', row['hash'], `the table has ${is}`)]),
      ...(row['replaces'] === was
        ? []
        : [wrongHash('/replaces', row['replaces'], `in force is ${was}; look at it first`)]),
      ...(is === was
        ? [{ pointer: '/table', detail: `this table is in force already, as ${was}` }]
        : []),
      ...uncovered(compiled, before, after, name),
    ];
  });
  if (problems.length === 0) return null;
  const details = problems.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ');
  return {
    code: 'INVALID_PAYLOAD',
    message: `the table of holidays cannot be adopted: ${details}`,
    findings: [],
    expected: [],
    problems,
  };
}

/**
 * Open deadlines in years whose holidays the table does not know, where the one before knew them: they
 * would count on weekends alone.
 */
function uncovered(
  compiled: CompiledDefinition,
  before: ProgrammeState,
  after: ProgrammeState,
  table: string,
): Problem[] {
  const { definition } = compiled;
  const [had, has] = [before, after].map(({ items }) => ({
    ...definition.calendars,
    ...Object.fromEntries(tablesOf(compiled, items)),
  }));
  return Object.values(after.items).flatMap((item) => {
    const plan = item.closed ? null : milestonePlan(compiled, item, after.items);
    const day = plan === null || plan.achieved || plan.dropped ? null : plan.committed;
    const name = calendarName(definition, item);
    if (day === null || !isOn(definition.calendars, name, table)) return [];
    const covers = coverOn(has ?? {}, name, day);
    if (covers === undefined || isWithin(covers, day)) return [];
    if (!isWithin(coverOn(had ?? {}, name, day), day)) return [];
    const detail = `${item.id} is due ${day}, outside the years ${covers.from} to ${covers.until} that it covers; adopt a table that covers it`;
    return [{ pointer: '/table/covers', detail }];
  });
}

const isWithin = (covers: Calendar['covers'], day: string): boolean => {
  const year = Number(day.slice(0, 4));
  return covers === undefined || (year >= covers.from && year <= covers.until);
};

const isOn = (calendars: Readonly<Record<string, Calendar>>, name: string, table: string) =>
  name === table || calendars[name]?.parts?.some(({ calendar }) => calendar === table) === true;

type Problem = Refusal['problems'][number];

const wrongHash = (pointer: string, value: unknown, but: string) => ({
  pointer,
  detail: `${JSON.stringify(value)} is not its hash: ${but}`,
});

function adoptedSince(
  { calendarRegisters }: CompiledDefinition,
  before: ProgrammeState,
  after: ProgrammeState,
): JsonObject[] {
  return calendarRegisters.flatMap(({ item, rows }) => {
    const [had, has] = [before, after].map(({ items }) => items[item]?.data[rows]);
    const known = Array.isArray(had) ? had.length : 0;
    return (Array.isArray(has) ? has : []).slice(known).filter(isObject);
  });
}

import type { IsoDate, WorkingCalendar } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { compileCalendars } from '../chart/compile-calendars.js';
import { HolidayTable } from '../definition/calendar-schema.js';
import type { Definition } from '../definition/definition.js';
import { isObject } from '../guard/scope.js';
import type { ItemState, Json, JsonObject, ProgrammeState } from '../model.js';

type Items = ProgrammeState['items'];
type Calendars = ReadonlyMap<string, WorkingCalendar>;

const inForce = new WeakMap<CompiledDefinition, WeakMap<Json[], Calendars>>();

/**
 * The working calendars of a programme as they stand: the definition's, but for the tables adopted
 * since. The same object as long as nothing is adopted.
 */
export function calendarsOf(compiled: CompiledDefinition, items: Items): Calendars {
  const register = registerOf(compiled, items);
  if (register === null || register.length === 0) return compiled.calendars;
  const known = inForce.get(compiled) ?? new WeakMap<Json[], Calendars>();
  inForce.set(compiled, known);
  const found =
    known.get(register) ?? compileCalendars(compiled.definition.calendars, adoptedIn(register));
  known.set(register, found);
  return found;
}

/** A calendar that another replaced, and since which day; null where the register does not say. */
export type Earlier = { calendar: WorkingCalendar; until: IsoDate | null };
type Replaced = { calendars: Calendars; until: IsoDate | null };

const replaced = new WeakMap<CompiledDefinition, WeakMap<Json[], Replaced[]>>();

/** What the calendar of a name has been before it became what is in force, the oldest first. */
export function earlierCalendars(
  compiled: CompiledDefinition,
  items: Items,
  name: string,
): Earlier[] {
  const register = registerOf(compiled, items);
  if (register === null) return [];
  const known = replaced.get(compiled) ?? new WeakMap<Json[], Replaced[]>();
  replaced.set(compiled, known);
  const found = known.get(register) ?? replacedIn(compiled, register);
  known.set(register, found);
  return found.flatMap(({ calendars, until }) => {
    const calendar = calendars.get(name);
    return calendar === undefined ? [] : [{ calendar, until }];
  });
}

const replacedIn = ({ definition }: CompiledDefinition, register: readonly Json[]): Replaced[] =>
  register.map((row, index) => ({
    calendars: compileCalendars(definition.calendars, adoptedIn(register.slice(0, index))),
    until: isObject(row) && typeof row['since'] === 'string' ? row['since'] : null,
  }));

/** The working days of an item: its own calendar, else its owner's, else the programme's. */
export function calendarOf(
  compiled: CompiledDefinition,
  item: ItemState | null,
  items: Items,
): WorkingCalendar {
  return (
    calendarsOf(compiled, items).get(calendarName(compiled.definition, item)) ?? compiled.calendar
  );
}

/** The calendar that an item begins with: before any adoption, and before anybody else owned it. */
export function draftedCalendar(
  { definition, calendars, calendar }: CompiledDefinition,
  { id, chart }: Pick<ItemState, 'id' | 'chart'>,
): WorkingCalendar {
  const drawn = Object.entries(definition.items[id]?.data ?? {}).flatMap(([field, opening]) =>
    'is' in opening ? [[field, opening.is] as const] : [],
  );
  const name = calendarName(definition, { id, chart, data: Object.fromEntries(drawn) });
  return calendars.get(name) ?? calendar;
}

/** The name of an item's calendar; of the programme's without one. */
export function calendarName(
  definition: Definition,
  item: Pick<ItemState, 'id' | 'chart' | 'data'> | null,
): string {
  if (item === null) return definition.calendar;
  const own = definition.items[item.id]?.calendar;
  if (own !== undefined) return own;
  const ownerField = definition.charts[item.chart]?.schedule?.owner;
  const owner = ownerField === undefined ? null : item.data[ownerField];
  const role = typeof owner === 'string' ? definition.roles[owner] : undefined;
  return role?.calendar ?? definition.calendar;
}

/** The table in force of each calendar that has one, as the definition or the last adoption says. */
export function tablesOf(
  compiled: CompiledDefinition,
  items: Items,
): ReadonlyMap<string, HolidayTable> {
  const tables = drawnTables(compiled.definition);
  for (const [name, table] of adoptedIn(registerOf(compiled, items) ?? [])) tables.set(name, table);
  return tables;
}

/** The table of each calendar that has one, as a definition says it. */
export function drawnTables({ calendars }: Definition): Map<string, HolidayTable> {
  const tables = new Map<string, HolidayTable>();
  for (const [name, { holidays, parts, ...calendar }] of Object.entries(calendars)) {
    if (parts === undefined) tables.set(name, { ...calendar, holidays: holidays ?? {} });
  }
  return tables;
}

/** The table last adopted for each calendar, and since which day; null where the register does not say. */
export function adoptedTables(
  compiled: CompiledDefinition,
  items: Items,
): Map<string, { table: HolidayTable; since: IsoDate | null }> {
  const rows = (registerOf(compiled, items) ?? []).filter(isObject).filter(isAdoption);
  return new Map(
    rows.map(({ calendar, table, since }) => [
      calendar,
      { table: HolidayTable.parse(table), since: typeof since === 'string' ? since : null },
    ]),
  );
}

/** The rows of adopted tables; of several registers, the first that has any. */
function registerOf({ calendarRegisters }: CompiledDefinition, items: Items): Json[] | null {
  for (const { item, rows } of calendarRegisters) {
    const value = items[item]?.data[rows];
    if (Array.isArray(value) && value.length > 0) return value;
  }
  return null;
}

/** The last table adopted for each calendar. */
function adoptedIn(register: readonly Json[]): Map<string, HolidayTable> {
  const rows = register.filter(isObject).filter(isAdoption);
  return new Map(rows.map((row) => [row.calendar, HolidayTable.parse(row.table)]));
}

type Adoption = JsonObject & { calendar: string; table: JsonObject };

const isAdoption = (row: JsonObject): row is Adoption =>
  typeof row['calendar'] === 'string' && isObject(row['table'] ?? null);

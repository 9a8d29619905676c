import {
  calendarName,
  milestonePlan,
  tableHash,
  tablesOf,
  type CompiledDefinition,
  type ProgrammeState,
} from '#programme';
import type { CalendarList, CalendarView } from './calendars.js';

type Sha256 = Parameters<typeof tableHash>[1];

/** The calendars of a programme as they stand, in the order of its definition. */
export function presentCalendars(
  compiled: CompiledDefinition,
  { items }: ProgrammeState,
  sha256: Sha256,
): CalendarList {
  const { definition } = compiled;
  const tables = tablesOf(compiled, items);
  const plans = Object.values(items).filter(
    (item) => milestonePlan(compiled, item, items)?.dropped === false,
  );
  const calendars = Object.entries(definition.calendars).map(([name, drafted]): CalendarView => {
    const table = tables.get(name);
    const said = table ?? drafted;
    const opening = tablesOf(compiled, {}).get(name);
    const [hash, first] = [table, opening].map((each) => each && tableHash(each, sha256));
    return {
      name,
      title: said.title,
      isDefault: name === definition.calendar,
      country: said.country ?? null,
      region: said.region ?? null,
      source: said.source ?? null,
      covers: said.covers ?? null,
      oneSource: said.oneSource ?? [],
      weekend: table === undefined ? [] : table.weekend,
      holidays: table?.holidays ?? {},
      overrides: Object.entries(table?.overrides ?? {}).map(([day, override]) =>
        typeof override === 'string' ? { day, is: override, name: null } : { day, ...override },
      ),
      parts: (drafted.parts ?? []).map(({ from, calendar }) => ({ from: from ?? null, calendar })),
      hash: hash ?? null,
      adopted: hash !== first,
      milestones: plans
        .filter((item) => calendarName(definition, item) === name)
        .map(({ id }) => id),
    };
  });
  return { register: compiled.calendarRegisters[0]?.item ?? null, calendars };
}

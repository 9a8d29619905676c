import { createCalendar, joinCalendars, type IsoDate, type WorkingCalendar } from '#plan';
import type { Calendar, HolidayTable } from '../definition/calendar-schema.js';

type Calendars = Record<string, Calendar>;

/** The working calendars of a definition by name, with the tables that were adopted since. */
export function compileCalendars(
  calendars: Calendars,
  adopted: ReadonlyMap<string, HolidayTable> = new Map(),
): ReadonlyMap<string, WorkingCalendar> {
  const compiled = new Map<string, WorkingCalendar>();
  const listed = Object.entries(calendars).filter(([, { parts }]) => parts === undefined);
  for (const [name, calendar] of listed) {
    compiled.set(name, createTable(name, adopted.get(name) ?? calendar));
  }
  for (const [name, { parts = [] }] of Object.entries(calendars)) {
    const [first, ...later] = parts.map(({ from = '', calendar }) => ({
      from,
      calendar: tableOf(compiled, name, calendar),
    }));
    if (first !== undefined) compiled.set(name, joinCalendars(name, first.calendar, later));
  }
  return compiled;
}

function createTable(
  name: string,
  { weekend, holidays = {}, overrides }: Pick<Calendar, 'weekend' | 'holidays' | 'overrides'>,
): WorkingCalendar {
  const kinds = Object.entries(overrides).map(
    ([day, override]): [IsoDate, 'working' | 'holiday'] => [
      day,
      typeof override === 'string' ? override : override.is,
    ],
  );
  return createCalendar({ name, weekend, holidays, overrides: Object.fromEntries(kinds) });
}

function tableOf(
  compiled: ReadonlyMap<string, WorkingCalendar>,
  name: string,
  part: string,
): WorkingCalendar {
  const found = compiled.get(part);
  if (found !== undefined) return found;
  throw new Error(`calendar "${name}" has the part "${part}", which is no calendar with days`);
}

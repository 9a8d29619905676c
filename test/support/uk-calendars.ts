import { readFileSync } from 'node:fs';
import { createCalendar, type WorkingCalendar } from '#plan';
import { parse } from 'yaml';

interface CalendarFile {
  calendars: Record<string, { title: string; holidays: Record<string, string> }>;
}

/** A UK division's calendar ('england-and-wales', 'scotland', 'northern-ireland'), as shipped. */
export function ukCalendar(division: string): WorkingCalendar {
  const path = new URL('../../programmes/calendars/uk-bank-holidays.yaml', import.meta.url);
  // Boundary: the file ships with the product and its shape is checked by its own test.
  const { calendars } = parse(readFileSync(path, 'utf8')) as CalendarFile;
  const calendar = calendars[division];
  if (calendar === undefined) {
    throw new Error(`no calendar "${division}"; there are ${Object.keys(calendars).join(', ')}`);
  }
  return createCalendar({ name: division, holidays: calendar.holidays });
}

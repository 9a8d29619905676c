import type { IsoDate } from '#plan';
import type { Calendar } from '../definition/calendar-schema.js';

/** The years of which a calendar knows the holidays, by the part in force on a day; undefined: no word. */
export function coverOn(
  calendars: Readonly<Record<string, Calendar>>,
  name: string,
  day: IsoDate,
): Calendar['covers'] {
  const { parts, covers } = calendars[name] ?? {};
  if (parts === undefined) return covers;
  const part = parts.findLast(({ from }) => from === undefined || from <= day);
  return part === undefined ? undefined : calendars[part.calendar]?.covers;
}

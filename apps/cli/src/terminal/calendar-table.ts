import type { CalendarView } from '#contract';
import type { Paint } from './paint.js';
import { table } from './table.js';

/** Calendars as a table: years, sources, hash, and how many milestones count by each. */
export const calendarTable = (paint: Paint, calendars: readonly CalendarView[]): string =>
  table(
    paint,
    ['CALENDAR', 'YEARS', 'DAYS', 'MILESTONES', 'HASH', ''],
    calendars.map((each) => [
      each.isDefault ? `${each.name} *` : each.name,
      yearsOf(each),
      each.parts.length === 0 ? String(Object.keys(each.holidays).length) : '–',
      String(each.milestones.length),
      each.hash?.slice(0, 12) ?? '–',
      [each.title, ...remarks(each)].join('; '),
    ]),
  );

const yearsOf = ({ covers }: CalendarView): string =>
  covers === null ? 'not said' : `${covers.from}–${covers.until}`;

function remarks({ oneSource, overrides, parts, adopted, source }: CalendarView): string[] {
  return [
    ...(oneSource.length === 0 ? [] : [`one source only for ${oneSource.join(', ')}`]),
    ...(overrides.length === 0 ? [] : [`${overrides.length} days set otherwise`]),
    ...parts.map(({ from, calendar }) => (from === null ? calendar : `${calendar} from ${from}`)),
    ...(adopted ? ['adopted since'] : []),
    ...(source?.startsWith('date-holidays') === true ? [source] : []),
  ];
}

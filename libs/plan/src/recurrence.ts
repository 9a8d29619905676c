import { lastDayOfMonth, type IsoDate } from './day-number.js';
import type { PlannedDate } from './planned-date.js';
import { addWorkingDays, type WorkingCalendar } from './working-calendar.js';

/** Every so many months, quarters, years or working days. */
export type Cadence = {
  readonly every: 'MONTH' | 'QUARTER' | 'YEAR' | 'WORKING_DAYS';
  readonly count: number;
};

const MONTHS = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const;

/**
 * The occurrence that follows one of a series. Days count from the first occurrence, so that a series
 * begun on the 31st comes back to the 31st after a shorter month; working days count from the one
 * before. As exact as the first, with its words; null where it has no date of its own to count from,
 * or counts working days from less than a day.
 *
 * Throws RangeError when the cadence is no whole number from 1.
 */
export function nextOccurrence(
  first: PlannedDate,
  last: PlannedDate,
  { every, count }: Cadence,
  calendar: WorkingCalendar,
): PlannedDate | null {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`every ${count} ${every}: a cadence is a whole number from 1`);
  }
  const { precision, date: begin } = first;
  const { date: latest } = last;
  if (begin === undefined || latest === undefined || precision === 'RELATIVE') return null;
  if (every === 'WORKING_DAYS') {
    return precision === 'DAY' && last.precision === 'DAY'
      ? { ...first, date: addWorkingDays(calendar, latest, count) }
      : null;
  }
  const step = MONTHS[every] * count;
  for (let months = step; ; months += step) {
    const date = begin
      .split('/')
      .map((part) => later(part, months, precision === 'YEAR_WINDOW'))
      .join('/');
    if (date > latest) return { ...first, date };
  }
}

/**
 * A day or a month so many months later; a day that the month lacks becomes its last.
 *
 * @param endsStay whether the last day of a month stays the last: a window ends with its month
 */
function later(date: IsoDate, months: number, endsStay: boolean): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const total = year * 12 + (month - 1) + months;
  const to = `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
  const day = date.slice(8);
  if (day === '') return to;
  const end = lastDayOfMonth(to);
  const wasLast = endsStay && date === lastDayOfMonth(date.slice(0, 7));
  return wasLast || `${to}-${day}` > end ? end : `${to}-${day}`;
}

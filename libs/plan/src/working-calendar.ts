import { fromDayNumber, isIsoDate, isoWeekday, toDayNumber, type IsoDate } from './day-number.js';

/** What a working calendar is made from. Dates are ISO days, weekdays ISO numbers (1 = Monday). */
export interface CalendarSource {
  readonly name: string;
  /** Weekdays on which nobody works; [6, 7] when left out. */
  readonly weekend?: readonly number[] | undefined;
  /** Holiday names by day. */
  readonly holidays: Readonly<Record<IsoDate, string>>;
  /** Days that differ from what weekend and holidays say; these win. */
  readonly overrides?: Readonly<Record<IsoDate, 'working' | 'holiday'>> | undefined;
}

/** A compiled working calendar; make one with `createCalendar` and treat it as opaque. */
export interface WorkingCalendar {
  readonly name: string;
  readonly weekend: ReadonlySet<number>;
  /** Working or not, for each day number where the weekday alone gives the wrong answer. */
  readonly exceptions: ReadonlyMap<number, boolean>;
  /** Day numbers of the exceptions in order, and the running sum of the days they add or take. */
  readonly exceptionDays: readonly number[];
  readonly exceptionSums: readonly number[];
  /** Working weekdays from Monday up to and including each weekday. */
  readonly weekSums: readonly number[];
  /** Of a calendar joined from others: each from its first day on, with the working days before. */
  readonly parts?: readonly JoinedPart[];
}

interface JoinedPart {
  readonly from: number;
  readonly calendar: WorkingCalendar;
  readonly before: number;
}

/**
 * Compile a working calendar.
 *
 * Throws RangeError, quoting the value, for a date that does not exist, a weekday outside 1–7,
 * or a week without a working day.
 */
export function createCalendar(source: CalendarSource): WorkingCalendar {
  const weekend = new Set(source.weekend ?? [6, 7]);
  for (const weekday of weekend) {
    if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7) {
      throw new RangeError(
        `calendar "${source.name}": weekend day ${weekday} is not an ISO weekday; use 1 (Monday) to 7`,
      );
    }
  }
  if (weekend.size === 7) {
    throw new RangeError(
      `calendar "${source.name}": every weekday is weekend; leave one to work on`,
    );
  }
  const exceptions = findExceptions(source, weekend);
  const exceptionDays = [...exceptions.keys()].sort((a, b) => a - b);
  let sum = 0;
  const exceptionSums = exceptionDays.map((day) => (sum += exceptions.get(day) ? 1 : -1));
  let inWeek = 0;
  const weekSums = [1, 2, 3, 4, 5, 6, 7].map((day) => (inWeek += weekend.has(day) ? 0 : 1));
  return { name: source.name, weekend, exceptions, exceptionDays, exceptionSums, weekSums };
}

/**
 * One calendar out of several, each in force from a day until the next begins; the first from ever.
 *
 * Working days are counted through: a period that spans a change has the days of both. Throws
 * RangeError, quoting the day, when the days do not follow each other.
 */
export function joinCalendars(
  name: string,
  first: WorkingCalendar,
  later: readonly { readonly from: IsoDate; readonly calendar: WorkingCalendar }[],
): WorkingCalendar {
  const parts: JoinedPart[] = [{ from: -Infinity, calendar: first, before: 0 }];
  for (const { from, calendar } of later) {
    const day = toDayNumber(from);
    const last = parts.at(-1);
    if (last === undefined || day <= last.from) {
      throw new RangeError(
        `calendar "${name}": ${from} does not follow the part before; sort them`,
      );
    }
    // What has been counted when it begins, less what it would have counted by itself.
    const before = last.before + workingDaysUpTo(last.calendar, day - 1);
    parts.push({ from: day, calendar, before: before - workingDaysUpTo(calendar, day - 1) });
  }
  return { ...first, name, parts };
}

/** Whether a day is a working day. */
export function isWorkingDay(calendar: WorkingCalendar, date: IsoDate): boolean {
  return worksOn(calendar, toDayNumber(date));
}

/** The day itself if it is a working day, else the working day before it. */
export function rollBack(calendar: WorkingCalendar, date: IsoDate): IsoDate {
  return fromDayNumber(rollDay(calendar, toDayNumber(date)));
}

/**
 * The working day `n` working days after a day (before it, when `n` is negative).
 *
 * A non-working day counts as the working day before it, in both directions: from a Sunday, +1 is
 * Monday, 0 is Friday, −1 is Thursday. The answer is always a working day, and
 * `addWorkingDays(c, a, workingDaysBetween(c, a, b))` is `rollBack(c, b)`.
 * Throws RangeError when `n` is no whole number.
 */
export function addWorkingDays(calendar: WorkingCalendar, date: IsoDate, n: number): IsoDate {
  if (!Number.isInteger(n)) {
    throw new RangeError(`${n} is not a whole number of working days to count from ${date}`);
  }
  let day = toDayNumber(date);
  const target = workingDaysUpTo(calendar, day) + n;
  // A calendar day holds at most one working day, so a jump by what is missing never overshoots.
  for (;;) {
    const missing = target - workingDaysUpTo(calendar, day);
    if (missing === 0) return fromDayNumber(rollDay(calendar, day));
    day += missing;
  }
}

/**
 * Working days from one day to another: positive when `to` is later, negative when earlier.
 *
 * Counts the working days after `from` up to and including `to`; a non-working day therefore
 * counts as the working day before it. Swapping the arguments swaps the sign.
 */
export function workingDaysBetween(calendar: WorkingCalendar, from: IsoDate, to: IsoDate): number {
  return workingDaysUpTo(calendar, toDayNumber(to)) - workingDaysUpTo(calendar, toDayNumber(from));
}

function findExceptions(source: CalendarSource, weekend: ReadonlySet<number>) {
  const working = new Map<number, boolean>();
  for (const date of Object.keys(source.holidays)) working.set(dayIn(source, date), false);
  for (const [date, kind] of Object.entries(source.overrides ?? {})) {
    working.set(dayIn(source, date), kind === 'working');
  }
  for (const [day, works] of working) {
    if (works !== weekend.has(isoWeekday(day))) working.delete(day);
  }
  return working;
}

function dayIn(source: CalendarSource, date: IsoDate): number {
  const refusal = `calendar "${source.name}": "${date}" is not a calendar day; write it as YYYY-MM-DD`;
  if (!isIsoDate(date)) throw new RangeError(refusal);
  return toDayNumber(date);
}

const partOn = ({ parts = [] }: WorkingCalendar, day: number): JoinedPart | undefined =>
  parts.findLast(({ from }) => from <= day);

function worksOn(calendar: WorkingCalendar, day: number): boolean {
  const part = partOn(calendar, day);
  if (part !== undefined) return worksOn(part.calendar, day);
  return calendar.exceptions.get(day) ?? !calendar.weekend.has(isoWeekday(day));
}

function rollDay(calendar: WorkingCalendar, from: number): number {
  let day = from;
  while (!worksOn(calendar, day)) day -= 1;
  return day;
}

/** Working days from a fixed Monday up to and including a day: differences are what matters. */
function workingDaysUpTo(calendar: WorkingCalendar, day: number): number {
  const part = partOn(calendar, day);
  if (part !== undefined) return part.before + workingDaysUpTo(part.calendar, day);
  const weekday = isoWeekday(day);
  const weeks = (day - weekday + 4) / 7;
  const perWeek = calendar.weekSums[6] ?? 0;
  const regular = weeks * perWeek + (calendar.weekSums[weekday - 1] ?? 0);
  return regular + exceptionsUpTo(calendar, day);
}

function exceptionsUpTo(calendar: WorkingCalendar, day: number): number {
  let low = 0;
  let high = calendar.exceptionDays.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((calendar.exceptionDays[middle] ?? Infinity) <= day) low = middle + 1;
    else high = middle;
  }
  return calendar.exceptionSums[low - 1] ?? 0;
}

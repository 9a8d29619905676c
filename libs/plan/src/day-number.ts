/** A calendar day, 'YYYY-MM-DD', without a zone. */
export type IsoDate = string;

const MONTH_STARTS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/**
 * Whether a value is a real calendar day written 'YYYY-MM-DD'.
 *
 * '2011-02-30' is not; '2012-02-29' is. Years 0000 to 9999.
 */
export function isIsoDate(value: unknown): value is IsoDate {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const year = Number(value.slice(0, 4));
  const month = Number(value.slice(5, 7));
  const day = Number(value.slice(8, 10));
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= monthStart(year, month + 1) - monthStart(year, month);
}

/** Days since 1970-01-01. Throws RangeError, quoting the value, when it is no calendar day. */
export function toDayNumber(date: IsoDate): number {
  if (!isIsoDate(date)) {
    throw new RangeError(`"${String(date)}" is not a calendar day; write it as YYYY-MM-DD`);
  }
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  return yearStart(year) + monthStart(year, month) + Number(date.slice(8, 10)) - 1;
}

/** The calendar day of a day number. Throws RangeError outside the years 0000 to 9999. */
export function fromDayNumber(dayNumber: number): IsoDate {
  // The mean year is a little too short or too long, so the first guess may be one off.
  let year = 1970 + Math.floor(dayNumber / 365.2425);
  while (yearStart(year) > dayNumber) year -= 1;
  while (yearStart(year + 1) <= dayNumber) year += 1;
  if (!(year >= 0 && year <= 9999)) {
    throw new RangeError(`day number ${dayNumber} is outside the years 0000 to 9999`);
  }
  const dayOfYear = dayNumber - yearStart(year);
  let month = 1 + Math.floor(dayOfYear / 32);
  if (monthStart(year, month + 1) <= dayOfYear) month += 1;
  const day = dayOfYear - monthStart(year, month) + 1;
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** ISO weekday of a day number: 1 is Monday, 7 is Sunday. */
export function isoWeekday(dayNumber: number): number {
  // 1970-01-01 was a Thursday.
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** The day `n` calendar days later (earlier when `n` is negative). */
export function addDays(date: IsoDate, n: number): IsoDate {
  return fromDayNumber(toDayNumber(date) + n);
}

/** Calendar days from one day to another: positive when `to` is later, negative when earlier. */
export function calendarDaysBetween(from: IsoDate, to: IsoDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The last day of a month written 'YYYY-MM'. */
export function lastDayOfMonth(month: string): IsoDate {
  const first = toDayNumber(`${month}-01`);
  const inNextMonth = fromDayNumber(first + 31);
  return addDays(`${inNextMonth.slice(0, 7)}-01`, -1);
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function monthStart(year: number, month: number): number {
  return (MONTH_STARTS[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0);
}

function yearStart(year: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  // 719162 days lie between 0001-01-01 and 1970-01-01.
  return 365 * before + leapDays - 719162;
}

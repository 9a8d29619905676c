import { fromDayNumber, toDayNumber, type IsoDate } from './day-number.js';
import { zoneOffset } from './zone-offset.js';

/** A moment in UTC, always written 'YYYY-MM-DDTHH:mm:ss.sssZ', so that text order is time order. */
export type Instant = string;

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The instant at which clocks in a zone show a day and time ('HH:mm').
 *
 * Where clocks go forward and the time does not exist: the first instant after the gap. Where they
 * go back and it comes twice: the earlier one. Throws RangeError, quoting the value, for a day, a
 * time or an IANA zone that does not exist.
 */
export function toInstant(date: IsoDate, time: string, zone: string): Instant {
  const shown = toDayNumber(date) * DAY + minutesOf(time) * MINUTE;
  const before = zoneOffset(zone, shown - DAY);
  const after = zoneOffset(zone, shown + DAY);
  // The larger offset gives the earlier instant; it wins when the time comes twice.
  const early = shown - Math.max(before, after);
  if (zoneOffset(zone, early) === shown - early) return formatInstant(early);
  const late = shown - Math.min(before, after);
  if (zoneOffset(zone, late) === shown - late) return formatInstant(late);
  return formatInstant(endOfGap(zone, early, late));
}

// One decision asks for the day of its one instant again and again, from every guard that minds.
let lastAsked = { instant: '', zone: '', day: '' };

/** The calendar day that clocks in a zone show at an instant. */
export function toLocalDate(instant: Instant, zone: string): IsoDate {
  if (lastAsked.instant === instant && lastAsked.zone === zone) return lastAsked.day;
  const at = parseInstant(instant);
  const day = fromDayNumber(Math.floor((at + zoneOffset(zone, at)) / DAY));
  lastAsked = { instant, zone, day };
  return day;
}

/** What clocks in a zone show at an instant: 'YYYY-MM-DD HH:mm'. */
export function localTime(instant: Instant, zone: string): string {
  const at = parseInstant(instant);
  return formatInstant(at + zoneOffset(zone, at))
    .slice(0, 16)
    .replace('T', ' ');
}

/** Whether a value is a time of day written 'HH:mm', 00:00 to 23:59. */
function isTimeOfDay(value: unknown): boolean {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** Throws RangeError, quoting the value, when a text is not exactly 'YYYY-MM-DDTHH:mm:ss.sssZ'. */
export function parseInstant(instant: Instant): number {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):([0-5]\d)\.(\d{3})Z$/.exec(instant);
  const [, date, time, seconds, millis] = parts ?? [];
  if (date === undefined || time === undefined || !isTimeOfDay(time)) {
    throw new RangeError(`"${instant}" is not an instant; write it as YYYY-MM-DDTHH:mm:ss.sssZ`);
  }
  return (
    toDayNumber(date) * DAY + minutesOf(time) * MINUTE + Number(seconds) * 1000 + Number(millis)
  );
}

function formatInstant(millis: number): Instant {
  const day = Math.floor(millis / DAY);
  const rest = millis - day * DAY;
  const text = (value: number, width: number) => String(Math.floor(value)).padStart(width, '0');
  const clock = [rest / 3_600_000, (rest / MINUTE) % 60, (rest / 1000) % 60].map((n) => text(n, 2));
  return `${fromDayNumber(day)}T${clock.join(':')}.${text(rest % 1000, 3)}Z`;
}

function endOfGap(zone: string, early: number, late: number): number {
  const offsetAfter = zoneOffset(zone, late);
  let [low, high] = [early, late];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffset(zone, middle) === offsetAfter) high = middle;
    else low = middle;
  }
  return high;
}

function minutesOf(time: string): number {
  if (!isTimeOfDay(time)) {
    throw new RangeError(`"${time}" is not a time of day; write it as HH:mm`);
  }
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Whole seconds from one instant to another; negative when the second comes first. */
export function secondsBetween(from: Instant, to: Instant): number {
  return Math.trunc((parseInstant(to) - parseInstant(from)) / 1000);
}

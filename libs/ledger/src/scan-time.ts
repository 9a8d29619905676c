import { isDigit, type Scan } from './scan-json.js';

const QUOTE = 0x22;
const HYPHEN = 0x2d;
const COLON = 0x3a;
const MINUS = 0x2d;

/** The whole number from `start` to `end`, which `integer` has scanned. */
export function numberOf(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS;
  let number = 0;
  for (let at = isNegative ? start + 1 : start; at < end; at += 1) {
    number = number * 10 + (bytes[at] ?? 0) - 0x30;
  }
  return isNegative ? -number : number;
}

/** "YYYY-MM-DD", a day of the calendar. */
export function day(scan: Scan): boolean {
  const { bytes, at } = scan;
  scan.at = at + 12;
  return bytes[at] === QUOTE && bytes[at + 11] === QUOTE && isDay(bytes, at + 1);
}

/**
 * "YYYY-MM-DDTHH:mm:ss.sssZ", on a day of the calendar, as a number that is greater for a later one;
 * negative when in doubt.
 */
export function instant(scan: Scan): number {
  const { bytes, at } = scan;
  scan.start = at + 1;
  scan.end = at + 25;
  scan.at = at + 26;
  return bytes[at] === QUOTE && bytes[at + 25] === QUOTE ? instantAt(bytes, at + 1) : -1;
}

/** The same of the 24 bytes that stand here. */
export function instantAt(bytes: Uint8Array, from: number): number {
  const marks =
    bytes[from + 10] === 0x54 &&
    bytes[from + 13] === COLON &&
    bytes[from + 16] === COLON &&
    bytes[from + 19] === 0x2e &&
    bytes[from + 23] === 0x5a;
  if (!marks || !isDay(bytes, from)) return -1;
  const hour = digits(bytes, from + 11, 2);
  const minute = digits(bytes, from + 14, 2);
  const second = digits(bytes, from + 17, 2);
  const millisecond = digits(bytes, from + 20, 3);
  // Negative where there is no digit.
  if (hour < 0 || minute < 0 || second < 0 || millisecond < 0) return -1;
  if (hour > 23 || minute > 59 || second > 59) return -1;
  const day =
    (digits(bytes, from, 4) * 12 + digits(bytes, from + 5, 2)) * 31 + digits(bytes, from + 8, 2);
  return ((day * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millisecond;
}

function isDay(bytes: Uint8Array, from: number): boolean {
  const year = digits(bytes, from, 4);
  const month = digits(bytes, from + 5, 2);
  const date = digits(bytes, from + 8, 2);
  if (bytes[from + 4] !== HYPHEN || bytes[from + 7] !== HYPHEN || year < 0) return false;
  return month >= 1 && month <= 12 && date >= 1 && date <= lastOf(year, month);
}

function lastOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The number that so many digits make up; negative when they are none. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isDigit(byte)) return -1;
    number = number * 10 + byte - 0x30;
  }
  return number;
}

import { isHex } from './hash.js';

/**
 * A place in UTF-8 bytes that are being scanned. Scanning only ever says "certainly canonical JSON"
 * (true) or "in doubt" (false): in doubt the text is parsed and explained by readCanonical and
 * checkEntry, which take ten times as long. It may look beyond the end of what it is to scan; who calls
 * compares where it stopped.
 */
export type Scan = {
  readonly bytes: Uint8Array;
  at: number;
  /** Where the contents of the string scanned last begin and end. */
  start: number;
  end: number;
  /** Whether that string is its own contents byte by byte: ASCII without an escape. */
  plain: boolean;
  /** Whether a commitment was scanned anywhere. */
  hides: boolean;
  /** For who scans an object: whether a field was there that it must have. */
  named: boolean;
};

export const scanOf = (bytes: Uint8Array, at: number): Scan => ({
  bytes,
  at,
  start: 0,
  end: 0,
  plain: true,
  hides: false,
  named: false,
});

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const LIST = 0x5b;
const LIST_END = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const DOLLAR = 0x24;
const MINUS = 0x2d;
const ZERO = 0x30;

/** Nesting beyond this is left to who counts it exactly. */
const DEEP = 40;

/** The bytes of what is written in ASCII, for `literal`. */
export const ascii = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** The byte at a place; 0, which nothing canonical has, beyond the end. */
const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

/** The very bytes that must come next. */
export function literal(scan: Scan, expected: Uint8Array): boolean {
  const { bytes, at } = scan;
  const { length } = expected;
  for (let place = 0; place < length; place += 1) {
    if (bytes[at + place] !== expected[place]) return false;
  }
  scan.at = at + length;
  return true;
}

/** A string. Escapes by number are in doubt. */
export function string(scan: Scan): boolean {
  const { bytes } = scan;
  if (bytes[scan.at] !== QUOTE) return false;
  let at = scan.at + 1;
  let plain = true;
  scan.start = at;
  for (;;) {
    while (PLAIN[byteAt(bytes, at)] === 1) at += 1;
    const byte = byteAt(bytes, at);
    if (byte === QUOTE) break;
    if (byte < 0x20) return false;
    if (byte === BACKSLASH) {
      if (!isEscaped(byteAt(bytes, at + 1))) return false;
      plain = false;
      at += 2;
    } else {
      const width = widthOf(bytes, at);
      if (width === 0) return false;
      plain = false;
      at += width;
    }
  }
  scan.end = at;
  scan.at = at + 1;
  scan.plain = plain;
  return true;
}

/** 1 for the bytes that stand for themselves in a string. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

const ESCAPED = ascii('"\\bfnrt');
/** What RFC 8785 writes with a letter after a backslash; the slash is never escaped. */
const isEscaped = (byte: number): boolean => ESCAPED.includes(byte);

/** How many bytes the character takes that begins here, beyond ASCII; 0 when they are not UTF-8. */
function widthOf(bytes: Uint8Array, at: number): number {
  const first = byteAt(bytes, at);
  const second = byteAt(bytes, at + 1);
  if (first >= 0xc2 && first <= 0xdf) return isFurther(second) ? 2 : 0;
  if (!isFurther(second) || !isFurther(byteAt(bytes, at + 2))) return 0;
  if (first >= 0xe0 && first <= 0xef) {
    // Neither longer than need be, nor half of a surrogate pair.
    return (first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) ? 0 : 3;
  }
  if (first < 0xf0 || first > 0xf4 || !isFurther(byteAt(bytes, at + 3))) return 0;
  return (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f) ? 0 : 4;
}

const isFurther = (byte: number): boolean => byte >= 0x80 && byte <= 0xbf;

/** A string that is not empty. */
export const name = (scan: Scan): boolean => string(scan) && scan.end > scan.start;

/** A whole number of at most 15 digits; zero has no sign, and no number begins with zero. */
export function integer(scan: Scan): boolean {
  const { bytes } = scan;
  const from = bytes[scan.at] === MINUS ? scan.at + 1 : scan.at;
  let at = from;
  while (isDigit(byteAt(bytes, at))) at += 1;
  const digits = at - from;
  if (digits < 1 || digits > 15) return false;
  if (bytes[from] === ZERO && (digits > 1 || from > scan.at)) return false;
  const next = bytes[at];
  if (next !== COMMA && next !== CLOSE && next !== LIST_END) return false; // a fraction, an exponent
  scan.start = scan.at;
  scan.end = at;
  scan.at = at;
  return true;
}

export const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** 64 lower-case hexadecimal digits between quotes. */
export function hash(scan: Scan): boolean {
  const { bytes } = scan;
  const from = scan.at + 1;
  const end = from + 64;
  if (bytes[scan.at] !== QUOTE || bytes[end] !== QUOTE) return false;
  if (!isHex(bytes, from)) return false;
  scan.start = from;
  scan.end = end;
  scan.plain = true;
  scan.at = end + 1;
  return true;
}

const COMMITMENT = ascii('{"$commitment":');
const CLOSED = ascii('}');

/** `{"$commitment":"<hash>"}`, where one may stand. */
export function commitment(scan: Scan): boolean {
  if (!literal(scan, COMMITMENT) || !hash(scan) || !literal(scan, CLOSED)) return false;
  scan.hides = true;
  return true;
}

export const NULL = ascii('null');
const TRUE = ascii('true');
const FALSE = ascii('false');

/** Any value that may stand inside free JSON. */
export function value(scan: Scan, depth: number): boolean {
  switch (byteAt(scan.bytes, scan.at)) {
    case QUOTE:
      return string(scan);
    case OPEN:
      return scan.bytes[scan.at + 2] === DOLLAR ? commitment(scan) : object(scan, depth);
    case LIST:
      return list(scan, value, depth);
    case 0x6e:
      return literal(scan, NULL);
    case 0x74:
      return literal(scan, TRUE);
    case 0x66:
      return literal(scan, FALSE);
    default:
      return integer(scan);
  }
}

/** Scans the value of a field, one deeper; the name of the field lies from `start` to `end`. */
export type Field = (scan: Scan, depth: number, start: number, end: number) => boolean;

/** An object with its keys in order. */
export function object(scan: Scan, depth: number, field: Field = value): boolean {
  const { bytes } = scan;
  if (depth > DEEP || bytes[scan.at] !== OPEN) return false;
  scan.at += 1;
  if (bytes[scan.at] === CLOSE) {
    scan.at += 1;
    return true;
  }
  let lastStart = 0;
  let lastEnd = -1;
  for (;;) {
    // Names beyond ASCII have an order that bytes do not have.
    if (!string(scan) || !scan.plain) return false;
    const { start, end } = scan;
    // Names with a meaning of their own begin so, and are in doubt wherever they stand.
    if (bytes[start] === DOLLAR) return false;
    if (lastEnd >= 0 && !isBefore(bytes, lastStart, lastEnd, start, end)) return false;
    lastStart = start;
    lastEnd = end;
    if (bytes[scan.at] !== COLON) return false;
    scan.at += 1;
    if (!field(scan, depth + 1, start, end)) return false;
    const next = bytes[scan.at];
    scan.at += 1;
    if (next === CLOSE) return true;
    if (next !== COMMA) return false;
  }
}

/** A list of what `part` scans, one deeper. */
export function list(
  scan: Scan,
  part: (scan: Scan, depth: number) => boolean,
  depth: number,
): boolean {
  const { bytes } = scan;
  if (depth > DEEP || bytes[scan.at] !== LIST) return false;
  scan.at += 1;
  if (bytes[scan.at] === LIST_END) {
    scan.at += 1;
    return true;
  }
  for (;;) {
    if (!part(scan, depth + 1)) return false;
    const next = bytes[scan.at];
    scan.at += 1;
    if (next === LIST_END) return true;
    if (next !== COMMA) return false;
  }
}

/** Whether one stretch of the bytes comes before another. */
function isBefore(
  bytes: Uint8Array,
  start: number,
  end: number,
  start2: number,
  end2: number,
): boolean {
  const length = Math.min(end - start, end2 - start2);
  for (let place = 0; place < length; place += 1) {
    const difference = byteAt(bytes, start + place) - byteAt(bytes, start2 + place);
    if (difference !== 0) return difference < 0;
  }
  return end - start < end2 - start2;
}

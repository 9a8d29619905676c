import { literal, NULL, type Scan } from './scan-json.js';

/** Null, or what `part` scans; after null, `end` lies before `start`, and it counts as plain. */
export function orNull(scan: Scan, part: (scan: Scan, depth: number) => boolean): boolean {
  if (scan.bytes[scan.at] !== 0x6e) return part(scan, 1);
  scan.start = 0;
  scan.end = -1;
  scan.plain = true;
  return literal(scan, NULL);
}

export const isNull = (scan: Scan): boolean => scan.end < 0;

export const textOrNull = (scan: Scan, like: string | null | undefined): string | null =>
  isNull(scan) ? null : textAt(scan, like);

/** The text of the string that was scanned last, which is plain. */
export function textAt({ bytes, start, end }: Scan, like: string | null | undefined): string {
  if (typeof like === 'string' && isText(bytes, start, end, like)) return like;
  let text = '';
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

export function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (text.length !== end - start) return false;
  for (let place = 0; place < text.length; place += 1) {
    if (bytes[start + place] !== text.charCodeAt(place)) return false;
  }
  return true;
}

import { digestAt, isHex } from '../hash.js';
import { ascii, isDigit } from '../scan-json.js';
import { numberOf } from '../scan-time.js';

const ENTRY = ascii('entry ');
const SPACE = 0x20;
const ZERO = 0x30;
const DIGITS_OF_HASH = 64;

/** The beginning of an entry's line; its text stands from `text` on. */
export type EntryLine = {
  readonly chain: number;
  readonly sequence: number;
  readonly hash: Uint8Array;
  readonly text: number;
};

/** Reads `entry <chain> <sequence> <hash> ` from this place of a block; null when something else stands there. */
export function entryLine(block: Uint8Array, start: number): EntryLine | null {
  for (let place = 0; place < ENTRY.length; place += 1) {
    if (block[start + place] !== ENTRY[place]) return null;
  }
  const chainAt = start + ENTRY.length;
  const chainEnd = digitsEnd(block, chainAt, 9);
  const sequenceAt = chainEnd + 1;
  const sequenceEnd = digitsEnd(block, sequenceAt, 16);
  const hashAt = sequenceEnd + 1;
  const text = hashAt + DIGITS_OF_HASH + 1;
  const isWhole =
    chainEnd > chainAt &&
    block[chainEnd] === SPACE &&
    (block[chainAt] !== ZERO || chainEnd === chainAt + 1) &&
    sequenceEnd > sequenceAt &&
    block[sequenceEnd] === SPACE &&
    block[sequenceAt] !== ZERO &&
    block[text - 1] === SPACE &&
    isHex(block, hashAt);
  if (!isWhole) return null;
  return {
    chain: numberOf(block, chainAt, chainEnd),
    sequence: numberOf(block, sequenceAt, sequenceEnd),
    hash: digestAt(block, hashAt),
    text,
  };
}

/** Where the digits end that begin here; at most so many are taken. */
function digitsEnd(block: Uint8Array, from: number, most: number): number {
  let at = from;
  while (at < from + most && isDigit(block[at] ?? 0)) at += 1;
  return at;
}

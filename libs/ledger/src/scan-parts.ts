import { ZERO_HASH } from './hash.js';
import {
  ascii,
  commitment,
  hash,
  integer,
  list,
  literal,
  name,
  NULL,
  object,
  string,
  value,
  type Scan,
} from './scan-json.js';
import { isText, orNull, textOrNull } from './scan-text.js';
import { numberOf } from './scan-time.js';

/** The hashes of the files that an entry names; null of evidence without one. */
export type Evidence = readonly { readonly sha256: string | null }[];

const SEQUENCE = ascii(',"sequence":');
const HASH = ascii('{"hash":');
const CLOSED = ascii('}');

/** On which head a refusal was decided; null on the history. */
export function position(scan: Scan): { sequence: number; isZero: boolean } | null | 'doubt' {
  if (literal(scan, NULL)) return null;
  if (!literal(scan, HASH) || !hash(scan)) return 'doubt';
  const zero = isText(scan.bytes, scan.start, scan.end, ZERO_HASH);
  if (!literal(scan, SEQUENCE) || !integer(scan)) return 'doubt';
  const sequence = numberOf(scan.bytes, scan.start, scan.end);
  return sequence >= 0 && literal(scan, CLOSED) ? { sequence, isZero: zero } : 'doubt';
}

/** An object with an `op`, which is a name. */
export function change(scan: Scan, depth: number): boolean {
  scan.named = false;
  return object(scan, depth, changeField) && scan.named;
}

function changeField(scan: Scan, depth: number, start: number, end: number): boolean {
  if (end - start !== 2 || scan.bytes[start] !== 0x6f || scan.bytes[start + 1] !== 0x70) {
    return value(scan, depth);
  }
  scan.named = true;
  return name(scan);
}

const KEY = ascii('{"key":');
const MARK = ascii(',"mark":');
const OF_HISTORY = ascii('"history"');
const ASSUMED = ascii('"assumed"');
const PAYLOAD = ascii(',"payload":');
const TYPE = ascii(',"type":');

export const event = (scan: Scan, depth: number): boolean =>
  literal(scan, KEY) &&
  orNull(scan, name) &&
  literal(scan, MARK) &&
  (literal(scan, NULL) || literal(scan, OF_HISTORY) || literal(scan, ASSUMED)) &&
  literal(scan, PAYLOAD) &&
  object(scan, depth) &&
  literal(scan, TYPE) &&
  name(scan) &&
  literal(scan, CLOSED);

/** A string, empty or not, or a commitment. */
const words = (scan: Scan): boolean => string(scan) || commitment(scan);

const NO_EVIDENCE: Evidence = [];
const EMPTY = ascii('[]');

export function evidenceIn(scan: Scan): Evidence | null {
  if (literal(scan, EMPTY)) return NO_EVIDENCE;
  const pieces: { sha256: string | null }[] = [];
  return list(scan, (each) => piece(each, pieces), 0) ? pieces : null;
}

const KIND_OF = ascii('{"kind":');
const SHA256 = ascii(',"sha256":');
const SOURCE = ascii(',"source":');
const TITLE = ascii(',"title":');

function piece(scan: Scan, pieces: { sha256: string | null }[]): boolean {
  if (!literal(scan, KIND_OF) || !orNull(scan, name)) return false;
  if (!literal(scan, SHA256) || !orNull(scan, hash)) return false;
  pieces.push({ sha256: textOrNull(scan, null) });
  return (
    literal(scan, SOURCE) &&
    orNull(scan, words) &&
    literal(scan, TITLE) &&
    words(scan) &&
    literal(scan, CLOSED)
  );
}

const ANSWER = ascii('{"answer":');
const YES = ascii('"yes"');
const NO = ascii('"no"');
const UNKNOWN = ascii('"unknown"');
const BASIS = ascii(',"basis":');
const GUARD = ascii(',"guard":');
const INPUTS = ascii(',"inputs":');

export const guard = (scan: Scan, depth: number): boolean =>
  literal(scan, ANSWER) &&
  (literal(scan, YES) || literal(scan, NO) || literal(scan, UNKNOWN)) &&
  literal(scan, BASIS) &&
  orNull(scan, object) &&
  literal(scan, GUARD) &&
  name(scan) &&
  literal(scan, INPUTS) &&
  object(scan, depth) &&
  literal(scan, CLOSED);

const CODE = ascii('{"code":');
const MESSAGE = ascii(',"message":');

export const refusal = (scan: Scan): boolean =>
  literal(scan, CODE) &&
  name(scan) &&
  literal(scan, MESSAGE) &&
  words(scan) &&
  literal(scan, CLOSED);

/** The name of a state, or the state of each region. */
export const state = (scan: Scan, depth: number): boolean =>
  name(scan) || object(scan, depth, state);

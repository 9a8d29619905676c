import type { Entry, Stream } from './entry.js';
import { bytesOfHex, digestAt, ZERO_HASH } from './hash.js';
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
  scanOf,
  string,
  value,
  type Scan,
} from './scan-json.js';
import { day, instant, numberOf } from './scan-time.js';

/** What a verifier needs of an entry, and whether there is a commitment in it. */
export type EntryFacts = Pick<
  Entry,
  'organisation' | 'programme' | 'stream' | 'sequence' | 'recordedAt' | 'definition'
> & {
  readonly previous: Uint8Array;
  readonly evidence: readonly { readonly sha256: string | null }[];
  readonly hides: boolean;
  /** Where its text ends in the bytes it was scanned in. */
  readonly end: number;
};

const ACTOR = ascii('{"actor":{"actingFor":');
const AUTHORITY = ascii(',"authority":');
const PERSON = ascii(',"person":');
const ROLE = ascii(',"role":');
const AT = ascii('},"at":');
const CAUSE = ascii(',"cause":');
const CHANGES = ascii(',"changes":');
const DEFINITION = ascii(',"definition":');
const EVENT = ascii(',"event":');
const EVIDENCE = ascii(',"evidence":');
const FROM = ascii(',"from":');
const GUARDS = ascii(',"guards":');
const ITEM = ascii(',"item":');
const KIND = ascii(',"kind":');
const OCCURRED_ON = ascii(',"occurredOn":');
const ORGANISATION = ascii(',"organisation":');
const PREVIOUS = ascii(',"previous":');
const PROGRAMME = ascii(',"programme":');
const RECORDED_AT = ascii(',"recordedAt":');
const REFUSAL = ascii(',"refusal":');
const SEQUENCE = ascii(',"sequence":');
const STREAM_HISTORY = ascii(',"stream":"history","to":');
const STREAM_REFUSALS = ascii(',"stream":"refusals","to":');
const VERSION = ascii(',"v":1}');

/**
 * The facts of a canonical text that is certainly an entry, without building the whole of it; null
 * when in doubt, which says nothing against it. The text stands in UTF-8 in `bytes`, `from` here on;
 * where it ends is found, and the caller's to compare. Keys stand in the order of RFC 8785, so an entry
 * has one shape, and can be gone through once, byte by byte. Texts that are as in `like` (the entry
 * before) are not made anew.
 */
export function scanEntry(
  bytes: Uint8Array,
  from: number,
  like: EntryFacts | null,
): EntryFacts | null {
  const scan = scanOf(bytes, from);
  if (!literal(scan, ACTOR) || !orNull(scan, name)) return null;
  if (!literal(scan, AUTHORITY) || !orNull(scan, name)) return null;
  if (!literal(scan, PERSON) || !orNull(scan, name)) return null;
  if (!literal(scan, ROLE) || !name(scan) || !literal(scan, AT)) return null;
  const at = position(scan);
  if (at === 'doubt' || !literal(scan, CAUSE) || !orNull(scan, integer)) return null;
  const cause = isNull(scan) ? null : numberOf(bytes, scan.start, scan.end);
  if ((cause !== null && cause < 1) || !literal(scan, CHANGES)) return null;
  if (!list(scan, change, 0) || !literal(scan, DEFINITION) || !orNull(scan, hash)) return null;
  const definition = textOrNull(scan, like?.definition);
  if (!literal(scan, EVENT) || !orNull(scan, event) || !literal(scan, EVIDENCE)) return null;
  const evidence = evidenceIn(scan);
  if (evidence === null || !literal(scan, FROM) || !orNull(scan, state)) return null;
  if (!literal(scan, GUARDS) || !list(scan, guard, 0)) return null;
  if (!literal(scan, ITEM) || !orNull(scan, name)) return null;
  if (!literal(scan, KIND) || !string(scan)) return null;
  const isRefused = kindAt(scan);
  if (isRefused === 'doubt' || !literal(scan, OCCURRED_ON) || !day(scan)) return null;
  if (!literal(scan, ORGANISATION) || !name(scan) || !scan.plain) return null;
  const organisation = textAt(scan, like?.organisation);
  if (!literal(scan, PREVIOUS) || !hash(scan)) return null;
  const previous = digestAt(bytes, scan.start);
  if (!literal(scan, PROGRAMME) || !orNull(scan, name) || !scan.plain) return null;
  const programme = textOrNull(scan, like?.programme);
  if (!literal(scan, RECORDED_AT)) return null;
  if (!instant(scan)) return null;
  const recordedAt = textAt(scan, like?.recordedAt);
  if (!literal(scan, REFUSAL)) return null;
  const isRefusal = !literal(scan, NULL);
  if (isRefusal && !refusal(scan)) return null;
  if (!literal(scan, SEQUENCE) || !integer(scan)) return null;
  const sequence = numberOf(bytes, scan.start, scan.end);
  const stream = streamAt(scan);
  if (stream === null || sequence < 1 || !orNull(scan, state)) return null;
  if (!literal(scan, VERSION)) return null;
  const agrees =
    (sequence === 1) === isZero(previous) &&
    (stream === 'refusals') === (at !== null) &&
    (at === null || (at.sequence === 0) === at.isZero) &&
    (stream === 'refusals' || !isRefusal) &&
    (!isRefused || isRefusal) &&
    (stream === 'refusals' || cause === null || cause < sequence) &&
    (programme === null || definition !== null);
  if (!agrees) return null;
  const { hides, at: end } = scan;
  return {
    organisation,
    programme,
    stream,
    sequence,
    previous,
    recordedAt,
    definition,
    evidence,
    hides,
    end,
  };
}

/** Null, or what `part` scans; after null, `end` lies before `start`, and it counts as plain. */
function orNull(scan: Scan, part: (scan: Scan, depth: number) => boolean): boolean {
  if (scan.bytes[scan.at] !== 0x6e) return part(scan, 1);
  scan.start = 0;
  scan.end = -1;
  scan.plain = true;
  return literal(scan, NULL);
}

const isNull = (scan: Scan): boolean => scan.end < 0;

const textOrNull = (scan: Scan, like: string | null | undefined): string | null =>
  isNull(scan) ? null : textAt(scan, like);

/** The text of the string that was scanned last, which is plain. */
function textAt({ bytes, start, end }: Scan, like: string | null | undefined): string {
  if (typeof like === 'string' && isText(bytes, start, end, like)) return like;
  return String.fromCharCode(...bytes.subarray(start, end));
}

function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (text.length !== end - start) return false;
  for (let place = 0; place < text.length; place += 1) {
    if (bytes[start + place] !== text.charCodeAt(place)) return false;
  }
  return true;
}

const isZero = (digest: Uint8Array): boolean => digest.every((byte) => byte === 0);

const REFUSED = 'REFUSED';
/** Whether the kind is that of a refusal; it is of capitals, digits and underscores. */
function kindAt({ bytes, start, end }: Scan): boolean | 'doubt' {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    const isCapital = byte >= 0x41 && byte <= 0x5a;
    const isOther = byte === 0x5f || (byte >= 0x30 && byte <= 0x39);
    if (!isCapital && !(isOther && at > start)) return 'doubt';
  }
  return end > start ? isText(bytes, start, end, REFUSED) : 'doubt';
}

const HASH = ascii('{"hash":');
const CLOSED = ascii('}');

/** On which head a refusal was decided; null on the history. */
function position(scan: Scan): { sequence: number; isZero: boolean } | null | 'doubt' {
  if (literal(scan, NULL)) return null;
  if (!literal(scan, HASH) || !hash(scan)) return 'doubt';
  const zero = isText(scan.bytes, scan.start, scan.end, ZERO_HASH);
  if (!literal(scan, SEQUENCE) || !integer(scan)) return 'doubt';
  const sequence = numberOf(scan.bytes, scan.start, scan.end);
  return sequence >= 0 && literal(scan, CLOSED) ? { sequence, isZero: zero } : 'doubt';
}

/** An object with an `op`, which is a name. */
function change(scan: Scan, depth: number): boolean {
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

const event = (scan: Scan, depth: number): boolean =>
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

const NO_EVIDENCE: EntryFacts['evidence'] = [];
const EMPTY = ascii('[]');

function evidenceIn(scan: Scan): EntryFacts['evidence'] | null {
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

const guard = (scan: Scan, depth: number): boolean =>
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

const refusal = (scan: Scan): boolean =>
  literal(scan, CODE) &&
  name(scan) &&
  literal(scan, MESSAGE) &&
  words(scan) &&
  literal(scan, CLOSED);

/** The name of a state, or the state of each region. */
const state = (scan: Scan, depth: number): boolean => name(scan) || object(scan, depth, state);

function streamAt(scan: Scan): Stream | null {
  if (literal(scan, STREAM_HISTORY)) return 'history';
  return literal(scan, STREAM_REFUSALS) ? 'refusals' : null;
}

/** The same facts of an entry that was read whole. */
export function factsOf(entry: Entry, text: string, end: number): EntryFacts {
  const { organisation, programme, stream, sequence, recordedAt, definition, evidence } = entry;
  return {
    organisation,
    programme,
    stream,
    sequence,
    previous: bytesOfHex(entry.previous),
    recordedAt,
    definition,
    evidence,
    hides: text.includes('"$commitment"'),
    end,
  };
}

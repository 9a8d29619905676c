import type { Entry, Stream } from './entry.js';
import { bytesOfHex, digestAt, utf8 } from './hash.js';
import {
  ascii,
  hash,
  integer,
  list,
  literal,
  name,
  NULL,
  scanOf,
  string,
  type Scan,
} from './scan-json.js';
import {
  change,
  event,
  evidenceIn,
  guard,
  position,
  refusal,
  state,
  type Evidence,
} from './scan-parts.js';
import { isNull, isText, orNull, textAt, textOrNull } from './scan-text.js';
import { day, instant, instantAt, numberOf } from './scan-time.js';

/** What a verifier needs of an entry, and whether there is a commitment in it. */
export type EntryFacts = Pick<
  Entry,
  'organisation' | 'programme' | 'stream' | 'sequence' | 'definition'
> & {
  readonly previous: Uint8Array;
  /** When it was recorded: as it stands there, and as a number that is greater for a later one. */
  readonly recordedAt: Uint8Array;
  readonly moment: number;
  readonly evidence: Evidence;
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
  const moment = instant(scan);
  if (moment < 0) return null;
  const recordedAt = bytes.slice(scan.start, scan.end);
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
    moment,
    definition,
    evidence,
    hides,
    end,
  };
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

function streamAt(scan: Scan): Stream | null {
  if (literal(scan, STREAM_HISTORY)) return 'history';
  return literal(scan, STREAM_REFUSALS) ? 'refusals' : null;
}

/** The same facts of an entry that was read whole. */
export function factsOf(entry: Entry, text: string, end: number): EntryFacts {
  const { organisation, programme, stream, sequence, definition, evidence } = entry;
  const recorded = utf8(entry.recordedAt);
  return {
    organisation,
    programme,
    stream,
    sequence,
    previous: bytesOfHex(entry.previous),
    recordedAt: recorded,
    moment: instantAt(recorded, 0),
    definition,
    evidence,
    hides: text.includes('"$commitment"'),
    end,
  };
}

/** When an entry was recorded, as it says so itself. */
export const recordedAtOf = ({ recordedAt }: EntryFacts): string =>
  String.fromCharCode(...recordedAt);

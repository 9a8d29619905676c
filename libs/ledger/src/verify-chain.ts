import { checkEntry } from './check-entry.js';
import type { Entry, Stream } from './entry.js';
import {
  bytesOfHex,
  digestIn,
  hex,
  isHash,
  isSame,
  leafOf,
  textOfLeaf,
  ZERO_HASH,
  type Sha256,
} from './hash.js';
import { readCanonical } from './read-canonical.js';
import { factsOf, recordedAtOf, scanEntry, type EntryFacts } from './scan-entry.js';

/** An entry as stored: its place, its hash and its canonical text. */
export type ChainRow = {
  readonly sequence: number;
  readonly hash: string;
  readonly canonical: string;
};

/** The same in bytes: the hash, and the leaf of the log that it is of, 0x00 ‖ UTF-8(canonical). */
export type LeafRow = {
  readonly sequence: number;
  readonly hash: Uint8Array;
  readonly leaf: Uint8Array;
  /** What scanEntry has said of its text, if it was asked and sure. */
  readonly facts?: EntryFacts | null;
};

/** A stored row in bytes. A hash that is none becomes one of no bytes, which nothing hashes to. */
export const leafRow = ({ sequence, hash, canonical }: ChainRow): LeafRow => ({
  sequence,
  hash: isHash(hash) ? bytesOfHex(hash) : new Uint8Array(),
  leaf: leafOf(canonical),
});

/**
 * A row whose parts stand in bytes that are the caller's own: the 64 digits of its hash, and its text
 * with at least one byte before it. That byte becomes the 0x00 of the leaf, so that nothing is copied.
 */
export function leafRowIn(
  bytes: Uint8Array,
  { sequence, hash, text, end }: { sequence: number; hash: number; text: number; end: number },
): LeafRow {
  bytes[text - 1] = 0;
  return {
    sequence,
    hash: digestIn(bytes, hash) ?? new Uint8Array(),
    leaf: bytes.subarray(text - 1, end),
  };
}

/**
 * Which chain this must be, and how far it must reach: to `lastSequence`, with the hash `head`
 * there (without lastSequence: at its end). Entries after lastSequence are allowed. Rows that begin
 * later than the chain come `after` an entry; where its hash is not known (null), any will do.
 */
export type ExpectedChain = {
  readonly organisation: string;
  readonly programme: string | null;
  readonly stream: Stream;
  readonly head?: string;
  readonly lastSequence?: number;
  readonly after?: { readonly sequence: number; readonly hash: string | null };
};

/** The closed list of what can be wrong with a chain. */
export type ChainProblem =
  | 'SEQUENCE_GAP'
  | 'SEQUENCE_REPEATED'
  | 'HASH_DIFFERS'
  | 'NOT_CANONICAL'
  | 'NOT_AN_ENTRY'
  | 'OTHER_CHAIN'
  | 'SEQUENCE_DIFFERS'
  | 'PREVIOUS_DIFFERS'
  | 'TIME_RUNS_BACK'
  | 'HEAD_DIFFERS'
  | 'CUT_OFF';

/** `sequence` is the first place where the chain is not as it should be; `entries` were good. */
export type BrokenChain = {
  readonly ok: false;
  readonly sequence: number;
  readonly code: ChainProblem;
  readonly problem: string;
  readonly entries: number;
};

/** Verified, with the number of entries and the hash of the last; or broken, where and how. */
export type ChainVerdict =
  { readonly ok: true; readonly entries: number; readonly head: string } | BrokenChain;

/** Takes rows one at a time and keeps only the last: for streams of any length. */
export type ChainVerifier = {
  /** Look at the next row; from the first bad one on, the answer stays the same. */
  readonly add: (row: LeafRow) => BrokenChain | null;
  readonly end: () => ChainVerdict;
  /** What the last row that was good says of itself. */
  readonly last: () => EntryFacts | null;
};

/** Verify rows in order of sequence; a stream that must be awaited gives a promise. */
export function verifyChain(
  sha256: Sha256,
  rows: Iterable<ChainRow>,
  expected?: ExpectedChain,
): ChainVerdict;
export function verifyChain(
  sha256: Sha256,
  rows: AsyncIterable<ChainRow>,
  expected?: ExpectedChain,
): Promise<ChainVerdict>;
export function verifyChain(
  sha256: Sha256,
  rows: Iterable<ChainRow> | AsyncIterable<ChainRow>,
  expected?: ExpectedChain,
): ChainVerdict | Promise<ChainVerdict> {
  const verifier = chainVerifier(sha256, expected);
  if (Symbol.asyncIterator in rows) return drain(verifier, rows);
  for (const row of rows) if (verifier.add(leafRow(row))) break;
  return verifier.end();
}

/** The verifier behind verifyChain, for callers that push rows themselves. */
export function chainVerifier(sha256: Sha256, expected?: ExpectedChain): ChainVerifier {
  let last: EntryFacts | null = null;
  let lastHash: Uint8Array = new Uint8Array();
  let broken: BrokenChain | null = null;
  const start = expected?.after ?? { sequence: 0, hash: ZERO_HASH };
  const startHash = start.hash === null ? null : bytesOfHex(start.hash);
  const reached = (): number => last?.sequence ?? start.sequence;

  const fail = (code: ChainProblem, problem: string): BrokenChain => {
    const entries = reached();
    return { ok: false, sequence: entries + 1, code, problem, entries };
  };

  const judge = (row: LeafRow): BrokenChain | null => {
    const position = reached() + 1;
    if (row.sequence !== position) {
      return row.sequence < position
        ? fail('SEQUENCE_REPEATED', `entry ${row.sequence} comes again where ${position} should be`)
        : fail('SEQUENCE_GAP', `entry ${row.sequence} stands where ${position} should be`);
    }
    const digest = sha256(row.leaf);
    if (!isSame(row.hash, digest)) {
      const stored = row.hash.length === 0 ? 'what is stored' : `the stored ${hex(row.hash)}`;
      return fail('HASH_DIFFERS', `its text hashes to ${hex(digest)}, not to ${stored}`);
    }
    const read = row.facts ?? readFacts(row.leaf, last);
    if ('code' in read) return fail(read.code, read.problem);
    const entry = read;

    const chain = expected ?? last ?? entry;
    for (const name of NAMES) {
      if (entry[name] !== chain[name]) {
        return fail('OTHER_CHAIN', `its ${name} is ${entry[name]}, not ${chain[name]}`);
      }
    }
    if (entry.sequence !== position) {
      return fail('SEQUENCE_DIFFERS', `its text says sequence ${entry.sequence}, not ${position}`);
    }
    const previous = last ? lastHash : startHash;
    if (previous !== null && !isSame(entry.previous, previous)) {
      const follows = hex(entry.previous);
      return fail('PREVIOUS_DIFFERS', `it follows ${follows}, not ${hex(previous)} before it`);
    }
    if (last && entry.moment < last.moment) {
      const [at, before] = [recordedAtOf(entry), recordedAtOf(last)];
      return fail('TIME_RUNS_BACK', `recorded at ${at}, after one at ${before}`);
    }
    if (position === expected?.lastSequence && (expected.head ?? hex(digest)) !== hex(digest)) {
      return fail('HEAD_DIFFERS', `its hash is ${hex(digest)}, not the expected ${expected.head}`);
    }
    last = entry;
    lastHash = digest;
    return null;
  };

  const end = (): ChainVerdict => {
    if (broken) return broken;
    const entries = reached();
    const head = last ? hex(lastHash) : (start.hash ?? ZERO_HASH);
    const reach = expected?.lastSequence ?? entries;
    if (entries < reach) {
      return fail('CUT_OFF', `the chain ends after ${entries} entries, ${reach} were expected`);
    }
    if (reach === entries && (expected?.head ?? head) !== head) {
      const problem = `the chain ends with ${head}, not with the expected ${expected?.head}`;
      const good = Math.max(entries - 1, 0);
      return { ok: false, sequence: good + 1, code: 'HEAD_DIFFERS', problem, entries: good };
    }
    return { ok: true, entries, head };
  };

  return { add: (row) => (broken ??= judge(row)), end, last: () => last };
}

const NAMES = ['organisation', 'programme', 'stream'] as const;

/** By a scan where that is sure; otherwise the text is parsed, and what is wrong with it explained. */
function readFacts(
  leaf: Uint8Array,
  like: EntryFacts | null,
): EntryFacts | { code: 'NOT_CANONICAL' | 'NOT_AN_ENTRY'; problem: string } {
  const scanned = scanEntry(leaf, 1, like);
  if (scanned?.end === leaf.length) return scanned;
  const text = textOfLeaf(leaf);
  if (text === null) return { code: 'NOT_CANONICAL', problem: 'it is not UTF-8' };
  const value = readCanonical(text);
  if (!value.ok) return { code: 'NOT_CANONICAL', problem: value.why };
  const problems = checkEntry(value.parsed);
  if (problems.length > 0) return { code: 'NOT_AN_ENTRY', problem: problems.join('; ') };
  return factsOf(value.parsed as Entry, text, leaf.length); // checkEntry has just found nothing against it
}

async function drain(
  verifier: ChainVerifier,
  rows: AsyncIterable<ChainRow>,
): Promise<ChainVerdict> {
  for await (const row of rows) if (verifier.add(leafRow(row))) break;
  return verifier.end();
}

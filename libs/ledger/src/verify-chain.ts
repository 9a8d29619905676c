import { checkEntry } from './check-entry.js';
import type { Entry, Stream } from './entry.js';
import { hex, isHexOf, leafDigest, ZERO_HASH, type Sha256 } from './hash.js';
import { readCanonical } from './read-canonical.js';

/** An entry as stored: its place, its hash and its canonical text. */
export type ChainRow = {
  readonly sequence: number;
  readonly hash: string;
  readonly canonical: string;
};

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
  readonly add: (row: ChainRow) => BrokenChain | null;
  readonly end: () => ChainVerdict;
  /** The last row that was good, read. */
  readonly last: () => { readonly entry: Entry; readonly hash: string } | null;
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
  for (const row of rows) if (verifier.add(row)) break;
  return verifier.end();
}

/** The verifier behind verifyChain, for callers that push rows themselves. */
export function chainVerifier(sha256: Sha256, expected?: ExpectedChain): ChainVerifier {
  let last: { entry: Entry; hash: string } | null = null;
  let broken: BrokenChain | null = null;
  const start = expected?.after ?? { sequence: 0, hash: ZERO_HASH };
  const reached = (): number => last?.entry.sequence ?? start.sequence;

  const fail = (code: ChainProblem, problem: string): BrokenChain => {
    const entries = reached();
    return { ok: false, sequence: entries + 1, code, problem, entries };
  };

  const judge = (row: ChainRow): BrokenChain | null => {
    const position = reached() + 1;
    if (row.sequence !== position) {
      return row.sequence < position
        ? fail('SEQUENCE_REPEATED', `entry ${row.sequence} comes again where ${position} should be`)
        : fail('SEQUENCE_GAP', `entry ${row.sequence} stands where ${position} should be`);
    }
    const digest = leafDigest(sha256, row.canonical);
    if (!isHexOf(row.hash, digest)) {
      const hash = hex(digest);
      return fail('HASH_DIFFERS', `its text hashes to ${hash}, not to the stored ${row.hash}`);
    }
    const value = readCanonical(row.canonical);
    if (!value.ok) return fail('NOT_CANONICAL', value.why);
    const problems = checkEntry(value.parsed);
    if (problems.length > 0) return fail('NOT_AN_ENTRY', problems.join('; '));
    const entry = value.parsed as Entry; // checkEntry has just found nothing against it

    const chain = expected ?? last?.entry ?? entry;
    for (const name of ['organisation', 'programme', 'stream'] as const) {
      if (entry[name] !== chain[name]) {
        return fail('OTHER_CHAIN', `its ${name} is ${entry[name]}, not ${chain[name]}`);
      }
    }
    if (entry.sequence !== position) {
      return fail('SEQUENCE_DIFFERS', `its text says sequence ${entry.sequence}, not ${position}`);
    }
    const previous = last ? last.hash : start.hash;
    if (previous !== null && entry.previous !== previous) {
      return fail('PREVIOUS_DIFFERS', `it follows ${entry.previous}, not ${previous} before it`);
    }
    if (last && entry.recordedAt < last.entry.recordedAt) {
      const before = last.entry.recordedAt;
      return fail('TIME_RUNS_BACK', `recorded at ${entry.recordedAt}, after one at ${before}`);
    }
    const { hash } = row;
    if (position === expected?.lastSequence && (expected.head ?? hash) !== hash) {
      return fail('HEAD_DIFFERS', `its hash is ${hash}, not the expected ${expected.head}`);
    }
    last = { entry, hash };
    return null;
  };

  const end = (): ChainVerdict => {
    if (broken) return broken;
    const entries = reached();
    const head = last?.hash ?? start.hash ?? ZERO_HASH;
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

async function drain(
  verifier: ChainVerifier,
  rows: AsyncIterable<ChainRow>,
): Promise<ChainVerdict> {
  for await (const row of rows) if (verifier.add(row)) break;
  return verifier.end();
}

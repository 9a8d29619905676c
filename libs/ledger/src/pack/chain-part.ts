import type { ChainHeads } from '../checkpoint/heads.js';
import { hex, ZERO_HASH, type Sha256 } from '../hash.js';
import { recordedAtOf, type EntryFacts } from '../scan-entry.js';
import { chainVerifier, type ChainVerifier, type LeafRow } from '../verify-chain.js';
import type { PackChain } from './manifest.js';
import { PackBroken, type ChainName, type PackProblem } from './pack-fault.js';

/** What the pack shows of one chain: from `first` to `last`, of as many as are `inLog`. */
export type ChainShown = ChainName & {
  readonly part: PackChain['part'];
  readonly entries: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly inLog: number;
};

/** Takes the entries of one chain as they come by, and holds them against what the part claims. */
export type ChainPart = {
  readonly name: ChainName;
  readonly add: (row: LeafRow) => EntryFacts;
  readonly end: () => ChainShown;
};

/** The part of a chain that a pack holds, in the log whose heads these are. */
export function chainPart(sha256: Sha256, chain: PackChain, heads: ChainHeads): ChainPart {
  const { organisation, programme, stream, part } = chain;
  const name = { organisation, programme, stream };
  const history = stream === 'history';
  const inLog = history ? heads.sequence : heads.refusals;
  const head = history ? heads.head : heads.refusalsHead;
  let verifier: ChainVerifier | null = null;
  let first: EntryFacts | null = null;
  let last: EntryFacts | null = null;
  let entries = 0;

  const broken = (code: PackProblem, problem: string, sequence: number): PackBroken =>
    new PackBroken(code, problem, { chain: name, sequence });

  /** From here on; before it, the chain is not in the pack. */
  const beginAt = (sequence: number): ChainVerifier => {
    const hash = sequence === 1 ? ZERO_HASH : null;
    return chainVerifier(sha256, { ...name, after: { sequence: sequence - 1, hash } });
  };

  const add = (row: LeafRow): EntryFacts => {
    const { sequence } = row;
    if (row.leaf.length === 1) {
      throw broken('ENTRY_MISSING', 'its text is gone: the log has its hash alone', sequence);
    }
    const leaps = part === 'sample' && last !== null && sequence > last.sequence + 1;
    if (leaps) verifier = beginAt(sequence);
    verifier ??= beginAt(part === 'whole' ? 1 : sequence);
    const fault = verifier.add(row);
    if (fault) throw broken(fault.code, fault.problem, fault.sequence);
    const entry = verifier.last();
    if (!entry) throw broken('NOT_AN_ENTRY', 'it was not read', sequence);
    if (last && entry.moment < last.moment) {
      const when = `recorded at ${recordedAtOf(entry)}, after one at ${recordedAtOf(last)}`;
      throw broken('TIME_RUNS_BACK', when, sequence);
    }
    if (sequence > inLog) {
      throw broken('BEYOND_HEAD', `the chain ends with ${inLog} in the log`, sequence);
    }
    if (sequence === inLog && hex(row.hash) !== head) {
      const problem = `its hash is ${hex(row.hash)}; as head of its chain the log has ${head}`;
      throw broken('HEAD_DIFFERS', problem, sequence);
    }
    if (!first && part === 'range' && sequence > 1 && recordedAtOf(entry) >= chain.from) {
      const problem = `the range from ${chain.from} begins with entry ${sequence}, recorded at ${recordedAtOf(entry)}; the one before it is not in the pack`;
      throw broken('RANGE_OPEN', problem, sequence - 1);
    }
    first ??= entry;
    last = entry;
    entries += 1;
    return entry;
  };

  const end = (): ChainShown => {
    const reached = last?.sequence ?? 0;
    if (part === 'range' && !last && inLog > 0) {
      throw broken('RANGE_OPEN', 'no entry of it is in the pack, not even a neighbour', 1);
    }
    const open =
      part === 'whole' || (part === 'range' && (last ? recordedAtOf(last) : '') < chain.until);
    if (open && reached < inLog) {
      const problem = `the pack ends after entry ${reached}, the log has ${inLog}`;
      throw broken('CUT_OFF', problem, reached + 1);
    }
    const shown = { first: first?.sequence ?? null, last: last?.sequence ?? null };
    return { ...name, part, entries, ...shown, inLog };
  };

  return { name, add, end };
}

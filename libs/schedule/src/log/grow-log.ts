import { treeBuilder, type Frontier, type Sha256 } from '#ledger';
import type { DirtyMark, LogChain, NewLeaf, NewNode, Unlogged } from '#store';

/** What entries add to the log. */
export interface Growth {
  readonly leaves: NewLeaf[];
  readonly nodes: NewNode[];
  readonly frontier: Frontier;
  /** Chains that cannot go on, by the sequence that is missing. */
  readonly gaps: readonly (LogChain & { readonly missing: number })[];
}

/**
 * The leaves and inner nodes that these entries add, chain by chain in the order of their sequences. A
 * chain in which one is missing stops before it: the log never holds a later entry without an earlier.
 */
export function growLog(
  sha256: Sha256,
  from: Frontier,
  unlogged: Iterable<Omit<Unlogged, 'canonical'>>,
): Growth {
  const leaves: NewLeaf[] = [];
  const nodes: NewNode[] = [];
  const gaps: (LogChain & { missing: number })[] = [];
  const tree = treeBuilder(sha256, from, (node, hash) => nodes.push({ ...node, hash }));
  let chain = '';
  let next = 0;
  for (const { organisation, programme, stream, sequence, hash, done } of unlogged) {
    const name = { organisation, programme, stream };
    if (keyOf(name) !== chain) {
      chain = keyOf(name);
      next = done + 1;
    }
    if (next < 0) continue;
    if (sequence !== next) {
      gaps.push({ ...name, missing: next });
      next = -1;
      continue;
    }
    leaves.push({ position: tree.size(), ...name, sequence, hash });
    tree.append(hash);
    next += 1;
  }
  return { leaves, nodes, frontier: tree.frontier(), gaps };
}

/**
 * Which marks are done with once the growth is written. When as many entries were read as may be at
 * once, the last chain may go on, and chains that did not come up may have some too. Of a chain that
 * cannot go on one mark stays, so that it is looked at again.
 */
export function marksDone(
  marks: readonly DirtyMark[],
  unlogged: readonly LogChain[],
  { gaps }: Pick<Growth, 'gaps'>,
  isFull: boolean,
): DirtyMark[] {
  const last = unlogged.at(-1);
  const whole = new Set(unlogged.map(keyOf));
  if (last) whole.delete(keyOf(last));
  const stuck = new Set(gaps.map(keyOf));
  const stay = new Set<string>();
  return marks.filter((mark) => {
    const key = keyOf(mark);
    if (stuck.has(key)) {
      if (stay.has(key)) return true;
      stay.add(key);
      return false;
    }
    return !isFull || whole.has(key);
  });
}

const keyOf = ({ organisation, programme, stream }: LogChain): string =>
  `${organisation}\0${programme}\0${stream}`;

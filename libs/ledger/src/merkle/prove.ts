import type { Sha256 } from '../hash.js';
import { coverSubtrees, partAt, type LeafRange, type Subtree } from './subtree.js';
import { emptyRoot, foldSubtrees, nodeHasher } from './tree-hash.js';

/**
 * Reads the hashes of complete subtrees, in the order asked. A proof asks once, for at most about
 * 2·log₂(size) of them.
 */
export type ReadNodes = (nodes: readonly Subtree[]) => Promise<readonly string[]>;

/** The root of the tree over the first `size` leaves. */
export async function treeRoot(sha256: Sha256, read: ReadNodes, size: number): Promise<string> {
  check(size >= 0 && Number.isSafeInteger(size), `A tree of ${size} leaves cannot be.`);
  if (size === 0) return emptyRoot(sha256);
  const [root] = await hashRanges(sha256, read, [{ begin: 0, end: size }]);
  return root ?? emptyRoot(sha256);
}

/**
 * What shows that the leaf at `index` is in the tree of the first `size` leaves: the hashes from its
 * neighbour up (RFC 9162, 2.1.3.1). Throws a RangeError where there is no such leaf.
 */
export async function inclusionProof(
  sha256: Sha256,
  read: ReadNodes,
  { index, size }: { readonly index: number; readonly size: number },
): Promise<string[]> {
  check(
    Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size,
    `A tree of ${size} leaves has no leaf ${index}; they are counted from 0.`,
  );
  const beside: LeafRange[] = [];
  let within: LeafRange = { begin: 0, end: size };
  while (within.end - within.begin > 1) {
    const middle = partAt(within);
    const [left, right] = halves(within, middle);
    beside.push(index < middle ? right : left);
    within = index < middle ? left : right;
  }
  return await hashRanges(sha256, read, beside.toReversed());
}

/**
 * What shows that the tree of `from` leaves is the beginning of the tree of `to` leaves (RFC 9162,
 * 2.1.4.1); empty when one of them is empty or they are the same. Throws a RangeError when `from` is
 * the larger.
 */
export async function consistencyProof(
  sha256: Sha256,
  read: ReadNodes,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<string[]> {
  check(
    Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from <= to,
    `A tree of ${from} leaves is not the beginning of one of ${to}.`,
  );
  if (from === 0 || from === to) return [];
  const beside: LeafRange[] = [];
  let within: LeafRange = { begin: 0, end: to };
  while (within.end !== from) {
    const middle = partAt(within);
    const [left, right] = halves(within, middle);
    beside.push(from <= middle ? right : left);
    within = from <= middle ? left : right;
  }
  // Where the smaller tree is this very subtree from the first leaf on, its root is known already.
  const proof = within.begin === 0 ? beside : [...beside, within];
  return await hashRanges(sha256, read, proof.toReversed());
}

const halves = ({ begin, end }: LeafRange, middle: number): [LeafRange, LeafRange] => [
  { begin, end: middle },
  { begin: middle, end },
];

function check(holds: boolean, why: string): void {
  if (!holds) throw new RangeError(why);
}

async function hashRanges(
  sha256: Sha256,
  read: ReadNodes,
  ranges: readonly LeafRange[],
): Promise<string[]> {
  const covers = ranges.map(({ begin, end }) => coverSubtrees(begin, end));
  const nodes = covers.flat();
  if (nodes.length === 0) return [];
  const hashes = await read(nodes);
  check(
    hashes.length === nodes.length,
    `${nodes.length} nodes were asked for, ${hashes.length} were read.`,
  );
  const hashNode = nodeHasher(sha256);
  let start = 0;
  return covers.map((cover) => {
    const part = hashes.slice(start, start + cover.length);
    start += cover.length;
    return foldSubtrees(hashNode, part) ?? emptyRoot(sha256);
  });
}

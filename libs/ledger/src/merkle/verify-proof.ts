import { fromHex, hex, isHash, type Sha256 } from '../hash.js';
import { emptyRoot, nodeHasher } from './tree-hash.js';

/** "The leaf with this hash stands at `index`, from 0, in the tree of `size` leaves with this root." */
export type Inclusion = {
  readonly leaf: string;
  readonly index: number;
  readonly size: number;
  readonly root: string;
  readonly proof: readonly string[];
};

/** "The leaves of `from` are the first of `to`." */
export type Consistency = {
  readonly from: TreeHead;
  readonly to: TreeHead;
  readonly proof: readonly string[];
};

/** A tree by its number of leaves and its root. */
export type TreeHead = { readonly size: number; readonly root: string };

/** Does the proof show it? (RFC 9162, 2.1.3.2.) Whatever is malformed: no. */
export function verifyInclusion(sha256: Sha256, claim: Inclusion): boolean {
  const { leaf, index, size, root, proof } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  const hashNode = nodeHasher(sha256);
  let at = index;
  let last = size - 1;
  let hash = fromHex(leaf);
  for (const part of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = hashNode(fromHex(part), hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = hashNode(hash, fromHex(part));
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hex(hash) === root;
}

/**
 * Does the proof show it? (RFC 9162, 2.1.4.2.) Whatever is malformed: no. Two trees of one size need
 * no proof but the same root; the empty tree is the beginning of every other.
 */
export function verifyConsistency(sha256: Sha256, { from, to, proof }: Consistency): boolean {
  if (!isCount(from.size) || !isCount(to.size) || from.size > to.size) return false;
  if (![from.root, to.root, ...proof].every(isHash)) return false;
  if (from.size === to.size) {
    const root = from.size === 0 ? emptyRoot(sha256) : from.root;
    return proof.length === 0 && from.root === root && to.root === root;
  }
  if (from.size === 0) return proof.length === 0 && from.root === emptyRoot(sha256);
  const [first, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...proof] : proof;
  if (first === undefined || proof.length === 0) return false;

  const hashNode = nodeHasher(sha256);
  let at = from.size - 1;
  let last = to.size - 1;
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let smaller = fromHex(first);
  let larger = smaller;
  for (const text of rest) {
    if (last === 0) return false;
    const part = fromHex(text);
    if (isOdd(at) || at === last) {
      smaller = hashNode(part, smaller);
      larger = hashNode(part, larger);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      larger = hashNode(larger, part);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hex(smaller) === from.root && hex(larger) === to.root;
}

// By division: the operators on bits stop at 2^31 leaves.
const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function isPowerOfTwo(value: number): boolean {
  let power = 1;
  while (power < value) power *= 2;
  return power === value;
}

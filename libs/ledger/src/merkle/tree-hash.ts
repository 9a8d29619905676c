import { fromHex, hex, type Sha256 } from '../hash.js';

/** The hash of an inner node by RFC 6962: SHA-256(0x01 ‖ left ‖ right). */
export type HashNode = (left: Uint8Array, right: Uint8Array) => Uint8Array;

/** HashNode over this SHA-256. One block serves every call: nothing is kept of it. */
export function nodeHasher(sha256: Sha256): HashNode {
  const block = new Uint8Array(65);
  block[0] = 1;
  return (left, right) => {
    block.set(left, 1);
    block.set(right, 33);
    return sha256(block);
  };
}

/** The root of the tree without leaves: SHA-256 of nothing. */
export function emptyRoot(sha256: Sha256): string {
  return hex(sha256(''));
}

/** The root of a tree from its complete subtrees, the largest (leftmost) first. */
export function foldSubtrees(hashNode: HashNode, hashes: readonly string[]): string | undefined {
  const last = hashes.at(-1);
  if (last === undefined || hashes.length === 1) return last;
  let right = fromHex(last);
  for (const left of hashes.slice(0, -1).toReversed()) right = hashNode(fromHex(left), right);
  return hex(right);
}

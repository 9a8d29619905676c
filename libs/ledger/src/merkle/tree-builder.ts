import { bytesOfHex, hex, isHash, type Sha256 } from '../hash.js';
import { quoted } from '../json.js';
import { coverSubtrees, type Subtree } from './subtree.js';
import { emptyRoot, foldSubtrees, nodeHasher } from './tree-hash.js';

/**
 * All that a growing tree must remember, as JSON: the number of leaves, and the hashes of the
 * complete subtrees that they make up, the largest (leftmost) first.
 */
export type Frontier = { readonly size: number; readonly nodes: readonly string[] };

/** Grows a tree leaf by leaf and keeps only its frontier: log₂(size) hashes. */
export type TreeBuilder = {
  /** The next leaf, by its hash, in digits or in bytes. */
  readonly append: (leaf: string | Uint8Array) => void;
  /** The next 2^level leaves at once, by the hash of the complete subtree they make. */
  readonly appendSubtree: (level: number, hash: string) => void;
  readonly size: () => number;
  readonly root: () => string;
  readonly frontier: () => Frontier;
};

/** Called with each inner node as its subtree becomes complete; leaves are known to who appends. */
export type OnNode = (node: Subtree, hash: string) => void;

/**
 * A tree by RFC 6962, from its beginning or from where a frontier left it.
 * Throws a RangeError on a hash, a level or a frontier that cannot be.
 */
export function treeBuilder(sha256: Sha256, from?: Frontier, onNode?: OnNode): TreeBuilder {
  const hashNode = nodeHasher(sha256);
  const peaks = from ? peaksOf(from) : [];
  let size = from?.size ?? 0;

  const push = (level: number, hash: Uint8Array): void => {
    const width = 2 ** level;
    if (size % width !== 0 || !Number.isSafeInteger(size + width)) {
      throw new RangeError(
        `A subtree of 2^${level} leaves cannot follow ${size} leaves: it starts at a multiple of its size.`,
      );
    }
    size += width;
    let grown = { level, hash };
    for (let left = peaks.at(-1); left?.level === grown.level; left = peaks.at(-1)) {
      peaks.pop();
      grown = { level: grown.level + 1, hash: hashNode(left.hash, grown.hash) };
      onNode?.({ level: grown.level, index: size / 2 ** grown.level - 1 }, hex(grown.hash));
    }
    peaks.push(grown);
  };

  return {
    append: (leaf) => push(0, typeof leaf === 'string' ? hashOf(leaf, size) : leaf),
    appendSubtree: (level, hash) => {
      if (!Number.isSafeInteger(level) || level < 0 || level > 52) {
        throw new RangeError(
          `${level} is not the level of a subtree: a whole number from 0 to 52.`,
        );
      }
      push(level, hashOf(hash, size));
    },
    size: () => size,
    root: () => {
      const hashes = peaks.map((peak) => hex(peak.hash));
      return foldSubtrees(hashNode, hashes) ?? emptyRoot(sha256);
    },
    frontier: () => ({ size, nodes: peaks.map((peak) => hex(peak.hash)) }),
  };
}

function hashOf(text: string, place: number): Uint8Array {
  if (isHash(text)) return bytesOfHex(text);
  throw new RangeError(
    `${quoted(text)} after ${place} leaves is not a hash of 64 lower-case digits.`,
  );
}

function peaksOf({ size, nodes }: Frontier): { level: number; hash: Uint8Array }[] {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new RangeError(`A frontier of ${size} leaves cannot be.`);
  }
  const cover = coverSubtrees(0, size);
  if (cover.length !== nodes.length) {
    throw new RangeError(
      `A frontier of ${size} leaves has ${cover.length} hashes; ${nodes.length} were given.`,
    );
  }
  return cover.map(({ level }, place) => ({ level, hash: hashOf(nodes[place] ?? '', size) }));
}

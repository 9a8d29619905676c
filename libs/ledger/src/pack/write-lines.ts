import type { ChainHeads } from '../checkpoint/heads.js';
import { canonicalJson } from '../json.js';
import type { ReadNodes } from '../merkle/prove.js';
import { coverSubtrees, type Subtree } from '../merkle/subtree.js';
import type { PrivateField } from '../private-text.js';

/** An entry that a pack shows: its leaf's position, its chain's number in the manifest, and its rows. */
export type PackEntry = {
  readonly position: number;
  readonly chain: number;
  readonly sequence: number;
  /** As stored; empty when it is gone. */
  readonly canonical: string;
  readonly privateFields: readonly PrivateField[];
};

/** How many leaves the tree has, and at which sizes a line must end: those of earlier checkpoints. */
export type PackedTree = { readonly size: number; readonly cuts?: readonly number[] };

/**
 * The lines of log.txt, each with its newline, for entries in order of position. Hashes are read from
 * where the log is kept, some hundred entries at once. Throws a RangeError on another order.
 */
export async function* logLines(
  read: ReadNodes,
  tree: PackedTree,
  entries: AsyncIterable<PackEntry> | Iterable<PackEntry>,
): AsyncGenerator<string> {
  yield* treeLines(read, tree, entries, ({ chain, sequence, canonical, privateFields }, hash) => [
    `entry ${chain} ${sequence} ${hash} ${canonical}\n`,
    ...privateFields.map(
      ({ pointer, value, salt }) => `private ${canonicalJson({ pointer, value, salt })}\n`,
    ),
  ]);
}

/** The lines of heads.txt, for heads with their positions in the second tree, in order. */
export async function* headsLines(
  read: ReadNodes,
  tree: PackedTree,
  shown: Iterable<{ readonly position: number; readonly heads: ChainHeads }>,
): AsyncGenerator<string> {
  yield* treeLines(read, tree, shown, ({ heads }) => [`heads ${canonicalJson(heads)}\n`]);
}

const AT_ONCE = 500;

type Shown = { readonly position: number };
type Write<Leaf> = (leaf: Leaf, hash: string) => string[];
/** A node to be read, and what becomes of its hash. */
type Wanted = { readonly node: Subtree; readonly lines: (hash: string) => string[] };

async function* treeLines<Leaf extends Shown>(
  read: ReadNodes,
  { size, cuts = [] }: PackedTree,
  shown: AsyncIterable<Leaf> | Iterable<Leaf>,
  write: Write<Leaf>,
): AsyncGenerator<string> {
  const ends = cuts.filter((cut) => cut > 0 && cut < size).toSorted((one, other) => one - other);
  let wanted: Wanted[] = [];
  let at = 0;

  const hideUntil = (end: number): void => {
    while (at < end) {
      while ((ends[0] ?? size) <= at && ends.length > 0) ends.shift();
      const stop = Math.min(ends[0] ?? end, end);
      for (const node of coverSubtrees(at, stop)) {
        wanted.push({ node, lines: (hash) => [`other ${node.level} ${hash}\n`] });
      }
      at = stop;
    }
  };

  for await (const leaf of shown) {
    if (leaf.position < at || leaf.position >= size) {
      throw new RangeError(`Leaf ${leaf.position} cannot follow ${at} leaves of ${size}.`);
    }
    hideUntil(leaf.position);
    wanted.push({
      node: { level: 0, index: leaf.position },
      lines: (hash) => write(leaf, hash),
    });
    at += 1;
    if (wanted.length < AT_ONCE) continue;
    yield* linesOf(read, wanted);
    wanted = [];
  }
  hideUntil(size);
  yield* linesOf(read, wanted);
}

async function* linesOf(read: ReadNodes, wanted: readonly Wanted[]): AsyncGenerator<string> {
  if (wanted.length === 0) return;
  const hashes = await read(wanted.map(({ node }) => node));
  if (hashes.length !== wanted.length) {
    throw new RangeError(`${wanted.length} nodes were asked for, ${hashes.length} were read.`);
  }
  for (const [place, { lines }] of wanted.entries()) yield* lines(hashes[place] ?? '');
}

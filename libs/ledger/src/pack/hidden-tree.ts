import type { Sha256 } from '../hash.js';
import { treeBuilder, type TreeBuilder } from '../merkle/tree-builder.js';
import { PackBroken } from './pack-fault.js';

const OTHER = /^other (0|[1-9]\d?) ([0-9a-f]{64})$/;

/** A file that tells all leaves of a tree, most of them hidden: how far it has been read. */
export type HiddenTree = {
  readonly tree: TreeBuilder;
  /** Take an `other` line: leaves that the pack does not show. False: it is another line. */
  readonly other: (text: string) => boolean;
  /** Take a leaf that the pack shows. */
  readonly leaf: (hash: string | Uint8Array) => void;
  /**
   * What is wrong with the leaves as such, if anything: there are too many, or they cannot follow one
   * another. From there on none is taken, but the lines can be read on: what is missing may show.
   */
  readonly spoilt: () => PackBroken | null;
  /** The line that is being read is not as the format says. */
  readonly malformed: (why: string) => PackBroken;
  readonly nextLine: () => void;
  readonly line: () => number;
};

/** Read a tree of `size` leaves from this file, line by line. */
export function hiddenTree(sha256: Sha256, file: string, size: number): HiddenTree {
  const tree = treeBuilder(sha256);
  let line = 0;
  const malformed = (why: string): PackBroken =>
    new PackBroken('MALFORMED', `line ${line} of ${file} ${why}`, { file, line });
  let spoilt: PackBroken | null = null;
  /** Is there a place for so many leaves at once? */
  const place = (leaves: number): boolean => {
    if (tree.size() + leaves > size) {
      spoilt ??= malformed(`goes beyond the ${size} leaves that the checkpoint says there are`);
    } else if (tree.size() % leaves !== 0) {
      const from = tree.size();
      spoilt ??= malformed(`hides ${leaves} leaves from ${from} on, which are no complete subtree`);
    }
    return spoilt === null;
  };
  return {
    tree,
    other: (text) => {
      const [, level, hash = ''] = OTHER.exec(text) ?? [];
      if (level === undefined) return false;
      if (place(2 ** Number(level))) tree.appendSubtree(Number(level), hash);
      return true;
    },
    leaf: (hash) => {
      if (place(1)) tree.append(hash);
    },
    spoilt: () => spoilt,
    malformed,
    nextLine: () => {
      line += 1;
    },
    line: () => line,
  };
}

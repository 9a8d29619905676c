import type { OpenedCheckpoint } from './open-checkpoints.js';
import { PackBroken, type ChainName } from './pack-fault.js';

/** A checkpoint that was found to be of this log, and how many of the pack's entries lie below it. */
export type MarkPassed = { readonly opened: OpenedCheckpoint; readonly entriesBelow: number };

/** Watches a log being read, and compares its root wherever a checkpoint says what it must be. */
export type LogMarks = {
  /** The leaves read so far, and a way to their root. Also before the first. */
  readonly at: (size: number, root: () => string) => void;
  readonly entry: (chain: ChainName, sequence: number) => void;
  /** The checkpoints passed; those at whose size no line ended are `crossed`. */
  readonly end: () => { passed: MarkPassed[]; crossed: MarkPassed[] };
};

/** Up to where the root was right, and the first entry of the pack after that. */
type Good = { size: number; next: { chain: ChainName; sequence: number } | null };

/** Marks for these checkpoints, of any sizes. Throws a PackBroken where a root is another. */
export function logMarks(checkpoints: readonly OpenedCheckpoint[]): LogMarks {
  const ahead = checkpoints.toSorted(inOrder);
  const passed: MarkPassed[] = [];
  const crossed: MarkPassed[] = [];
  let entries = 0;
  // What was kept elsewhere and is contradicted is not explained by what came with the pack.
  const good: Record<'pack' | 'kept', Good> = {
    pack: { size: 0, next: null },
    kept: { size: 0, next: null },
  };

  const compare = (opened: OpenedCheckpoint, root: string): void => {
    const { checkpoint, file } = opened;
    const { size } = checkpoint;
    if (root !== checkpoint.root) {
      const last = good[file === null ? 'kept' : 'pack'];
      const problem = `the first ${size} leaves have the root ${root}; ${file ?? 'the checkpoint from elsewhere'} says ${checkpoint.root}; what was altered stands after leaf ${last.size} and not after leaf ${size}`;
      throw new PackBroken('ROOT_DIFFERS', problem, { ...last.next, file });
    }
    good.pack = { size, next: null };
    if (file === null) good.kept = { size, next: null };
    passed.push({ opened, entriesBelow: entries });
  };

  const at = (size: number, root: () => string): void => {
    for (let next = ahead[0]; next && next.checkpoint.size <= size; next = ahead[0]) {
      ahead.shift();
      if (next.checkpoint.size === size) compare(next, root());
      else crossed.push({ opened: next, entriesBelow: entries });
    }
  };

  const entry = (chain: ChainName, sequence: number): void => {
    entries += 1;
    good.pack.next ??= { chain, sequence };
    good.kept.next ??= { chain, sequence };
  };

  return { at, entry, end: () => ({ passed, crossed }) };
}

/** By size; of one size, what comes from elsewhere first. */
function inOrder(one: OpenedCheckpoint, other: OpenedCheckpoint): number {
  const kept = (opened: OpenedCheckpoint): number => (opened.file === null ? 0 : 1);
  return one.checkpoint.size - other.checkpoint.size || kept(one) - kept(other);
}

/**
 * A complete subtree: the leaves index·2^level … (index+1)·2^level − 1, all of them there. Level 0 is
 * a leaf. Its hash never changes as the log grows, so it can be stored under these two numbers.
 */
export type Subtree = { readonly level: number; readonly index: number };

/** Leaves begin … end − 1. */
export type LeafRange = { readonly begin: number; readonly end: number };

/** The complete subtrees that make up the leaves begin … end − 1, in order, as few as there can be. */
export function coverSubtrees(begin: number, end: number): Subtree[] {
  const cover: Subtree[] = [];
  let at = begin;
  while (at < end) {
    let level = 0;
    let width = 1;
    while (at % (2 * width) === 0 && at + 2 * width <= end) {
      width *= 2;
      level += 1;
    }
    cover.push({ level, index: at / width });
    at += width;
  }
  return cover;
}

/** Where RFC 6962 parts a tree in two: after the largest power of two below the number of leaves. */
export function partAt({ begin, end }: LeafRange): number {
  let left = 1;
  while (2 * left < end - begin) left *= 2;
  return begin + left;
}

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  consistencyProof,
  coverSubtrees,
  hex,
  inclusionProof,
  treeBuilder,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  type Frontier,
} from '../index.js';
import { storedTree } from '../../../../test/support/stored-tree.js';

const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();
const bytes = (hash: string): Buffer => Buffer.from(hash, 'hex');
const leaves = Array.from({ length: 80 }, (_, index) => hex(sha256(`leaf ${index}`)));
const { read, asked } = storedTree(sha256, leaves);

/** The definition in RFC 6962, word for word. */
function naiveRoot(hashes: readonly string[]): string {
  if (hashes.length < 2) return hashes[0] ?? hex(sha256(''));
  let left = 1;
  while (left * 2 < hashes.length) left *= 2;
  const halves = [naiveRoot(hashes.slice(0, left)), naiveRoot(hashes.slice(left))];
  return hex(sha256(Buffer.concat([Buffer.of(1), ...halves.map(bytes)])));
}

const size = fc.integer({ min: 1, max: leaves.length });
const leafOfTree = size.chain((n) => fc.record({ size: fc.constant(n), index: fc.nat(n - 1) }));
const twoSizes = fc
  .tuple(size, size)
  .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));

describe('a tree that grows', () => {
  it('has the root that the definition gives, at each size', async () => {
    const tree = treeBuilder(sha256);
    for (const [index, leaf] of leaves.entries()) {
      tree.append(leaf);
      const root = naiveRoot(leaves.slice(0, index + 1));
      expect([tree.size(), tree.root()]).toEqual([index + 1, root]);
      expect(await treeRoot(sha256, read, index + 1)).toBe(root);
    }
  });

  it('goes on from a frontier that was kept as JSON', () => {
    fc.assert(
      fc.property(twoSizes, ({ from, to }) => {
        const first = treeBuilder(sha256);
        for (const leaf of leaves.slice(0, from)) first.append(leaf);
        const kept = JSON.parse(JSON.stringify(first.frontier())) as Frontier; // just written
        const second = treeBuilder(sha256, kept);
        for (const leaf of leaves.slice(from, to)) second.append(leaf);
        expect(second.root()).toBe(naiveRoot(leaves.slice(0, to)));
        expect(kept.nodes.length).toBeLessThanOrEqual(7);
      }),
    );
  });

  it('takes complete subtrees in place of the leaves they stand for', () => {
    fc.assert(
      fc.property(twoSizes, ({ from, to }) => {
        const tree = treeBuilder(sha256);
        for (const { level, index } of coverSubtrees(0, from)) {
          const begin = index * 2 ** level;
          tree.appendSubtree(level, naiveRoot(leaves.slice(begin, begin + 2 ** level)));
        }
        for (const leaf of leaves.slice(from, to)) tree.append(leaf);
        expect([tree.size(), tree.root()]).toEqual([to, naiveRoot(leaves.slice(0, to))]);
      }),
    );
  });

  it('refuses what cannot be, with the value', () => {
    const hash = leaves[0] ?? '';
    const odd = treeBuilder(sha256, { size: 1, nodes: [hash] });
    expect(() => odd.append('xyz')).toThrow('"xyz" after 1 leaves is not a hash');
    expect(() => odd.appendSubtree(1, hash)).toThrow('cannot follow 1 leaves');
    expect(() => odd.appendSubtree(53, hash)).toThrow('53 is not the level');
    expect(() => odd.appendSubtree(-1, hash)).toThrow('-1 is not the level');
    expect(() => treeBuilder(sha256, { size: 3, nodes: [hash] })).toThrow('has 2 hashes; 1 were');
    expect(() => treeBuilder(sha256, { size: 1, nodes: ['x'] })).toThrow('"x"');
    expect(() => treeBuilder(sha256, { size: 0.5, nodes: [] })).toThrow('0.5 leaves cannot be');
    expect(odd.size()).toBe(1);
  });

  it('stops before it is too large to be counted', () => {
    const hash = leaves[0] ?? '';
    const tree = treeBuilder(sha256);
    tree.appendSubtree(52, hash);
    expect(() => tree.appendSubtree(52, hash)).toThrow(RangeError);
    expect(tree.frontier()).toEqual({ size: 2 ** 52, nodes: [hash] });
  });
});

describe('a proof of inclusion', () => {
  it('convinces for every leaf of every tree, from few nodes read at once', async () => {
    await fc.assert(
      fc.asyncProperty(leafOfTree, async ({ size, index }) => {
        const before = asked.length;
        const proof = await inclusionProof(sha256, read, { index, size });
        const root = naiveRoot(leaves.slice(0, size));
        const leaf = leaves[index] ?? '';
        expect(verifyInclusion(sha256, { leaf, index, size, root, proof })).toBe(true);
        const reads = asked.slice(before);
        expect(reads.length).toBeLessThanOrEqual(1);
        for (const nodes of reads) expect(nodes).toBeLessThanOrEqual(2 * Math.log2(size) + 1);
      }),
    );
  });

  it('does not convince for another leaf, place or root, nor with another hash in it', async () => {
    await fc.assert(
      fc.asyncProperty(leafOfTree, fc.nat(), async ({ size, index }, pick) => {
        fc.pre(size > 1);
        const proof = await inclusionProof(sha256, read, { index, size });
        const [leaf = '', root] = [leaves[index], naiveRoot(leaves.slice(0, size))];
        const claim = { leaf, index, size, root, proof };
        const other = hex(sha256(`other ${pick}`));
        const place = pick % proof.length;
        for (const wrong of [
          { leaf: other },
          { root: other },
          { index: (index + 1 + (pick % (size - 1))) % size },
          { proof: proof.with(place, other) },
          { proof: proof.toSpliced(place, 1) },
          { proof: proof.toSpliced(place, 0, other) },
          { proof: [...proof, root] },
        ]) {
          expect(verifyInclusion(sha256, { ...claim, ...wrong })).toBe(false);
        }
      }),
    );
  });

  it('is refused for a leaf that is not there', async () => {
    const none = inclusionProof(sha256, read, { index: 5, size: 5 });
    await expect(none).rejects.toThrow('A tree of 5 leaves has no leaf 5');
    await expect(inclusionProof(sha256, read, { index: -1, size: 5 })).rejects.toThrow('leaf -1');
  });

  it('says so when nodes are missing where they are kept', async () => {
    const nothing = inclusionProof(sha256, () => Promise.resolve([]), { index: 1, size: 4 });
    await expect(nothing).rejects.toThrow('2 nodes were asked for, 0 were read');
  });
});

describe('a proof of consistency', () => {
  it('convinces for every two sizes', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, async (sizes) => {
        const proof = await consistencyProof(sha256, read, sizes);
        const [from, to] = [sizes.from, sizes.to].map((size) => ({
          size,
          root: naiveRoot(leaves.slice(0, size)),
        }));
        if (!from || !to) throw new Error('two sizes');
        expect(verifyConsistency(sha256, { from, to, proof })).toBe(true);
        const empty = { size: 0, root: hex(sha256('')) };
        expect(verifyConsistency(sha256, { from: empty, to, proof: [] })).toBe(true);
      }),
    );
  });

  it('does not convince where a leaf of the smaller tree was altered', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.nat(), async (sizes, pick) => {
        const place = pick % sizes.from;
        const forged = leaves.with(place, hex(sha256('forged')));
        const { read: readForged } = storedTree(sha256, forged);
        const proof = await consistencyProof(sha256, readForged, sizes);
        const from = { size: sizes.from, root: naiveRoot(leaves.slice(0, sizes.from)) };
        const to = { size: sizes.to, root: naiveRoot(forged.slice(0, sizes.to)) };
        expect(verifyConsistency(sha256, { from, to, proof })).toBe(false);
      }),
    );
  });

  it('does not convince with another hash in it, one more or one fewer', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.nat(), async (sizes, pick) => {
        fc.pre(sizes.from !== sizes.to);
        const proof = await consistencyProof(sha256, read, sizes);
        const from = { size: sizes.from, root: naiveRoot(leaves.slice(0, sizes.from)) };
        const to = { size: sizes.to, root: naiveRoot(leaves.slice(0, sizes.to)) };
        const place = pick % proof.length;
        const other = hex(sha256(`other ${pick}`));
        for (const wrong of [
          proof.with(place, other),
          proof.toSpliced(place, 1),
          proof.toSpliced(place, 0, other),
          [...proof, to.root],
        ]) {
          expect(verifyConsistency(sha256, { from, to, proof: wrong })).toBe(false);
        }
      }),
    );
  });

  it('is refused backwards', async () => {
    await expect(consistencyProof(sha256, read, { from: 6, to: 5 })).rejects.toThrow(
      'A tree of 6 leaves is not the beginning of one of 5',
    );
  });
});

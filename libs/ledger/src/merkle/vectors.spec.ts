import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  consistencyProof,
  hex,
  inclusionProof,
  treeBuilder,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  type Consistency,
  type Inclusion,
} from '../index.js';
import { storedTree } from '../../../../test/support/stored-tree.js';

type Vectors = {
  hashes: { what: string; data?: string; hash: string }[];
  leaves: string[];
  roots: string[];
  inclusion: (Inclusion & { name: string; valid: boolean })[];
  consistency: (Consistency & { name: string; valid: boolean })[];
};

const path = 'test/replay/golden/merkle-v1.json';
const vectors = JSON.parse(readFileSync(path, 'utf8')) as Vectors; // the file is part of the tests
const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();
const leafOf = (data: string): string =>
  hex(sha256(Buffer.concat([Buffer.of(0), Buffer.from(data, 'hex')])));

describe('the reference tree of eight leaves', () => {
  const leaves = vectors.leaves.map(leafOf);
  const { read } = storedTree(sha256, leaves);

  it('has the recorded root at each size, grown and from stored nodes', async () => {
    const tree = treeBuilder(sha256);
    expect(tree.root()).toBe(vectors.hashes[0]?.hash);
    expect(await treeRoot(sha256, read, 0)).toBe(vectors.hashes[0]?.hash);
    for (const [index, root] of vectors.roots.entries()) {
      tree.append(leaves[index] ?? '');
      expect(tree.root()).toBe(root);
      expect(await treeRoot(sha256, read, index + 1)).toBe(root);
    }
  });

  it('hashes leaves as recorded', () => {
    for (const { data, hash } of vectors.hashes.slice(1)) expect(leafOf(data ?? '')).toBe(hash);
  });

  it('gives the recorded proofs of inclusion and of consistency', async () => {
    for (const { name, valid, index, size, proof } of vectors.inclusion) {
      if (!valid || name.startsWith('single')) continue;
      expect(await inclusionProof(sha256, read, { index, size })).toEqual(proof);
    }
    for (const { valid, from, to, proof } of vectors.consistency) {
      if (!valid) continue;
      const sizes = { from: from.size, to: to.size };
      expect(await consistencyProof(sha256, read, sizes)).toEqual(proof);
    }
  });
});

it.each(vectors.inclusion)('inclusion, $name: valid $valid', ({ valid, ...claim }) => {
  expect(verifyInclusion(sha256, claim)).toBe(valid);
});

it.each(vectors.consistency)('consistency, $name: valid $valid', ({ valid, ...claim }) => {
  expect(verifyConsistency(sha256, claim)).toBe(valid);
});

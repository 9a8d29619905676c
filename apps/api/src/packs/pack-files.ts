import {
  canonicalJson,
  headsLines,
  headsLeaf,
  logLines,
  treeBuilder,
  type ChainHeads,
  type Entry,
  type PackEntry,
  type PackManifest,
  type ReadNodes,
  type Subtree,
} from '#ledger';
import { sha256 } from '#engine';
import { definitionByHash, headsAt, loggedEntries, readLogNodes, type Session } from '#store';
import type { ScopedChain } from './pack-scope.js';
import type { ZipFile } from './zip.js';

/** What a pack is made of. `made` is an instant. */
export type PackContent = {
  made: string;
  chains: readonly ScopedChain[];
  checkpoint: { size: number; note: string };
  earlier: readonly { size: number; note: string }[];
  /** Sizes at which the log is parted, for checkpoints that somebody keeps elsewhere. */
  cuts: readonly number[];
  /** The public keys of the log, each as its line of text. */
  keys: readonly string[];
  privateTexts: boolean;
};

/** What the entries of a pack name, once log.txt is written. */
export type Named = { definitions: Set<string>; evidence: Set<string> };

/** The verified files of a pack but evidence, in the order of docs/evidence-pack.md; fills `named`. */
export async function* packFiles(
  session: Session,
  organisation: string,
  content: PackContent,
  named: Named,
): AsyncGenerator<ZipFile> {
  const { made, chains, checkpoint, earlier, keys } = content;
  const manifest: PackManifest = {
    format: 'evolve-evidence-pack',
    v: 1,
    made,
    chains: chains.map(({ chain }) => chain),
  };
  yield { name: 'manifest.json', content: `${JSON.stringify(manifest, null, 2)}\n` };
  yield { name: 'checkpoint.txt', content: checkpoint.note };
  for (const { size, note } of earlier) {
    yield { name: `checkpoints/${String(size).padStart(12, '0')}.txt`, content: note };
  }
  yield { name: 'keys.txt', content: keys.map((key) => `${key}\n`).join('') };
  yield { name: 'heads.txt', content: headsOf(session, content) };
  const read: ReadNodes = (nodes) => readLogNodes(session, nodes);
  const cuts = [...content.cuts, ...earlier.map(({ size }) => size)];
  const tree = { size: checkpoint.size, cuts };
  yield { name: 'log.txt', content: logLines(read, tree, entriesOf(session, content, named)) };
  for (const hash of named.definitions) {
    const document = await definitionByHash(session, organisation, hash);
    if (document === null) continue; // the verifier says that it is missing, and who names it
    yield { name: `definitions/${hash}.json`, content: JSON.stringify(document) };
  }
}

/** The heads of the pack's chains among those of all, which stay hidden. */
async function* headsOf(
  session: Session,
  { chains, checkpoint }: PackContent,
): AsyncGenerator<string> {
  const wanted = new Set(chains.map(({ chain }) => pairOf(chain)));
  const all = await headsAt(session, checkpoint.size);
  const leaves = all.map((heads) => headsLeaf(sha256, heads));
  const inner = new Map<string, string>();
  const tree = treeBuilder(sha256, undefined, ({ level, index }, hash) => {
    inner.set(`${level} ${index}`, hash);
  });
  for (const leaf of leaves) tree.append(leaf);
  const hashOf = ({ level, index }: Subtree): string =>
    (level === 0 ? leaves[index] : inner.get(`${level} ${index}`)) ?? '';
  const shown = all.flatMap((heads: ChainHeads, position) =>
    wanted.has(pairOf(heads)) ? [{ position, heads }] : [],
  );
  yield* headsLines(async (nodes) => nodes.map(hashOf), { size: all.length }, shown);
}

const pairOf = (pair: { organisation: string; programme: string | null }): string =>
  canonicalJson([pair.organisation, pair.programme]);

/** The entries of all chains in order of position: each chain is in order, and the first goes first. */
async function* entriesOf(
  session: Session,
  { chains, checkpoint, privateTexts }: PackContent,
  named: Named,
): AsyncGenerator<PackEntry> {
  const sources = chains.map(({ chain, chosen }) =>
    loggedEntries(session, chain, chosen, checkpoint.size),
  );
  const next = await Promise.all(sources.map(async (each) => (await each.next()).value ?? null));
  for (;;) {
    const chain = firstOf(next);
    const entry = next[chain];
    if (!entry) return;
    next[chain] = (await sources[chain]?.next())?.value ?? null;
    note(entry.canonical, named);
    yield { ...entry, chain, privateFields: privateTexts ? entry.privateFields : [] };
  }
}

function firstOf(next: readonly ({ position: number } | null)[]): number {
  let first = -1;
  for (const [place, entry] of next.entries()) {
    if (entry === null) continue;
    if (first < 0 || entry.position < (next[first]?.position ?? Infinity)) first = place;
  }
  return first;
}

function note(canonical: string, { definitions, evidence }: Named): void {
  const entry = entryIn(canonical);
  if (entry === null) return;
  if (entry.definition !== null) definitions.add(entry.definition);
  for (const { sha256: file } of entry.evidence) if (file !== null) evidence.add(file);
}

/** Null for a text that is gone or was made unreadable: the pack holds it as it is, and is broken by it. */
function entryIn(canonical: string): Entry | null {
  try {
    return JSON.parse(canonical) as Entry; // written by sealEntry alone, unless somebody changed it
  } catch {
    return null;
  }
}

import type { Checkpoint } from '../checkpoint/checkpoint.js';
import { compareHeads, faultOfHeads, headsLeaf, type ChainHeads } from '../checkpoint/heads.js';
import type { Sha256 } from '../hash.js';
import { readCanonical } from '../read-canonical.js';
import { hiddenTree, type HiddenTree } from './hidden-tree.js';
import type { PackChain } from './manifest.js';
import { PackBroken } from './pack-fault.js';
import { linesOf, type PackReader } from './pack-reader.js';

/** One pair of organisation and programme, as a key. */
export const pairOf = (chain: {
  readonly organisation: string;
  readonly programme: string | null;
}): string => JSON.stringify([chain.organisation, chain.programme]);

const FILE = 'heads.txt';
const SHOWN = 'heads ';

/** The heads of the pack's chains, by pairOf, proven against the second root of the checkpoint. */
export async function walkHeads(
  sha256: Sha256,
  pack: PackReader,
  chains: readonly PackChain[],
  { heads }: Checkpoint,
): Promise<ReadonlyMap<string, ChainHeads>> {
  const wanted = new Set(chains.map(pairOf));
  const found = new Map<string, ChainHeads>();
  const hidden = hiddenTree(sha256, FILE, heads.count);
  let last: ChainHeads | null = null;
  for await (const lines of linesOf(pack, FILE)) {
    for (const text of lines) {
      hidden.nextLine();
      if (hidden.other(text)) continue;
      const next = headsIn(hidden, text);
      if (!wanted.has(pairOf(next))) throw hidden.malformed('has heads that no chain asks for');
      if (last && compareHeads(last, next) >= 0) throw hidden.malformed('comes out of order');
      hidden.leaf(headsLeaf(sha256, next));
      found.set(pairOf(next), next);
      last = next;
    }
  }
  const spoilt = hidden.spoilt();
  if (spoilt) throw spoilt;
  if (hidden.tree.size() !== heads.count || hidden.tree.root() !== heads.root) {
    const problem = `the ${hidden.tree.size()} heads in ${FILE} have the root ${hidden.tree.root()}; the checkpoint says ${heads.count} and ${heads.root}`;
    throw new PackBroken('HEADS_DIFFER', problem, { file: FILE });
  }
  for (const chain of chains) {
    if (found.has(pairOf(chain))) continue;
    const problem = `${FILE} has no heads of ${pairOf(chain)}, which the manifest names`;
    const { organisation, programme, stream } = chain;
    const name = { organisation, programme, stream };
    throw new PackBroken('HEADS_MISSING', problem, { file: FILE, chain: name });
  }
  return found;
}

function headsIn(hidden: HiddenTree, text: string): ChainHeads {
  if (!text.startsWith(SHOWN)) throw hidden.malformed('is neither "other" nor "heads"');
  const read = readCanonical(text.slice(SHOWN.length));
  if (!read.ok) throw hidden.malformed(`is not canonical JSON (RFC 8785): ${read.why}`);
  const fault = faultOfHeads(read.parsed);
  if (fault) throw hidden.malformed(`cannot be the heads of a chain: ${fault}`);
  return read.parsed as ChainHeads; // faultOfHeads has just found nothing against it
}

import { keyFingerprint } from '../checkpoint/log-key.js';
import type { Ed25519Verify } from '../checkpoint/signed-note.js';
import type { ChainHeads } from '../checkpoint/heads.js';
import type { Sha256 } from '../hash.js';
import { chainPart, type ChainShown } from './chain-part.js';
import { checkFiles, type FilesShown, type HashStream } from './check-files.js';
import { compareKept, openKept, type KeptCheckpoint } from './kept-checkpoints.js';
import { logMarks } from './log-marks.js';
import { readManifest } from './manifest.js';
import { packCheckpoints, readKeys } from './open-checkpoints.js';
import { PackBroken, type ChainName, type PackFault } from './pack-fault.js';
import { textOf, type PackReader } from './pack-reader.js';
import { pairOf, walkHeads } from './walk-heads.js';
import { walkLog, type LogShown } from './walk-log.js';

/** The cryptography that this library is given, so that it runs anywhere. */
export type PackCrypto = {
  readonly sha256: Sha256;
  readonly hashStream: HashStream;
  readonly verify: Ed25519Verify;
};

/** What whoever verifies has from elsewhere than the pack. Without any, nothing can be anchored. */
export type FromElsewhere = {
  /** Fingerprints of keys: SHA-256 of the 32 bytes, hex. */
  readonly fingerprints?: readonly string[];
  readonly checkpoints?: readonly KeptCheckpoint[];
};

/** What a pack that holds together has shown, and what it has not. */
export type PackFacts = FilesShown & {
  readonly origin: string;
  /** Leaves of the log, and when the checkpoint over them was made, as its signer says. */
  readonly size: number;
  readonly time: string;
  /** Fingerprints of the keys that signed the checkpoint. */
  readonly signedBy: readonly string[];
  readonly entries: number;
  readonly chains: readonly ChainShown[];
  /** Chains of the same programmes with entries in the log, of which the pack says nothing. */
  readonly leftOut: readonly (ChainName & { readonly entries: number })[];
  readonly erased: LogShown['erased'];
  /** Sizes of the kept checkpoints that the pack gives no way to compare. */
  readonly notCompared: readonly number[];
};

/** The three results. `entriesAfter`: how many stand beyond what is anchored. */
export type PackVerdict =
  | { readonly result: 'anchored'; readonly facts: PackFacts; readonly entriesAfter: number }
  | { readonly result: 'self-consistent'; readonly facts: PackFacts }
  | { readonly result: 'broken'; readonly fault: PackFault };

/**
 * Verify an unpacked evidence pack as docs/evidence-pack.md says, one entry in memory at a time.
 * What is wrong with the pack is the answer; only a reader that fails makes it throw.
 */
export async function verifyPack(
  crypto: PackCrypto,
  pack: PackReader,
  elsewhere: FromElsewhere = {},
): Promise<PackVerdict> {
  try {
    return await verifyAll(crypto, pack, elsewhere);
  } catch (error) {
    if (error instanceof PackBroken) return { result: 'broken', fault: error.fault };
    throw error;
  }
}

async function verifyAll(
  crypto: PackCrypto,
  pack: PackReader,
  elsewhere: FromElsewhere,
): Promise<PackVerdict> {
  const { sha256, verify } = crypto;
  const names = new Set<string>();
  for (const file of pack.names) {
    if (names.has(file))
      throw new PackBroken('MALFORMED', `${file} is in the pack twice`, { file });
    names.add(file);
  }
  const { chains } = readManifest(await textOf(pack, 'manifest.json'));
  const keys = await readKeys(sha256, pack);
  const { main, earlier } = await packCheckpoints(verify, pack, keys);
  const { checkpoint } = main;
  const signedBy = main.signedBy.map((key) => keyFingerprint(sha256, key));
  const known = trusts(elsewhere.fingerprints ?? [], signedBy);
  const kept = await openKept(verify, keys, elsewhere.checkpoints ?? [], checkpoint);

  const heads = await walkHeads(sha256, pack, chains, checkpoint);
  const parts = chains.map((chain) => {
    const own = heads.get(pairOf(chain));
    if (own) return chainPart(sha256, chain, own);
    throw new PackBroken('HEADS_MISSING', `there are no heads of ${pairOf(chain)}`);
  });
  const marks = logMarks([main, ...earlier, ...kept.map(({ opened }) => opened)]);
  const log = await walkLog(sha256, pack, { parts, marks, size: checkpoint.size });
  const files = await checkFiles(crypto.hashStream, pack, log);

  const ends = marks.end();
  const parted = ends.crossed.find(({ opened }) => opened.file !== null)?.opened;
  if (parted) {
    const problem = `no line of log.txt ends at leaf ${parted.checkpoint.size}, the size of ${parted.file}`;
    throw new PackBroken('MALFORMED', problem, { file: 'log.txt' });
  }
  const entries = log.chains.reduce((sum, chain) => sum + chain.entries, 0);
  const { anchored, notCompared } = compareKept(sha256, main, kept, ends, entries);
  const facts: PackFacts = {
    ...files,
    origin: checkpoint.origin,
    size: checkpoint.size,
    time: checkpoint.time,
    signedBy,
    entries,
    chains: log.chains,
    leftOut: leftOut(log.chains, heads),
    erased: log.erased,
    notCompared,
  };
  if (known) return { result: 'anchored', facts, entriesAfter: 0 };
  if (anchored === null) return { result: 'self-consistent', facts };
  return { result: 'anchored', facts, entriesAfter: entries - anchored };
}

/** Is one of the signers known? To know some, and to find none of them, is a fault. */
function trusts(fingerprints: readonly string[], signedBy: readonly string[]): boolean {
  if (fingerprints.length === 0 || signedBy.some((one) => fingerprints.includes(one))) {
    return fingerprints.length > 0;
  }
  const problem = `checkpoint.txt is signed by ${signedBy.join(', ')}, and not by ${fingerprints.join(' or ')}, which you know`;
  throw new PackBroken('KEY_DIFFERS', problem, { file: 'checkpoint.txt' });
}

function leftOut(
  chains: readonly ChainShown[],
  heads: ReadonlyMap<string, ChainHeads>,
): PackFacts['leftOut'] {
  const shown = new Set(chains.map((chain) => `${chain.stream} ${pairOf(chain)}`));
  return [...heads.values()]
    .flatMap(({ organisation, programme, sequence, refusals }) => [
      { organisation, programme, stream: 'history' as const, entries: sequence },
      { organisation, programme, stream: 'refusals' as const, entries: refusals },
    ])
    .filter((chain) => chain.entries > 0 && !shown.has(`${chain.stream} ${pairOf(chain)}`));
}

import {
  checkpointText,
  consistencyProof,
  headsRoot,
  keyFingerprint,
  logKey,
  openNote,
  readCheckpoint,
  readVerifierKey,
  signNote,
  treeBuilder,
  verifyConsistency,
  writeVerifierKey,
  type Checkpoint,
  type Ed25519Sign,
  type Ed25519Verify,
  type LogKey,
  type Sha256,
} from '#ledger';
import type { Engine } from '#engine';
import {
  answerAsked,
  headsAt,
  inTransaction,
  keepCheckpoint,
  keepLogKey,
  lastCheckpoint,
  listLogKeys,
  lockLog,
  organisationsNotTold,
  readLogNodes,
  readLogState,
  type CheckpointRow,
  type LogState,
  type Session,
  type Store,
} from '#store';

/** A key that signs: its public half, 32 bytes, and what signs with the other. */
export interface Signer {
  readonly publicKey: Uint8Array;
  readonly sign: Ed25519Sign;
}

/** How this installation signs its log. */
export interface LogSigning {
  /** All of them sign: the old one stands beside the new one while it takes over. */
  readonly signers: readonly Signer[];
  readonly verify: Ed25519Verify;
  /** The name of the log, for its first checkpoint; without it, one is made from the first key. */
  readonly origin: string | undefined;
  /** A log that grows gets a checkpoint this often, in milliseconds, and whenever somebody asks. */
  readonly everyMs: number;
}

/** What the making of a checkpoint works with. */
export interface Checkpointing {
  readonly store: Store;
  readonly engine: Pick<Engine, 'tellLogKey'>;
  readonly sha256: Sha256;
  readonly signing: LogSigning;
}

export type Checkpointed =
  | { readonly outcome: 'made'; readonly size: number }
  | { readonly outcome: 'notDue' | 'busy' }
  | { readonly outcome: 'refused'; readonly problem: string };

type Named = Signer & { readonly key: LogKey };

/** Keeps the keys that sign where all can read them, and tells each organisation's chain of them. */
export async function publishKeys({
  store,
  engine,
  sha256,
  signing,
}: Checkpointing): Promise<void> {
  const { origin } = await readLogState(store.pool);
  for (const { key } of named(sha256, signing, origin)) {
    const fingerprint = keyFingerprint(sha256, key);
    const line = writeVerifierKey(key);
    await keepLogKey(store.pool, { fingerprint, key: line });
    for (const organisation of await organisationsNotTold(store.pool, fingerprint)) {
      await engine.tellLogKey({ organisation, fingerprint, key: line });
    }
  }
}

/**
 * Signs what the log has come to, where that is due at `now`. Before it signs, the log must hold to the
 * last checkpoint: a log that was rewritten gets no signature, and says why.
 */
export async function makeCheckpoint(
  { store, sha256, signing }: Checkpointing,
  now: Date,
): Promise<Checkpointed> {
  return inTransaction(store, async (session) => {
    if (!(await lockLog(session))) return { outcome: 'busy' };
    const state = await readLogState(session);
    const last = await lastCheckpoint(session);
    const signers = named(sha256, signing, state.origin);
    if (last !== null && state.askedAt !== null && state.frontier.size === last.size) {
      await answerAsked(session); // the one there is covers all that whoever asked can mean
    }
    if (!isDue(state, last, signing.everyMs, now)) return { outcome: 'notDue' };
    const refused = (problem: string) => ({ outcome: 'refused', problem }) as const;
    const [first] = signers;
    if (first === undefined) return { outcome: 'notDue' };
    const origin = first.key.name;
    if (signing.origin !== undefined && origin !== signing.origin) {
      return refused(
        `the log has been called "${origin}" since its first checkpoint, and is to be called "${signing.origin}": a log keeps its name, so set LEDGER_ORIGIN back`,
      );
    }
    const { size } = state.frontier;
    const heads = await headsAt(session, size);
    const counted = heads.reduce((sum, { sequence, refusals }) => sum + sequence + refusals, 0);
    if (counted !== size) {
      return refused(`the chains in the log have ${counted} entries, and the log has ${size}`);
    }
    const root = treeBuilder(sha256, state.frontier).root();
    const checkpoint: Checkpoint = {
      origin,
      size,
      root,
      heads: headsRoot(sha256, heads),
      time: now.toISOString(),
    };
    const unlike = last && (await doesNotFollow(session, { sha256, signing, last, checkpoint }));
    if (unlike) return refused(unlike);
    const note = await signNote(checkpointText(checkpoint), signers);
    await keepCheckpoint(session, { origin, size, note });
    return { outcome: 'made', size };
  });
}

function named(sha256: Sha256, { signers, origin }: LogSigning, kept: string | null): Named[] {
  const [first] = signers;
  if (first === undefined) return [];
  const unnamed = logKey(sha256, 'unnamed', first.publicKey);
  const name = kept ?? origin ?? `evolve.invalid/${keyFingerprint(sha256, unnamed).slice(0, 16)}`;
  return signers.map((signer) => ({ ...signer, key: logKey(sha256, name, signer.publicKey) }));
}

function isDue(
  { frontier, askedAt }: LogState,
  last: CheckpointRow | null,
  everyMs: number,
  now: Date,
): boolean {
  if (last === null) return frontier.size > 0;
  if (frontier.size === last.size) return false;
  if (frontier.size < last.size) return true; // to be refused, with the reason
  return askedAt !== null || now.getTime() - Date.parse(last.madeAt) >= everyMs;
}

type Following = {
  sha256: Sha256;
  signing: LogSigning;
  last: CheckpointRow;
  checkpoint: Checkpoint;
};

/** Why the log as it is does not follow from its last checkpoint; null when it does. */
async function doesNotFollow(
  session: Session,
  { sha256, signing, last, checkpoint: { size, root } }: Following,
): Promise<string | null> {
  const keys = (await listLogKeys(session)).flatMap(({ key }) => {
    const read = readVerifierKey(sha256, key);
    return read.ok ? [read.key] : [];
  });
  const opened = await openNote(signing.verify, last.note, keys);
  if (!opened.ok) return `checkpoint ${last.id} as it is stored does not hold: ${opened.problem}`;
  const before = readCheckpoint(opened.text);
  if (!before.ok) return `checkpoint ${last.id} as it is stored: ${before.problem}`;
  const from = before.checkpoint;
  const grew = `the log no longer holds the ${from.size} leaves of its checkpoint of ${from.time}`;
  if (from.size > size) return `${grew}: it has ${size}. Something was taken away`;
  try {
    const read = (nodes: Parameters<typeof readLogNodes>[1]) => readLogNodes(session, nodes);
    const proof = await consistencyProof(sha256, read, { from: from.size, to: size });
    if (verifyConsistency(sha256, { from, to: { size, root }, proof })) return null;
  } catch (error) {
    return `${grew}: ${error instanceof Error ? error.message : String(error)}`;
  }
  return `${grew}. Something in it was changed`;
}

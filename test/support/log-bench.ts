import { sha256 } from '#engine';
import { openNote, readCheckpoint, readVerifierKey, type Checkpoint } from '#ledger';
import type { LogSigning } from '#schedule';
import { lastCheckpoint, listLogKeys, type Store } from '#store';
import { publicKeyOf, signer, verifyEd25519 } from './log-keys.js';

/** A key that signs logs in tests; a real one is made at random. */
export const logSigner = (seed: string) => ({ publicKey: publicKeyOf(seed), sign: signer(seed) });

/** Signs the log of a test at every look at it. */
export const logSigning: LogSigning = {
  signers: [logSigner('11'.repeat(32))],
  verify: verifyEd25519,
  origin: 'evolve.test/log',
  everyMs: 0,
};

/** Every entry that belongs in the log, beside its leaf; and leaves that have no entry. */
export async function entriesAndLeaves({ pool }: Store) {
  const { rows } = await pool.query<{ chain: string; hash: string | null; leaf: string | null }>(
    `SELECT e.organisation || '/' || e.programme || '/' || e.stream AS chain, e.hash, l.hash AS leaf
     FROM entry e LEFT JOIN programme p ON (p.organisation, p.id) = (e.organisation, e.programme)
     FULL JOIN log_leaf l ON (l.organisation, l.programme, l.stream, l.sequence)
       = (e.organisation, e.programme, e.stream, e.sequence)
     WHERE p.clock IS DISTINCT FROM 'rehearsal'`,
  );
  return rows;
}

/** The checkpoint made last, opened with the keys that the store knows. */
export async function newestCheckpoint({ pool }: Store): Promise<Checkpoint> {
  const row = await lastCheckpoint(pool);
  const keys = (await listLogKeys(pool)).flatMap(({ key }) => {
    const found = readVerifierKey(sha256, key);
    return found.ok ? [found.key] : [];
  });
  const opened = await openNote(verifyEd25519, row?.note ?? '', keys);
  if (!opened.ok) throw new Error(opened.problem);
  const found = readCheckpoint(opened.text);
  if (!found.ok) throw new Error(found.problem);
  return found.checkpoint;
}

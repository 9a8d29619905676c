import type pg from 'pg';
import type { Ed25519Verify, Sha256 } from '#ledger';
import type { Store } from '#store';
import { ChainBook } from './chain-book.js';
import { LogBroken } from './log-broken.js';
import { named, walkEntries } from './walk-entries.js';
import { walkLeaves } from './walk-leaves.js';

/** What going through the log came to; `problem` is the first thing that is wrong with it. */
export interface LogVerified {
  readonly entries: number;
  readonly leaves: number;
  readonly checkpoints: number;
  readonly problem: string | null;
}

/**
 * Goes through everything that the log rests on, as it stands at one moment: the tree from its first
 * leaf, whose root must be that of every checkpoint on the way; each chain from its first entry; and
 * each leaf against its entry. Memory grows with the number of chains alone. What it finds is for the
 * operator; an auditor verifies without this program.
 */
export async function verifyLog(
  store: Store,
  crypto: { sha256: Sha256; verify: Ed25519Verify },
): Promise<LogVerified> {
  const asStored = await walk(store, crypto, 'stored');
  // Entries are stored in the order in which they came, unless room that was given up has been used.
  return asStored.problem === null ? asStored : await walk(store, crypto, 'byChain');
}

async function walk(
  store: Store,
  crypto: { sha256: Sha256; verify: Ed25519Verify },
  order: 'stored' | 'byChain',
): Promise<LogVerified> {
  let done = { entries: 0, leaves: 0, checkpoints: 0 };
  try {
    await atOneMoment(store, async (client) => {
      const book = new ChainBook(crypto.sha256);
      done = { ...done, ...(await walkLeaves(client, { ...crypto, book })) };
      done = { ...done, entries: await walkEntries(client, book, order) };
    });
    return { ...done, problem: null };
  } catch (error) {
    if (!(error instanceof LogBroken)) throw error;
    return { ...done, problem: await named(store.pool, error) };
  }
}

/** Runs work on one session that sees the database as it is now, and may leave a COPY half-way. */
async function atOneMoment(
  store: Store,
  work: (client: pg.ClientBase) => Promise<void>,
): Promise<void> {
  const client = await store.pool.connect();
  // A session that ends unexpectedly shows in the query under way.
  const ended = () => undefined;
  client.on('error', ended);
  // What a COPY that was left has still to say is not waited for: its session ends.
  let isLeft = true;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL synchronize_seqscans = off');
    await work(client);
    await client.query('COMMIT');
    isLeft = false;
  } finally {
    client.off('error', ended);
    client.release(isLeft);
  }
}

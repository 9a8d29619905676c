import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { openLiveProgramme, type LiveProgramme } from '../../../test/support/live-programme.js';
import { inTransaction, type Session } from './connect.js';
import { claimDueTimers } from './timer-rows.js';
import { writeProgrammes } from './write-programmes.js';

let database: TestDatabase;
let live: LiveProgramme;

beforeAll(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
}, 60_000);
afterAll(async () => {
  await live.close();
  await database.drop();
});

async function waits(session: Session): Promise<string | undefined> {
  const { rows } = await session.query<{ waits: string }>(
    `SELECT current_setting('synchronous_commit') AS waits`,
  );
  return rows[0]?.waits;
}

test('a claim does not wait for the disk, and whatever the session does next does', async () => {
  await live.makeReminderDue();
  const client = await live.store.pool.connect();
  try {
    await client.query('SET synchronous_commit = on'); // tests run without
    await client.query('BEGIN');
    expect(await claimDueTimers(client, 10)).toHaveLength(1);
    expect(await waits(client)).toBe('off');
    await client.query('COMMIT');
    expect(await waits(client)).toBe('on');
  } finally {
    client.release();
  }
});

test('what is written to the history waits for the disk', async () => {
  await inTransaction(live.store, async (session) => {
    await session.query('SET LOCAL synchronous_commit = on');
    await writeProgrammes(session, []);
    expect(await waits(session)).toBe('on');
  });
});

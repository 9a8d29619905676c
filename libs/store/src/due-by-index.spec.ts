import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { openLiveProgramme, type LiveProgramme } from '../../../test/support/live-programme.js';
import { rowsRead } from '../../../test/support/rows-read.js';
import { claimDueTimers, nextDueIn } from './timer-rows.js';

let database: TestDatabase;
let live: LiveProgramme;

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
  // Many that are not due: a look at what is must not read them.
  await live.store.pool.query(
    `INSERT INTO timer (organisation, programme, item, key, kind, due_at, detail, clock)
     SELECT organisation, id, 'M1', 'far ' || n, 'reminder', timestamptz '2098-01-01' + n * interval '1 minute',
       '{}', 'live'
     FROM programme, generate_series(1, 20000) AS n`,
  );
  await live.store.pool.query('VACUUM ANALYZE timer');
});
afterEach(async () => {
  await live.close();
  await database.drop();
});

test('claiming what is due reads that and nothing of what is not, however much that is', async () => {
  await live.makeReminderDue();
  let claimed = 0;
  const read = await rowsRead(live.store, 'timer', async (session) => {
    claimed = (await claimDueTimers(session, 100)).length;
  });
  expect(claimed).toBe(1);
  expect(read).toBeLessThan(20);
});

test('asking when the next timer is due reads that one', async () => {
  await live.makeReminderDue(-3600);
  let next: number | null = null;
  const read = await rowsRead(live.store, 'timer', async (session) => {
    next = await nextDueIn(session);
  });
  expect(next).toBeGreaterThan(3_590_000);
  expect(next).toBeLessThanOrEqual(3_600_000);
  expect(read).toBeLessThan(20);
});

test('a timer that was just claimed is not the next, and is again when nobody settled it', async () => {
  await live.makeReminderDue();
  const { pool } = live.store;
  expect(await nextDueIn(pool)).toBeLessThan(0);
  await claimDueTimers(pool, 100);
  expect(await nextDueIn(pool)).toBeGreaterThan(3_600_000);
  await pool.query(`UPDATE timer SET claimed_at = claimed_at - interval '6 seconds'`);
  expect(await nextDueIn(pool)).toBeLessThan(0);
});

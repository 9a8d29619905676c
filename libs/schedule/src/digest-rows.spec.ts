import { connect, type Store } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { pendingDigests } from './digest-rows.js';

let database: TestDatabase;
let store: Store;

beforeEach(async () => {
  database = await createTestDatabase();
  store = connect(database.url);
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

test('an organisation whose mail is paused, or used up for this minute, holds up the digests of no other', async () => {
  const { pool } = store;
  await pool.query(`INSERT INTO organisation (id, title) VALUES ('EARLY', 'E'), ('LATE', 'L')`);
  await pool.query(
    `INSERT INTO digest (organisation, person, day, address, next_at) VALUES
       ('EARLY', 'P-1', '2027-01-04', 'one@example.org', clock_timestamp() - interval '2 minutes'),
       ('LATE', 'P-2', '2027-01-04', 'two@example.org', clock_timestamp() - interval '1 minute')`,
  );
  expect(await pendingDigests(pool, 1)).toMatchObject([{ organisation: 'EARLY' }]);
  await pool.query(
    `INSERT INTO channel_state (organisation, channel, paused_by, reason)
     VALUES ('EARLY', 'email', 'P-ADMIN', 'the mail server moves')`,
  );
  expect(await pendingDigests(pool, 1)).toMatchObject([{ organisation: 'LATE' }]);
  await pool.query('DELETE FROM channel_state');
  expect(await pendingDigests(pool, 1)).toMatchObject([{ organisation: 'EARLY' }]);
  await pool.query(
    `INSERT INTO channel_use
     VALUES ('EARLY', 'email', date_trunc('minute', clock_timestamp()) + interval '1 hour', 5)`,
  );
  expect(await pendingDigests(pool, 1, 5)).toMatchObject([{ organisation: 'LATE' }]);
  expect(await pendingDigests(pool, 1, 6)).toMatchObject([{ organisation: 'EARLY' }]);
});

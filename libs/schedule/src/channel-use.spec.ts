import { connect, type Store } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { deliveriesWithin } from './channel-use.js';

let database: TestDatabase;
let store: Store;

beforeEach(async () => {
  database = await createTestDatabase();
  store = connect(database.url);
  // Of the late programme the older mail: the order of keys is not that of age.
  await store.pool.query(`INSERT INTO organisation (id, title) VALUES ('ONE', 'One')`);
  await store.pool.query(`SET session_replication_role = replica;
    INSERT INTO delivery (organisation, programme, notice, channel, person, address, created_at)
    SELECT 'ONE', programme, 'N' || n, channel, 'P-1', 'p@example.org',
      clock_timestamp() - age * interval '1 hour' - n * interval '1 minute'
    FROM (VALUES ('early', 1), ('late', 2)) p (programme, age),
      (VALUES ('email'), ('inbox')) c (channel), generate_series(1, 3) n;
    SET session_replication_role = origin`);
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

const within = async (email: number) =>
  (await deliveriesWithin(store.pool, { email })).map(
    ({ programme, notice, channel }) => `${programme} ${notice} ${channel}`,
  );
// A minute ahead of the clock stays what it is, however long the test takes.
const use = (sent: number) =>
  store.pool.query(
    `INSERT INTO channel_use
     VALUES ('ONE', 'email', date_trunc('minute', clock_timestamp()) + interval '1 hour', $1)`,
    [sent],
  );

test('what a limit lets through is handed out, the oldest first, whatever its programme', async () => {
  expect(await within(4)).toEqual([
    'late N3 email',
    'late N2 email',
    'late N1 email',
    'early N3 email',
  ]);
});

test('what the minute has used up is not handed out', async () => {
  await use(3);
  expect(await within(4)).toEqual(['late N3 email']);
  expect(await within(3)).toEqual([]);
});

test('what fails again and again does not stand before what was never tried', async () => {
  await store.pool.query(`UPDATE delivery SET attempts = 1 WHERE programme = 'late'`);
  expect(await within(3)).toEqual(['early N3 email', 'early N2 email', 'early N1 email']);
});

test('what is paused, waits or is sent is not handed out', async () => {
  await store.pool.query(
    `UPDATE delivery SET next_at = clock_timestamp() + interval '1 hour' WHERE programme = 'late'`,
  );
  await store.pool.query(`UPDATE delivery SET status = 'sent' WHERE notice = 'N3'`);
  expect(await within(9)).toEqual(['early N2 email', 'early N1 email']);
  await store.pool.query(
    `INSERT INTO channel_state (organisation, channel, paused_by, reason)
     VALUES ('ONE', 'email', 'P-ADMIN', 'the mail server moves')`,
  );
  expect(await within(9)).toEqual([]);
});

import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { rowsRead } from '../../../test/support/rows-read.js';
import { connect, type Store } from './connect.js';
import { backlogOf, latenessOver } from './operation-rows.js';
import { listReminders } from './reminder-rows.js';

const organisation = 'ONE';
const programme = 'long';

let database: TestDatabase;
let store: Store;

// A long history: 30,000 reminders were told of and delivered, a minute apart until three days ago. And
// four in the last hour: what became of them, and how many seconds it took to hand them on.
beforeAll(async () => {
  database = await createTestDatabase();
  store = connect(database.url);
  const recent = `(VALUES (1, 'sent', 0), (2, 'sent', 1), (3, 'pending', 0), (4, 'dead', 0))
    AS recent (n, became, took)`;
  const past = `now() - interval '3 days' - n * interval '1 minute'`;
  const due = `now() - n * interval '1 minute'`;
  await store.pool.query(`SET session_replication_role = replica;
    INSERT INTO organisation (id, title) VALUES ('ONE', 'One');
    INSERT INTO timer (organisation, programme, item, key, kind, due_at, detail, clock, status,
      settled_at, notice)
    SELECT 'ONE', 'long', 'M1', 'past ' || n, 'reminder', ${past}, json '{}', 'live', 'fired', ${past},
      'N' || n FROM generate_series(1, 30000) n
    UNION ALL
    SELECT 'ONE', 'long', 'M2', 'new ' || n, 'reminder', ${due}, json '{}', 'live', 'fired',
      ${due} + took * interval '1 second', 'new ' || n FROM ${recent};
    INSERT INTO delivery (organisation, programme, notice, channel, person, address, status, sent_at)
    SELECT 'ONE', 'long', 'N' || n, 'email', 'P-1', 'p@example.org', 'sent', ${past}
    FROM generate_series(1, 30000) n
    UNION ALL
    SELECT 'ONE', 'long', 'new ' || n, 'email', 'P-1', 'p@example.org', became,
      CASE became WHEN 'sent' THEN now() END FROM ${recent};
    SET session_replication_role = origin`);
  await store.pool.query('VACUUM ANALYZE timer, delivery');
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

test('what waits, failed and was sent today is counted without reading what was sent before', async () => {
  const read = await rowsRead(store, 'delivery', async (session) => {
    const { channels } = await backlogOf(session, organisation);
    expect(channels).toEqual([{ channel: 'email', pending: 1, failing: 0, dead: 1, sent: 2 }]);
  });
  expect(read).toBeLessThan(50);
});

test('how late the last hour was is told without reading the hours before', async () => {
  const look = async (table: string) =>
    rowsRead(store, table, async (session) => {
      const { handedOn, delivered } = await latenessOver(session, organisation, 1);
      expect(handedOn).toEqual({ count: 4, p50: 0, p99: 1000 });
      expect(delivered.count).toBe(2);
    });
  expect(await look('timer')).toBeLessThan(50);
  expect(await look('delivery')).toBeLessThan(50);
});

test('a page of the reminder ledger reads the deliveries of its own lines alone', async () => {
  const read = await rowsRead(store, 'delivery', async (session) => {
    const { rows, total } = await listReminders(session, { organisation, programme, limit: 20 });
    expect(total).toBe(30_004);
    expect(rows).toHaveLength(20);
    expect(rows[0]).toMatchObject({ key: 'past 30000', status: 'sent', deliveries: [{}] });
  });
  expect(read).toBeLessThan(200);
});

test('a page of what never came to deliveries reads none', async () => {
  const read = await rowsRead(store, 'delivery', async (session) => {
    const asked = { organisation, programme, status: 'pending' as const, limit: 20 };
    expect(await listReminders(session, asked)).toEqual({ rows: [], total: 0, next: null });
  });
  expect(read).toBe(0);
});

test.each([
  ['sent', ['new 2', 'new 1']],
  ['sending', ['new 3']],
  ['failed', ['new 4']],
  ['late', []],
] as const)('the ledger lists those that are %s', async (status, keys) => {
  const asked = { organisation, programme, item: 'M2', status, limit: 20 };
  const { rows, total } = await listReminders(store.pool, asked);
  expect(rows.map((row) => [row.key, row.status])).toEqual(keys.map((key) => [key, status]));
  expect(total).toBe(keys.length);
});

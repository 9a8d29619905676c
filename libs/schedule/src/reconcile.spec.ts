import { connect, type Store } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { rowsRead } from '../../../test/support/rows-read.js';
import { enqueueDeliveries, jobsLeft, usualRetrying } from './delivery-jobs.js';
import { pendingDeliveries, type DeliveryRef } from './delivery-rows.js';
import { openQueues, queueBackend, type Queues } from './queue-backend.js';
import { reconcile } from './reconcile.js';

const many = 1200; // more than two pages

describe.each(['postgresql', 'redis'])('a refill of a queue on %s', (kind) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let queues: Queues;
  let store: Store;
  let asked: number;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = connect(database.url);
    await store.pool.query(`SET session_replication_role = replica;
      INSERT INTO organisation (id, title) VALUES ('ONE', 'One');
      INSERT INTO delivery (organisation, programme, notice, channel, person, address)
      SELECT 'ONE', 'p' || n % 7, 'N' || n, CASE n % 2 WHEN 0 THEN 'email' ELSE 'webhook' END, 'P-1',
        'p@example.org' FROM generate_series(1, ${many}) n;
      SET session_replication_role = origin`);
    redis = kind === 'redis' ? await startRedis() : undefined;
    const backend = queueBackend({ databaseUrl: database.url, redisUrl: redis?.url });
    queues = await openQueues(backend, () => undefined);
    asked = 0;
  });
  afterEach(async () => {
    await queues.close();
    await redis?.stop();
    await store.close();
    await database.drop();
  });

  const refill = (limits = {}) =>
    reconcile(
      store,
      {
        jobs: () => {
          asked += 1;
          return jobsLeft(queues.of('deliver'));
        },
        ring: (refs: readonly DeliveryRef[]) =>
          enqueueDeliveries(queues.of('deliver'), refs, usualRetrying),
      },
      limits,
    );
  const jobs = async () => (await jobsLeft(queues.of('deliver'))).size;
  const pause = () =>
    store.pool.query(
      `INSERT INTO channel_state (organisation, channel, paused_by, reason)
       VALUES ('ONE', 'email', 'P-ADMIN', 'the mail server moves')`,
    );

  test('rings for all that is pending when the queue has lost everything', async () => {
    expect(await refill()).toEqual({ rung: many });
    await queues.obliterate();
    expect(await refill()).toEqual({ rung: many });
    expect(await jobs()).toBe(many);
  });

  test('leaves alone what has its job, and rings for the few that have none', async () => {
    await refill();
    expect(await refill()).toEqual({ rung: 0 });
    const queue = queues.of('deliver');
    for (const id of [...(await jobsLeft(queue))].slice(0, 3)) await queue.remove(id);
    expect(await refill()).toEqual({ rung: 3 });
    expect(await jobs()).toBe(many);
  });

  test('rings for no more of a channel with a limit than may go in this minute', async () => {
    expect(await refill({ email: 2 })).toEqual({ rung: many / 2 + 2 });
    expect(await refill({ email: 2 })).toEqual({ rung: 0 });
  });

  test('lets a paused channel wait, and rings for it once it runs again', async () => {
    await pause();
    expect(await refill()).toEqual({ rung: many / 2 });
    await store.pool.query('DELETE FROM channel_state');
    expect(await refill()).toEqual({ rung: many / 2 });
  });

  test('does not ask the queue when nothing is pending', async () => {
    await store.pool.query(`UPDATE delivery SET status = 'sent', sent_at = clock_timestamp()`);
    expect(await refill()).toEqual({ rung: 0 });
    expect(asked).toBe(0);
  });
});

test('a page of what is pending is read without what was sent', async () => {
  const database = await createTestDatabase();
  const store = connect(database.url);
  try {
    await store.pool.query(`SET session_replication_role = replica;
      INSERT INTO delivery (organisation, programme, notice, channel, person, address, status, sent_at)
      SELECT 'ONE', 'p', 'N' || n, 'email', 'P-1', 'p@example.org',
        CASE WHEN n % 1000 = 0 THEN 'pending' ELSE 'sent' END, clock_timestamp()
      FROM generate_series(1, 20000) n;
      SET session_replication_role = origin`);
    await store.pool.query('VACUUM ANALYZE delivery');
    const read = await rowsRead(store, 'delivery', async (session) => {
      const [last] = (await pendingDeliveries(session, null, 10)).slice(-1);
      expect(await pendingDeliveries(session, last ?? null, 100)).toHaveLength(10);
    });
    expect(read).toBeLessThan(100);
  } finally {
    await store.close();
    await database.drop();
  }
});

import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { openQueues, queueBackend, type Queues } from './queue-backend.js';
import { ensureSchedulers } from './schedulers.js';

const often = { sweepMs: 1000, reconcileMs: 15_000 };

describe.each(['postgresql', 'redis'])('recurring jobs on a queue on %s', (kind) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let queues: Queues;

  beforeEach(async () => {
    database = await createTestDatabase();
    redis = kind === 'redis' ? await startRedis() : undefined;
    const backend = queueBackend({ databaseUrl: database.url, redisUrl: redis?.url });
    queues = await openQueues(backend, () => undefined);
  });
  afterEach(async () => {
    await queues.close();
    await redis?.stop();
    await database.drop();
  });

  const next = async () => {
    const found = await queues.of('sweep').getJobScheduler('sweep');
    return (found?.next ?? Number.NaN) - Date.now();
  };

  test('come back when the queue has lost them', async () => {
    await ensureSchedulers(queues, often);
    await queues.obliterate();
    await ensureSchedulers(queues, often);
    expect(await next()).toBeLessThanOrEqual(1000);
  });

  test('come back soon when a machine whose clock is fast has put them off', async () => {
    const startDate = Date.now() + 300_000;
    await queues.of('sweep').upsertJobScheduler('sweep', { every: 1000, startDate });
    expect(await next()).toBeGreaterThan(200_000);
    await ensureSchedulers(queues, often);
    expect(await next()).toBeLessThanOrEqual(1000);
  });
});

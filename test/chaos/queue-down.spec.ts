import { openLog, readConfig } from '#config';
import { withDays } from '#programme';
import { createWorker, type RunningWorker } from '../../apps/worker/src/worker.js';
import { eventually } from '../support/eventually.js';
import { definitionFiles } from '../support/lived-programme.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const patience = 120_000;
const at = '/api/v1/programmes/first-live';

let redis: TestRedis;
let test: TestApi;
let worker: RunningWorker;

beforeAll(async () => {
  redis = await startRedis();
  test = await startTestApi({ REDIS_URL: redis.url });
  const today = new Date().toISOString().slice(0, 10);
  const files = definitionFiles('programmes/first-live/programme.yaml', (text) =>
    withDays(text, today),
  );
  const { body } = await test.post('/api/v1/definitions', files);
  const begun = await test.post('/api/v1/programmes', { definition: body.hash, clock: 'live' });
  expect(begun.status).toBe(201);
  const config = readConfig({
    EVOLVE_MODE: 'demo',
    DATABASE_URL: test.databaseUrl,
    REDIS_URL: redis.url,
    SWEEP_MS: '100',
  });
  worker = await createWorker(config, { log: openLog('silent', 'worker'), reconcileMs: 300 });
  await eventually(async () => expect(await pending()).toBe(0));
}, patience);
afterAll(async () => {
  await worker.close();
  await test.close();
  await redis.stop();
}, patience);

/** Deliveries and notices that are still to go out. */
async function pending(): Promise<number> {
  const { rows } = await test.api.store.pool.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM notice WHERE relayed_at IS NULL)
       + (SELECT count(*) FROM delivery WHERE status = 'pending') AS count`,
  );
  return rows[0]?.count ?? Number.NaN;
}

const toldOf = async () => {
  const { rows } = await test.api.store.pool.query<{ status: string }>(
    `SELECT d.status FROM delivery d
     JOIN notice n ON (n.organisation, n.programme, n.id) = (d.organisation, d.programme, d.notice)
     WHERE n.item = 'lease' AND n.data ->> 'event' = 'CLAIM'`,
  );
  return rows.map(({ status }) => status);
};

it(
  'an event is accepted while Redis is stopped, and who must hear of it hears once it is back',
  async () => {
    await redis.kill();
    const evidence = [{ title: 'The lease', source: 'file 7', sha256: 'ab'.repeat(32) }];
    const event = { item: 'lease', event: 'CLAIM', payload: { evidence } };
    const sent = await test.post(`${at}/events`, event, { as: 'sro', key: 'claim-1' });
    expect(sent.status).toBe(201);
    // The rows come to be without the queue: they are what counts.
    await eventually(async () => expect((await toldOf()).length).toBeGreaterThan(0));
    expect(await toldOf()).toContain('pending');
    redis = await startRedis([], redis.port);
    await eventually(async () => {
      const told = await toldOf();
      expect(told.every((status) => status === 'sent')).toBe(true);
    }, 60_000);
  },
  patience,
);

import { Redis } from 'ioredis';
import pg from 'pg';
import { createTestDatabase } from './database.js';
import { startRedis } from './redis.js';

test('each test database is its own, with the schema in it', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const client = new pg.Client(one.url);
  await client.connect();
  await client.query('CREATE TABLE mine (a int)');
  const other = new pg.Client(two.url);
  await other.connect();
  await expect(other.query('SELECT * FROM mine')).rejects.toThrow('"mine" does not exist');
  const { rows } = await other.query('SELECT count(*)::int > 0 AS queue FROM bullmq.migration');
  expect(rows).toEqual([{ queue: true }]);
  await Promise.all([client.end(), other.end()]);
  await Promise.all([one.drop(), two.drop()]);
});

test('a test Redis answers, and is gone once stopped', async () => {
  const redis = await startRedis();
  const client = new Redis(redis.url);
  expect(await client.ping()).toBe('PONG');
  client.disconnect();
  await redis.stop();
  const again = new Redis(redis.url, { lazyConnect: true, retryStrategy: () => null });
  again.on('error', () => undefined);
  await expect(again.connect()).rejects.toThrow();
});

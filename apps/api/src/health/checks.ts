import { Redis } from 'ioredis';
import type { Config } from '#config';
import { databaseNow, migrationsFolder, readMigrations, type Store } from '#store';

/** Throws when the database does not answer. */
export async function checkDatabase(store: Store): Promise<void> {
  await databaseNow(store.pool);
}

const expected = new Set(readMigrations(migrationsFolder()).map(({ name }) => name));

/** Throws, naming the first, when the database lacks a migration of this version. */
export async function checkMigrations(store: Store): Promise<void> {
  const rows = await store.prisma.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL`;
  const applied = new Set(rows.map(({ name }) => name));
  const missing = [...expected].find((name) => !applied.has(name));
  if (missing !== undefined) throw new Error(`migration "${missing}" is not applied`);
}

/** Throws when the queue's own store is not there: Redis when one is set, PostgreSQL otherwise. */
export async function checkQueue(store: Store, { redisUrl }: Config): Promise<void> {
  if (redisUrl === undefined) {
    const [found] = await store.prisma.$queryRaw<{ there: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'bullmq') AS there`;
    if (found?.there !== true) throw new Error("the queue's tables are missing");
    return;
  }
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 2000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined); // what fails is told by the command below
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

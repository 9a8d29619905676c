import { createHash } from 'node:crypto';
import { LATEST_SCHEMA_VERSION } from 'bullmq';
import pg from 'pg';
import { applyMigrations, migrationsFolder, readMigrations } from '#store';
import { testServerUrl } from './test-server.js';

/** A database of one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Ends every session in it and removes it. */
  drop(): Promise<void>;
}

let made = 0;

/** Makes a fresh database with all migrations applied; `empty` makes one with nothing in it. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const server = await testServerUrl();
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await onServer(server, async (client) => {
    const template = empty ? 'template0' : await ensureTemplate(client, server);
    // Left by an earlier process of the same number that was killed.
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: database(server, name),
    drop: () =>
      onServer(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** Builds the template unless it is there for exactly these migrations; returns its name. */
async function ensureTemplate(client: pg.Client, server: string): Promise<string> {
  const migrations = readMigrations(migrationsFolder());
  // The last is raised when migrating does something else that none of the others tells.
  const content = JSON.stringify([migrations, LATEST_SCHEMA_VERSION, 2]);
  const name = `evolve_${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  const exists = async () =>
    (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rows.length > 0;
  if (await exists()) return name;
  await client.query(`SELECT pg_advisory_lock(hashtext('template'))`);
  if (!(await exists())) {
    await dropWhere(client, `datname LIKE 'evolve\\_%' OR datname = 'building'`);
    await client.query('CREATE DATABASE building TEMPLATE template0');
    await applyMigrations(database(server, 'building'));
    await client.query(`ALTER DATABASE building RENAME TO ${name}`);
  }
  await client.query(`SELECT pg_advisory_unlock(hashtext('template'))`);
  return name;
}

async function dropWhere(client: pg.Client, condition: string) {
  const { rows } = await client.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE ${condition}`,
  );
  for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
}

async function onServer(server: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function database(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

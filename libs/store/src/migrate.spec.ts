import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { explainVersion } from './migrate-connection.js';
import { applyMigrations, MigrateError } from './migrate.js';

const temporary = mkdtempSync(join(tmpdir(), 'evolve-migrate-'));
const databases: TestDatabase[] = [];
let folders = 0;

async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase({ empty: true });
  databases.push(database);
  return database.url;
}

function folderWith(migrations: Record<string, string>): string {
  folders += 1;
  const folder = join(temporary, String(folders));
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  }
  return folder;
}

async function query(url: string, text: string) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const first = {
  '1_first': `CREATE TABLE one (a int);
    CREATE TABLE two (b int);
    CREATE FUNCTION three() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 3; END $$;`,
};
const second = { '2_second': 'ALTER TABLE one ADD COLUMN c int;' };

afterAll(async () => {
  rmSync(temporary, { recursive: true, force: true });
  for (const database of databases) await database.drop();
});

describe('bringing a database up to date', () => {
  test('applies what is missing, in order, with Prisma’s own rows, and the queue’s schema', async () => {
    const url = await emptyDatabase();
    expect(await applyMigrations(url, folderWith(first))).toEqual({ applied: ['1_first'] });
    const both = folderWith({ ...second, ...first });
    expect(await applyMigrations(url, both)).toEqual({ applied: ['2_second'] });
    expect(await applyMigrations(url, both)).toEqual({ applied: [] });
    const rows = await query(
      url,
      `SELECT migration_name AS name, finished_at IS NOT NULL AS finished, applied_steps_count AS steps
         FROM _prisma_migrations ORDER BY started_at`,
    );
    expect(rows).toEqual([
      { name: '1_first', finished: true, steps: 1 },
      { name: '2_second', finished: true, steps: 1 },
    ]);
    expect(await query(url, 'SELECT three(), (SELECT count(c) FROM one)::int AS rows')).toEqual([
      { three: 3, rows: 0 },
    ]);
    expect(await query(url, `SELECT to_regclass('bullmq.migration') IS NOT NULL AS queue`)).toEqual(
      [{ queue: true }],
    );
  });

  test('from four places at once happens once', async () => {
    const url = await emptyDatabase();
    const folder = folderWith({ ...first, ...second });
    const results = await Promise.all([1, 2, 3, 4].map(() => applyMigrations(url, folder)));
    const applied = results.flatMap((result) => result.applied);
    expect(applied).toEqual(['1_first', '2_second']);
  });
});

describe('a schema that only a person should touch is refused', () => {
  test('when a migration failed, then and each time after, quoting what PostgreSQL said', async () => {
    const url = await emptyDatabase();
    const broken = folderWith({ ...first, '2_broken': 'ALTER TABLE three ADD COLUMN c int;' });
    await expect(applyMigrations(url, broken)).rejects.toThrow(
      /^Migration "2_broken" failed: No such table: three$/,
    );
    await expect(applyMigrations(url, broken)).rejects.toThrow(
      /^The schema is half-migrated: migration "2_broken" began and did not finish \([^\n]*three[^\n]*\)[^\n]*$/,
    );
  });

  test('when a migration was cut off, until its row is marked as rolled back', async () => {
    const url = await emptyDatabase();
    const folder = folderWith(first);
    await applyMigrations(url, folder);
    await query(url, `UPDATE _prisma_migrations SET finished_at = NULL`);
    await expect(applyMigrations(url, folder)).rejects.toThrow(
      'half-migrated: migration "1_first" began and did not finish.',
    );
    await query(
      url,
      `DROP TABLE one, two; DROP FUNCTION three; UPDATE _prisma_migrations SET rolled_back_at = now()`,
    );
    expect(await applyMigrations(url, folder)).toEqual({ applied: ['1_first'] });
  });

  test('when a newer version made it', async () => {
    const url = await emptyDatabase();
    await applyMigrations(url, folderWith({ ...first, ...second }));
    await expect(applyMigrations(url, folderWith(first))).rejects.toThrow(
      'The database has migration "2_second", which this version does not know',
    );
  });

  test('when a migration was changed after it was applied', async () => {
    const url = await emptyDatabase();
    await applyMigrations(url, folderWith(first));
    const changed = folderWith({ '1_first': 'CREATE TABLE other (a int);' });
    await expect(applyMigrations(url, changed)).rejects.toThrow('"1_first" was changed after');
  });

  test('when the database is used for something else', async () => {
    const url = await emptyDatabase();
    await query(url, 'CREATE TABLE invoices (a int)');
    await expect(applyMigrations(url, folderWith(first))).rejects.toThrow('(such as "invoices")');
  });
});

describe('a database that cannot be used is refused in one line without the password', () => {
  const altered = async (alter: (url: URL) => void) => {
    const url = new URL(await emptyDatabase());
    alter(url);
    return url;
  };

  test.each<[string, (url: URL) => void, RegExp]>([
    [
      'a wrong password',
      (url) => (url.password = 'guessed'),
      /refuses user "postgres": wrong password/,
    ],
    ['an unknown user', (url) => (url.username = 'stranger'), /refuses user "stranger"/],
    ['a missing database', (url) => (url.pathname = '/nowhere'), /has no database "nowhere"/],
    [
      'a port nobody listens on',
      (url) => (url.port = '1'),
      /Cannot reach PostgreSQL at 127.0.0.1:1, database ".+" \(ECONNREFUSED\)/,
    ],
    [
      'a host that does not exist',
      (url) => (url.hostname = 'db.invalid'),
      /Cannot reach PostgreSQL at db.invalid/,
    ],
  ])('%s', async (_name, alter, message) => {
    const url = await altered(alter);
    const attempt = applyMigrations(url.href, folderWith(first));
    await expect(attempt).rejects.toThrow(MigrateError);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toThrow(/^[^\n]*$/);
    await expect(attempt).rejects.not.toThrow(url.password);
  });

  test('a server too old, while the oldest that will do passes', () => {
    const url = 'postgresql://evolve:secret@db:5432/evolve';
    expect(explainVersion('13.14', 130_014, url)).toBe(
      'PostgreSQL 13.14 at db:5432 is too old: Evolve needs 14 or later.',
    );
    expect(explainVersion('14.0', 140_000, url)).toBeUndefined();
  });
});

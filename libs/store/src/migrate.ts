import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { grantApplication } from './application-login.js';
import { applyWithEngine, firstReason, type Migration } from './schema-engine.js';
import { checkServer, connect, MigrateError } from './migrate-connection.js';

export { MigrateError };

/** What a run did. */
export interface MigrateResult {
  /** Names of the migrations applied now, in order; empty when the schema was up to date. */
  readonly applied: readonly string[];
}

/** Any fixed number, the same in all processes: whoever migrates this database holds this lock. */
const lockKey = 3_865_437;

/**
 * Brings a database up to date: the migrations of `folder` (default `prisma/migrations`), then the queue's.
 * Safe to call from many processes at once. Throws MigrateError, one line, when the database cannot be
 * reached, is too old, or holds a schema that only a person should touch.
 */
export async function applyMigrations(url: string, folder?: string): Promise<MigrateResult> {
  const migrations = readMigrations(folder ?? migrationsFolder());
  const client = await connect(url);
  try {
    await checkServer(client, url);
    // Held by the session, so it is given back even if this process dies.
    await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
    const pending = await findPending(client, migrations);
    const applied = pending.length > 0 ? await applyWithEngine(url, migrations) : [];
    await runMigrations(client);
    await grantApplication(client);
    return { applied };
  } finally {
    await client.end();
  }
}

/**
 * Migrates as `applyMigrations` does when this user owns the schema, or may make it; otherwise only
 * looks: throws MigrateError when a migration is missing, naming it.
 */
export async function prepareSchema(url: string): Promise<void> {
  const client = await connect(url);
  try {
    if (await mayMigrate(client)) {
      await applyMigrations(url);
      return;
    }
    await checkServer(client, url);
    const [missing] = await findPending(client, readMigrations(migrationsFolder()));
    if (missing === undefined) return;
    throw new MigrateError(
      `The database lacks migration "${missing.name}", and user "${client.user ?? ''}" may not apply it. ` +
        `Start a worker of this version once with the DATABASE_URL of the schema's owner.`,
    );
  } finally {
    await client.end();
  }
}

async function mayMigrate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `SELECT coalesce(
       (SELECT pg_has_role(tableowner, 'USAGE') FROM pg_tables
        WHERE schemaname = 'public' AND tablename = '_prisma_migrations'),
       has_schema_privilege('public', 'CREATE')) AS may`,
  );
  return rows[0]?.may === true;
}

/** The `prisma/migrations` of this checkout, seen from the source and from the build alike. */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'prisma/migrations'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No folder above this file has prisma/migrations.');
    folder = parent;
  }
  return join(folder, 'prisma/migrations');
}

/** The migrations of a folder in the order they apply. */
export function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .toSorted()
    .map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
}

interface Row {
  migration_name: string;
  checksum: string;
  finished: boolean;
  logs: string | null;
}

/** The migrations not applied yet. Throws when what the database says it holds is not a beginning of the list. */
async function findPending(client: pg.Client, migrations: readonly Migration[]) {
  const rows = await appliedRows(client);
  const failed = rows.find(({ finished }) => !finished);
  if (failed) {
    throw new MigrateError(
      `The schema is half-migrated: migration "${failed.migration_name}" began and did not finish` +
        `${reason(failed.logs)}. Restore the database from before it, or repair it by hand and mark the row in ` +
        `_prisma_migrations as finished or rolled back.`,
    );
  }
  for (const { migration_name: name, checksum } of rows) {
    const known = migrations.find((migration) => migration.name === name);
    if (!known) {
      throw new MigrateError(
        `The database has migration "${name}", which this version does not know: a newer version made it. ` +
          `Run that version, or restore the database from before it.`,
      );
    }
    if (createHash('sha256').update(known.sql).digest('hex') !== checksum) {
      throw new MigrateError(
        `Migration "${name}" was changed after this database applied it. Put its migration.sql back as it was.`,
      );
    }
  }
  const done = new Set(rows.map((row) => row.migration_name));
  return migrations.filter(({ name }) => !done.has(name));
}

/** Rows of migrations applied or begun; those marked as rolled back do not count. */
async function appliedRows(client: pg.Client): Promise<readonly Row[]> {
  const found = await client.query<{ there: boolean; tables: string | null }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there,
            (SELECT min(tablename) FROM pg_tables WHERE schemaname = 'public') AS tables`,
  );
  const { there, tables } = found.rows[0] ?? { there: false, tables: null };
  if (there) {
    const { rows } = await client.query<Row>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, logs
         FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
    );
    return rows;
  }
  if (tables !== null) {
    throw new MigrateError(
      `The database holds tables that are not Evolve's (such as "${tables}"). Give it an empty database.`,
    );
  }
  return [];
}

function reason(logs: string | null): string {
  return logs ? ` (${firstReason(logs)})` : '';
}

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** The same reads and writes as a transition, one statement a round trip, as an ordinary program does. */
const script = `
\\set programme :client_id + 1
BEGIN;
SELECT version, state FROM bench.programme WHERE id = :programme FOR UPDATE;
UPDATE bench.programme SET version = version + 1, state = repeat('s', 600) WHERE id = :programme;
INSERT INTO bench.entry (programme, body) VALUES (:programme, repeat('e', 1200));
INSERT INTO bench.outbox (programme, body) VALUES (:programme, repeat('o', 300));
INSERT INTO bench.mark (programme) VALUES (:programme);
COMMIT;
`;

/** Lays out the tables of the baseline beside those of Evolve, on the same server. */
export async function preparePgbench(
  url: string,
  folder: string,
  clients: number,
): Promise<string> {
  const missing = spawnSync('pgbench', ['--version']).status !== 0;
  if (missing) throw new Error('pgbench is missing; on Debian it comes with postgresql-15');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    DROP SCHEMA IF EXISTS bench CASCADE;
    CREATE SCHEMA bench;
    CREATE TABLE bench.programme (id int PRIMARY KEY, version bigint NOT NULL, state text NOT NULL);
    CREATE TABLE bench.entry (id bigserial PRIMARY KEY, programme int NOT NULL, body text NOT NULL);
    CREATE TABLE bench.outbox (id bigserial PRIMARY KEY, programme int NOT NULL, body text NOT NULL);
    CREATE TABLE bench.mark (id bigserial PRIMARY KEY, programme int NOT NULL);
    INSERT INTO bench.programme SELECT n, 0, repeat('s', 600) FROM generate_series(1, ${clients}) n;
  `);
  await client.end();
  const file = join(folder, 'transition.sql');
  writeFileSync(file, script);
  return file;
}

/** How pgbench sends its statements: as text each time (its default), or prepared once. */
export type PgbenchMode = 'simple' | 'prepared';

/** Transactions a second of the baseline. */
export async function runPgbench(
  url: string,
  file: string,
  clients: number,
  seconds: number,
  mode: PgbenchMode = 'simple',
): Promise<number> {
  const args = ['-n', '-M', mode, '-f', file, '-c', String(clients), '-j', '1'];
  const child = spawn('pgbench', [...args, '-T', String(seconds), url], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'exit');
  const found = /tps = ([\d.]+)/.exec(said);
  if (found === null) throw new Error(`pgbench said no tps:\n${said}`);
  return Number(found[1]);
}

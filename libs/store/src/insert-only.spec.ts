import { ZERO_HASH } from '#ledger';
import pg from 'pg';
import { ensureApplicationLogin } from './application-login.js';
import { prepareSchema } from './migrate.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';

let database: TestDatabase;
let ownUrl: string;
let owner: pg.Client;
let application: pg.Client;

const login = `login_${process.pid}`;

const insert = (sequence: number) =>
  `INSERT INTO entry (organisation, programme, stream, sequence, hash, canonical)
   VALUES ('acme', 'p', 'history', ${sequence}, '${ZERO_HASH}',
     '{"actor":{"person":"P-1","role":"LEAD"},"event":{"type":"START"},"item":"first","kind":"TRANSITION","occurredOn":"2026-04-01","recordedAt":"2026-04-02T08:00:00.000Z"}')`;

beforeAll(async () => {
  database = await createTestDatabase();
  ownUrl = await ensureApplicationLogin(database.url, { name: login, password: 'pass word' });
  [owner, application] = [new pg.Client(database.url), new pg.Client(ownUrl)];
  await owner.connect();
  await application.connect();
  await owner.query(insert(1));
});

afterAll(async () => {
  await application.end();
  await owner.query(`REVOKE evolve_app FROM ${login}; DROP ROLE ${login}`);
  await owner.end();
  await database.drop();
});

describe('the ledger in the database', () => {
  test('has columns to search by that are made from the text and cannot be set apart from it', async () => {
    const { rows } = await owner.query(
      'SELECT kind, item, event_type, person, role, recorded_at, occurred_on FROM entry',
    );
    expect(rows).toEqual([
      {
        kind: 'TRANSITION',
        item: 'first',
        event_type: 'START',
        person: 'P-1',
        role: 'LEAD',
        recorded_at: '2026-04-02T08:00:00.000Z',
        occurred_on: '2026-04-01',
      },
    ]);
    const forged = insert(2)
      .replace('canonical)', 'canonical, kind)')
      .replace(/\)$/, `, 'OPENED')`);
    await owner.query('BEGIN');
    const kept = await owner.query(`${forged} RETURNING kind`);
    await owner.query('ROLLBACK');
    expect(kept.rows).toEqual([{ kind: 'TRANSITION' }]);
  });

  test.each([
    ['changed', `UPDATE entry SET hash = repeat('f', 64)`, 'UPDATE'],
    ['removed from', 'DELETE FROM entry', 'DELETE'],
    ['emptied', 'TRUNCATE entry CASCADE', 'TRUNCATE'],
  ])('cannot be %s, even by its owner', async (_, statement, operation) => {
    await expect(owner.query(statement)).rejects.toThrow(
      `${operation} on "entry" is refused: what is recorded there is never changed or removed`,
    );
  });

  test('can be added to and read by the application', async () => {
    await application.query(insert(3));
    const { rows } = await application.query('SELECT sequence FROM entry ORDER BY sequence');
    expect(rows).toHaveLength(2);
  });

  test.each([
    ['change', `UPDATE entry SET hash = repeat('f', 64)`],
    ['remove', 'DELETE FROM entry'],
    ['empty', 'TRUNCATE entry'],
    ['lift the guard of', 'ALTER TABLE entry DISABLE TRIGGER entry_is_insert_only'],
  ])('gives the application no right to %s it', async (_, statement) => {
    await expect(application.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('lets the application add to the duties performed and read them, and no more', async () => {
    await application.query(
      `INSERT INTO duty_holder (organisation, programme, item, separation, person, duty)
       VALUES ('acme', 'p', 'first', 'claimant verifier', 'P-1', 'claimant')`,
    );
    const { rows } = await application.query('SELECT duty FROM duty_holder');
    expect(rows).toEqual([{ duty: 'claimant' }]);
    for (const table of ['duty_holder', 'duty_act'])
      for (const statement of [`DELETE FROM ${table}`, `UPDATE ${table} SET duty = 'verifier'`])
        await expect(application.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test.each(['log_leaf', 'log_node', 'log_checkpoint', 'log_key', 'redaction_text'])(
    'lets the application add to "%s" and read it, and no more',
    async (table) => {
      await expect(application.query(`SELECT FROM ${table} LIMIT 1`)).resolves.toBeDefined();
      const { rows } = await owner.query<{ column: string }>(
        `SELECT column_name AS column FROM information_schema.columns
         WHERE table_name = $1 AND table_schema = 'public' AND is_generated = 'NEVER'
           AND is_identity = 'NO' LIMIT 1`,
        [table],
      );
      const column = rows[0]?.column ?? '';
      for (const statement of [
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
        `UPDATE ${table} SET ${column} = ${column}`,
      ]) {
        await expect(application.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    },
  );

  test('lets the application take no free text away by itself', async () => {
    const statement = 'DELETE FROM private_text';
    await expect(application.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('removes nothing because something else is removed', async () => {
    const { rows } = await owner.query(
      `SELECT conrelid::regclass::text AS "table", conname FROM pg_constraint
       WHERE contype = 'f' AND connamespace = 'public'::regnamespace
         AND (confdeltype NOT IN ('a', 'r') OR confupdtype NOT IN ('a', 'r'))`,
    );
    expect(rows).toEqual([]);
  });

  test('gives the application no right to rewrite who asked for a migration', async () => {
    const rewrite = `UPDATE migration_programme SET requested_by = 'P-2'`;
    await expect(application.query(rewrite)).rejects.toMatchObject({ code: '42501' });
    const settle = `UPDATE migration_programme SET status = 'stale' WHERE migration = 'none'`;
    await expect(application.query(settle)).resolves.toMatchObject({ rowCount: 0 });
  });

  test('lets the application look whether the schema is up to date, and change nothing of it', async () => {
    await expect(prepareSchema(ownUrl)).resolves.toBeUndefined();
    await owner.query(
      `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name LIKE '%_letters'`,
    );
    await expect(prepareSchema(ownUrl)).rejects.toThrow(
      `_letters", and user "${login}" may not apply it`,
    );
    await owner.query('UPDATE _prisma_migrations SET rolled_back_at = NULL');
    await expect(application.query('CREATE TABLE more (a int)')).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('takes each place once', async () => {
    await expect(owner.query(insert(1))).rejects.toMatchObject({ constraint: 'entry_pkey' });
    await expect(owner.query(insert(0))).rejects.toMatchObject({ code: '23514' });
  });
});

import { insertMigration, readMigration, type MigrationRow } from '#store';
import { compiledFrom } from '../../../test/support/move-programme.js';
import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';
import { manager, smallYaml } from '../../../test/support/small-programme.js';
import type { MigrationAsked } from './migrate-programme.js';

let bench: Bench;
let hash: string;

const next = compiledFrom(
  smallYaml
    .replaceAll('doing', 'working')
    .replaceAll('  second:\n', '  other:\n')
    .concat(
      'migration: { from: small, items: { second: other }, states: { task: { doing: working } } }\n',
    ),
);

beforeAll(async () => {
  bench = await engineBench();
  const { definition } = next;
  hash = (await bench.engine.publish({ organisation, definition, actor: manager })).hash;
});

afterAll(() => bench.end());

let requests = 0;

/** A request for one programme with its preview, as P-ASK asked for it and P-SRO would apply it. */
async function asked(programme: string, definition = hash, by = 'P-SRO'): Promise<MigrationAsked> {
  requests += 1;
  const row = { organisation, id: `m${requests}`, definition, dryRun: false, requestedBy: 'P-ASK' };
  await insertMigration(bench.store.pool, row, [programme]);
  const request = (await readMigration(bench.store.pool, row)) as MigrationRow; // just stored
  const answer = await bench.engine.previewMigration(organisation, programme, definition);
  if (answer.outcome !== 'previewed') throw new Error(answer.outcome);
  const { digest, head, preview } = answer;
  await bench.store.pool.query(
    `UPDATE migration_programme SET status = 'ready', digest = $2, head = $3, from_definition = $4
     WHERE migration = $1`,
    [row.id, digest, head, preview.from],
  );
  const actor = { kind: 'person', person: by, actingFor: null, grants: [] } as const;
  const act = {
    actor: { ...actor, grants: [] },
    role: 'SRO',
    authority: null,
    request: row.id,
    requestedBy: 'P-ASK',
  };
  return { request, digest, act };
}

const send = (programme: string, item: string, type: string) =>
  bench.engine.send(organisation, programme, event(item, type));

describe('moving a programme to another version', () => {
  test('is one entry, after which it runs and verifies under the new version', async () => {
    await bench.open('one');
    await send('one', 'first', 'START');
    const answer = await bench.engine.migrate(organisation, 'one', await asked('one'));
    expect(answer).toMatchObject({ outcome: 'migrated' });
    const view = await bench.engine.view(organisation, 'one');
    expect(view?.row.definition).toBe(hash);
    expect(view?.state.items['first']?.value).toBe('working');
    expect(Object.keys(view?.state.items ?? {})).toEqual(['first', 'other', 'M1']);
    expect(await send('one', 'first', 'FINISH')).toMatchObject({ outcome: 'accepted' });
    expect(await bench.engine.verifyProgramme(organisation, 'one')).toMatchObject({ ok: true });
    const { engine } = await bench.another();
    const elsewhere = await engine.view(organisation, 'one');
    expect(elsewhere?.state).toEqual((await bench.engine.view(organisation, 'one'))?.state);
  });

  test('is told to the managers of the programme, once', async () => {
    await bench.open('told');
    await bench.engine.migrate(organisation, 'told', await asked('told'));
    const { rows } = await bench.store.pool.query(
      `SELECT item, to_roles AS "toRoles", data ->> 'requestedBy' AS "askedBy", data ->> 'by' AS by
       FROM notice WHERE programme = 'told' AND template = 'migrated'`,
    );
    expect(rows).toEqual([
      { item: 'told', toRoles: ['PROGRAMME_MANAGER'], askedBy: 'P-ASK', by: 'P-SRO' },
    ]);
  });

  test('is undone by moving back, states and ids alike', async () => {
    await bench.open('back');
    await send('back', 'first', 'START');
    await bench.engine.migrate(organisation, 'back', await asked('back'));
    const answer = await bench.engine.migrate(
      organisation,
      'back',
      await asked('back', bench.compiled.hash),
    );
    expect(answer).toMatchObject({ outcome: 'migrated' });
    const view = await bench.engine.view(organisation, 'back');
    expect(view?.state.items).toMatchObject({
      first: { value: 'doing' },
      second: { id: 'second' },
    });
    expect(await bench.engine.verifyProgramme(organisation, 'back')).toMatchObject({ ok: true });
  });

  test('is refused as stale when an event arrived after the preview', async () => {
    await bench.open('late');
    const before = await asked('late');
    await send('late', 'first', 'START');
    expect(await bench.engine.migrate(organisation, 'late', before)).toEqual({ outcome: 'stale' });
    expect((await bench.engine.view(organisation, 'late'))?.row.definition).toBe(
      bench.compiled.hash,
    );
    expect(await bench.engine.migrate(organisation, 'late', await asked('late'))).toMatchObject({
      outcome: 'migrated',
    });
  });

  test('waits for another write to the programme before it touches an item', async () => {
    await bench.open('held');
    const before = await asked('held');
    const { pool } = bench.store;
    const other = await pool.connect();
    await other.query(`BEGIN; SELECT 1 FROM programme WHERE id = 'held' FOR UPDATE`);
    const moving = bench.engine.migrate(organisation, 'held', before);
    const waits = `SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    for (let waiting = 0; waiting === 0;) waiting = (await pool.query(waits)).rowCount ?? 0;
    const items = `SELECT 1 FROM item WHERE programme = 'held' FOR UPDATE NOWAIT`;
    await expect(other.query(items)).resolves.toMatchObject({ rowCount: 3 });
    await other.query('COMMIT');
    other.release();
    expect(await moving).toMatchObject({ outcome: 'migrated' });
  });

  test('is tried again when the database chose it to give way to another', async () => {
    await bench.open('yields');
    const before = await asked('yields');
    // A sequence goes on though its transaction is rolled back: only the first try is refused.
    await bench.store.pool.query(`
      CREATE SEQUENCE tries;
      CREATE FUNCTION give_way() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('tries') = 1 THEN RAISE 'deadlock detected' USING ERRCODE = '40P01'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER give_way BEFORE UPDATE OF definition ON programme
        FOR EACH ROW EXECUTE FUNCTION give_way();`);
    const answer = await bench.engine.migrate(organisation, 'yields', before);
    await bench.store.pool.query('DROP TRIGGER give_way ON programme');
    expect(answer).toMatchObject({ outcome: 'migrated' });
    const { rows } = await bench.store.pool.query('SELECT last_value FROM tries');
    expect(Number(rows[0].last_value)).toBe(2);
    expect(await bench.engine.verifyProgramme(organisation, 'yields')).toMatchObject({ ok: true });
  });

  test('lets a process that knows the old version only decide anew', async () => {
    await bench.open('two');
    const { engine: other } = await bench.another();
    await other.view(organisation, 'two');
    await bench.engine.migrate(organisation, 'two', await asked('two'));
    const answer = await other.send(organisation, 'two', event('first', 'START'));
    expect(answer).toMatchObject({ outcome: 'accepted', item: { value: 'working' } });
  });

  test('is never applied by whoever asked, whatever the application says', async () => {
    await bench.open('alone');
    const own = await asked('alone', hash, 'P-ASK');
    await expect(bench.engine.migrate(organisation, 'alone', own)).rejects.toThrow(
      'migration_four_eyes',
    );
    expect((await bench.engine.view(organisation, 'alone'))?.row.definition).toBe(
      bench.compiled.hash,
    );
  });

  test('keeps with each programme who asked, and nobody else', async () => {
    await bench.open('asker');
    const { request } = await asked('asker');
    const row = (by: string) => `INSERT INTO migration_programme
      (organisation, migration, programme, requested_by, status)
      VALUES ('${organisation}', '${request.id}', 'late', '${by}', 'asked')`;
    await expect(bench.store.pool.query(row('P-OTHER'))).rejects.toMatchObject({
      constraint: 'migration_asked_by',
    });
    await expect(bench.store.pool.query(row('P-ASK'))).resolves.toMatchObject({ rowCount: 1 });
  });

  test('brings roles and reminders along to an item under its new id', async () => {
    await bench.open('named');
    await bench.store.pool.query(
      `INSERT INTO person (organisation, id) VALUES ($1, 'P-X') ON CONFLICT DO NOTHING`,
      [organisation],
    );
    await bench.store.pool.query(
      `INSERT INTO "grant" (organisation, programme, person, role, items)
       VALUES ($1, 'named', 'P-X', 'LEAD', '{first,second}')`,
      [organisation],
    );
    await bench.engine.migrate(organisation, 'named', await asked('named'));
    const { rows } = await bench.store.pool.query(
      `SELECT items FROM "grant" WHERE programme = 'named'`,
    );
    expect(rows).toEqual([{ items: ['first', 'other'] }]);
  });
});

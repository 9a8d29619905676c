import { claimDueChecks, ensureChecks, listChecks, listNotices, upsertGrants } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { lead } from '../../../test/support/small-programme.js';
import { checkProgrammes } from './check-programmes.js';

let database: TestDatabase;
let live: LiveProgramme;

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
  // Everybody who may own the milestone has left: each check that is made has something to tell.
  const until = '2020-02-01T00:00:00.000Z';
  const left = { programme, role: 'LEAD', items: null, authority: null, until };
  const grants = ['P-ANN', 'P-BOB'].map((person) => ({
    ...left,
    person,
    from: '2020-01-01T00:00:00.000Z',
  }));
  await upsertGrants(live.store, organisation, grants);
}, 60_000);
afterEach(async () => {
  await live.close();
  await database.drop();
});

const check = () => checkProgrammes(live.store, live.engine);
const kept = async () => (await listChecks(live.store.pool, [{ organisation, programme }]))[0];
const told = async () => {
  const all = await listNotices(live.store.pool, { organisation, programme, limit: 100 });
  return all.filter(({ template }) => template === 'quality').map(({ id }) => id);
};
const claim = async () => {
  const [due] = await claimDueChecks(live.store.pool, 1);
  if (due === undefined) throw new Error('no check is due');
  return { dueAt: due.dueAt, held: [], known: due.findings };
};
const claimsRunOut = () => live.store.pool.query('UPDATE programme_check SET claimed_at = NULL');
const rows = async (sql: string) => (await live.store.pool.query(sql)).rows;

test('a worker that dies after the write has made the check, and nobody is told again', async () => {
  const facts = await claim();
  expect(await live.engine.check(organisation, programme, facts)).toMatchObject({
    outcome: 'checked',
    notices: 1,
  });
  // Here it died. Another takes up what was claimed.
  await claimsRunOut();
  expect(await check()).toEqual({ checked: 0, notices: 0, failures: [] });
  expect(await told()).toEqual([`M1.quality.${facts.dueAt}`]);
});

test('a worker that is slower than its claim writes nothing where another was before it', async () => {
  const facts = await claim();
  await claimsRunOut();
  expect(await check()).toMatchObject({ checked: 1, notices: 1 });
  const first = await kept();
  expect(await live.engine.check(organisation, programme, facts)).toEqual({ outcome: 'notDue' });
  expect(await told()).toHaveLength(1);
  expect(await kept()).toEqual(first);
});

test('what cannot be kept is not written either, and is made again', async () => {
  const facts = await claim();
  const { pool } = live.store;
  await pool.query('ALTER TABLE programme_check ADD CONSTRAINT full_disk CHECK (day IS NULL)');
  await expect(live.engine.check(organisation, programme, facts)).rejects.toThrow('full_disk');
  expect(await told()).toEqual([]);
  await pool.query('ALTER TABLE programme_check DROP CONSTRAINT full_disk');
  await claimsRunOut();
  expect(await check()).toMatchObject({ checked: 1, notices: 1 });
  expect(await told()).toEqual([`M1.quality.${facts.dueAt}`]);
});

test('one job checks all that is due, more than are claimed together', async () => {
  await live.store.pool.query(
    `INSERT INTO programme SELECT (jsonb_populate_record(p, jsonb_build_object('id', 'more-' || n))).*
     FROM programme p, generate_series(1, 60) n`,
  );
  await ensureChecks(live.store.pool);
  const made: string[] = [];
  let most = 0;
  let running = 0;
  const engine = {
    check: async (_organisation: string, name: string) => {
      running += 1;
      most = Math.max(most, running);
      await live.store.pool.query('SELECT 1');
      made.push(name);
      running -= 1;
      return { outcome: 'checked' as const, entries: 0, notices: 0 };
    },
  };
  expect(await checkProgrammes(live.store, engine)).toMatchObject({ checked: 61, failures: [] });
  expect(new Set(made).size).toBe(61);
  expect(most).toBeGreaterThan(1);
});

test('one that has ended has no next check, until it goes on', async () => {
  const other = await createTestDatabase();
  // The item of this name stands for the programme itself; a finished task is its end.
  const itself = `
  programme:
    chart: task
    title: The programme
    mark: seed
    guards: { ready: { itemIn: { item: self, states: [doing] } } }
  first:
`;
  const ends = await openLiveProgramme(other.url, 'live', (yaml) =>
    yaml.replace('\n  first:\n', itself),
  );
  const { pool } = ends.store;
  const stands = (value: string) =>
    pool.query(`UPDATE item SET value = $1 WHERE id = 'programme'`, [JSON.stringify(value)]);
  const checked = async () => (await checkProgrammes(ends.store, ends.engine)).checked;
  const next = async () => (await listChecks(pool, [{ organisation, programme }]))[0]?.dueAt;
  await stands('done');
  const atItsEnd = [await checked(), await next()];
  await ensureChecks(pool);
  const left = [await checked(), await next()];
  // It goes on: something is recorded after the last check.
  await stands('doing');
  await pool.query(`UPDATE programme_check SET checked_at = checked_at - interval '1 day'`);
  await ensureChecks(pool);
  const again = [await checked(), await next()];
  await ends.close();
  await other.drop();
  expect({ atItsEnd, left, again }).toEqual({
    atItsEnd: [1, null],
    left: [0, null],
    again: [1, expect.any(String)],
  });
});

test('what is recorded in one that was looked over no more makes its check due at once', async () => {
  const { pool } = live.store;
  await check();
  const stands = async () => {
    const { rows } = await pool.query<{ due: boolean | null }>(
      'SELECT due_at <= clock_timestamp() AS due FROM programme_check',
    );
    return rows.map(({ due }) => due);
  };
  expect(await stands()).toEqual([false]);
  const send = (key: string) =>
    live.engine.send(organisation, programme, {
      item: 'M1',
      type: 'CLAIM',
      payload: {},
      actor: lead,
      key,
    });
  await pool.query('UPDATE programme_check SET due_at = NULL');
  expect(await send('k1')).toMatchObject({ outcome: 'accepted' });
  expect(await stands()).toEqual([true]);
  expect(await check()).toMatchObject({ checked: 1 });
  expect(await stands()).toEqual([false]);
});

test('a programme has its check from the moment it opens, and a rehearsal has none', async () => {
  expect(await rows('SELECT programme FROM programme_check')).toEqual([{ programme }]);
  const other = await createTestDatabase();
  const rehearsal = await openLiveProgramme(other.url, 'rehearsal');
  const checked = await checkProgrammes(rehearsal.store, rehearsal.engine);
  const { rowCount } = await rehearsal.store.pool.query('SELECT FROM programme_check');
  await rehearsal.close();
  await other.drop();
  expect(checked).toEqual({ checked: 0, notices: 0, failures: [] });
  expect(rowCount).toBe(0);
});

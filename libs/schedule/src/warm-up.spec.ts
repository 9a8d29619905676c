import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { readSoonDue, warmSessions, warmUp } from './warm-up.js';

let database: TestDatabase;
let live: LiveProgramme;

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
}, 60_000);
afterEach(async () => {
  await live.close();
  await database.drop();
});

test('each definition in use is made ready once, and none of rehearsals', async () => {
  const { pool } = live.store;
  await pool.query(
    `INSERT INTO programme SELECT (jsonb_populate_record(p, '{"id":"zz-second"}')).* FROM programme p`,
  );
  const asked: string[] = [];
  const engine = {
    definitionOf: async (of: string, id: string) => {
      asked.push(`${of} ${id}`);
      return null;
    },
  };
  expect(await warmUp(live.store, engine)).toBe(1);
  expect(asked).toEqual([`${organisation} ${programme}`]);
  await pool.query(`UPDATE programme SET clock = 'rehearsal', clock_at = now()`);
  expect(await warmUp(live.store, engine)).toBe(0);
});

test('programmes are read whose timers fall due within the time given, and no others', async () => {
  const asked: string[] = [];
  const engine = {
    definitionOf: async (_of: string, id: string) => {
      asked.push(id);
      return null;
    },
  };
  expect(await readSoonDue(live.store, engine, 30)).toBe(0);
  await live.makeReminderDue(-20);
  expect(await readSoonDue(live.store, engine, 10)).toBe(0);
  expect(await readSoonDue(live.store, engine, 30)).toBe(1);
  expect(asked).toEqual([programme]);
});

test('sessions are opened and made ready, and nothing is claimed, relayed or written by it', async () => {
  await live.makeReminderDue();
  const { pool } = live.store;
  const stands = async () => {
    const { rows } = await pool.query(
      `SELECT (SELECT json_agg(t ORDER BY t.item, t.key) FROM timer t) AS timers,
         (SELECT json_agg(p) FROM programme p) AS programmes,
         (SELECT count(*) FROM delivery) AS deliveries`,
    );
    return rows;
  };
  const before = await stands();
  await warmSessions(live.store, 4);
  expect(await stands()).toEqual(before);
  expect(pool.totalCount).toBeGreaterThanOrEqual(4);
  const { rows } = await pool.query('SELECT name FROM pg_prepared_statements');
  const ready = rows.map(({ name }) => name);
  expect(ready).toEqual(expect.arrayContaining(['write-programmes', 'take-letter', 'roles-held']));
});

test('more sessions than there may be are not waited for in vain', async () => {
  await warmSessions(live.store, 40);
  expect(live.store.pool.totalCount).toBe(10);
});

import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { readSoonDue, warmUp } from './warm-up.js';

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

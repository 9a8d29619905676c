import { listVerifications } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { oneAtATime, verifyProgrammes } from './verify-programmes.js';

let database: TestDatabase;
let live: LiveProgramme;

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
});
afterEach(async () => {
  await live.close();
  await database.drop();
});

const verify = () => verifyProgrammes(live.store, live.engine);
const query = async (sql: string) => (await live.store.pool.query(sql)).rows;
const openedLongAgo = () =>
  query(`UPDATE programme SET opened_at = clock_timestamp() - interval '2 days'`);
const nightPasses = () =>
  query(`UPDATE history_verification SET verified_at = verified_at - interval '1 day'`);
const kept = () => listVerifications(live.store.pool, organisation);

test('a programme is verified after its first night, and then once each night', async () => {
  await query(`UPDATE programme SET opened_at = clock_timestamp()`);
  expect(await verify()).toEqual({ verified: 0, failures: [] });
  await openedLongAgo();
  expect(await verify()).toEqual({ verified: 1, failures: [] });
  const [row] = await kept();
  const [stored] = await query(`SELECT version AS entries, head FROM programme`);
  expect(row).toMatchObject({ programme, ...stored, problem: null });
  expect(await verify()).toEqual({ verified: 0, failures: [] });
  await nightPasses();
  expect(await verify()).toEqual({ verified: 1, failures: [] });
});

test('two workers verify it once', async () => {
  await openedLongAgo();
  const both = await Promise.all([verify(), verify()]);
  expect(both.map(({ verified }) => verified).toSorted((one, other) => one - other)).toEqual([
    0, 1,
  ]);
});

test('one whose worker died is verified by another an hour later', async () => {
  await openedLongAgo();
  await query(`INSERT INTO history_verification (organisation, programme, claimed_at)
    SELECT organisation, id, clock_timestamp() FROM programme`);
  expect(await verify()).toMatchObject({ verified: 0 });
  await query(`UPDATE history_verification SET claimed_at = claimed_at - interval '61 minutes'`);
  expect(await verify()).toMatchObject({ verified: 1 });
});

test('an item that is not what the entries make of it is found, and told', async () => {
  await openedLongAgo();
  await query(`UPDATE item SET data = '{}' WHERE id = 'M1'`);
  const { failures } = await verify();
  expect(failures).toEqual([{ organisation, programme, error: 'item M1 (ITEM_DIFFERS)' }]);
  const [row] = await kept();
  expect(row).toMatchObject({ entries: null, problem: failures[0]?.error });
});

test('an entry that was rewritten is named, and what it says is not', async () => {
  await openedLongAgo();
  await query('ALTER TABLE entry DISABLE TRIGGER USER');
  await query(`UPDATE entry SET canonical = replace(canonical, '"Door"', '"Gate"'),
    hash = repeat('0', 64) WHERE programme = '${programme}' AND sequence = 1`);
  const { failures } = await verify();
  expect(failures).toMatchObject([{ error: 'history, entry 1 (HASH_DIFFERS)' }]);
});

test('what cannot be verified is told as such, and does not hold up the rest', async () => {
  await openedLongAgo();
  const broken = { verifyProgramme: () => Promise.reject(new Error('no room')) };
  expect(await verifyProgrammes(live.store, broken)).toMatchObject({
    failures: [{ error: 'could not be verified: no room' }],
  });
  expect(await kept()).toMatchObject([{ problem: 'could not be verified: no room' }]);
});

test('work that is under way is not begun again beside itself', async () => {
  const begun: (() => void)[] = [];
  const work = oneAtATime(() => new Promise<string>((resolve) => begun.push(() => resolve('did'))));
  const first = work();
  expect(await work()).toBeNull();
  begun[0]?.();
  expect(await first).toBe('did');
  const again = work();
  begun[1]?.();
  expect(await again).toBe('did');
});

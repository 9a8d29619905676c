import { listChecks, listNotices, upsertGrants } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { checkProgrammes } from './check-programmes.js';

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

const check = () => checkProgrammes(live.store, live.engine);
const named = [{ organisation, programme }];
const kept = async () => (await listChecks(live.store.pool, named))[0];
const nextMorningComes = () =>
  live.store.pool.query(`UPDATE programme_check SET due_at = clock_timestamp()`);
const told = async () => {
  const all = await listNotices(live.store.pool, { organisation, programme, limit: 100 });
  return all.filter(({ template }) => template === 'quality');
};
const leads = (until: string | null) =>
  upsertGrants(
    live.store,
    organisation,
    ['P-ANN', 'P-BOB'].map((person) => ({
      programme,
      person,
      role: 'LEAD',
      items: null,
      authority: null,
      from: '2020-01-01T00:00:00.000Z',
      until,
    })),
  );

test('a live programme is checked at once, and then each morning of its own', async () => {
  expect(await kept()).toBeUndefined();
  expect(await check()).toMatchObject({ checked: 1, failures: [] });
  const row = await kept();
  expect(row).toMatchObject({ milestones: [{ item: 'M1', standing: 'onPlan', escalation: 0 }] });
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' });
  expect(hour.format(new Date(row?.dueAt ?? 0))).toBe('07:00');
  expect(await check()).toMatchObject({ checked: 0 });
});

test('two workers check it once', async () => {
  const both = await Promise.all([check(), check()]);
  expect(both.map(({ checked }) => checked).toSorted((one, other) => one - other)).toEqual([0, 1]);
});

test('a check whose worker died is made by another a minute later', async () => {
  await check();
  await live.store.pool.query(
    `UPDATE programme_check SET due_at = clock_timestamp(), claimed_at = clock_timestamp()`,
  );
  expect(await check()).toMatchObject({ checked: 0 });
  await live.store.pool.query(
    `UPDATE programme_check SET claimed_at = clock_timestamp() - interval '61 seconds'`,
  );
  expect(await check()).toMatchObject({ checked: 1 });
});

test('an owner who has left is told of once, and again only after the post was filled', async () => {
  await leads('2020-02-01T00:00:00.000Z');
  expect(await check()).toMatchObject({ notices: 1 });
  expect(await told()).toMatchObject([
    {
      toRoles: ['PROGRAMME_MANAGER'],
      data: {
        reasons: [
          'The owner of a milestone is vacant: Nobody holds the role Lead (LEAD), which owns Doors open',
        ],
      },
    },
  ]);
  await nextMorningComes();
  expect(await check()).toMatchObject({ checked: 1, notices: 0 });
  await leads(null);
  await nextMorningComes();
  expect(await check()).toMatchObject({ checked: 1, notices: 0 });
  await leads('2020-02-01T00:00:00.000Z');
  await nextMorningComes();
  expect(await check()).toMatchObject({ checked: 1, notices: 1 });
  expect(await told()).toHaveLength(2);
});

test('what fails in one programme is named and holds up no other', async () => {
  const { store } = live;
  const failing = { check: () => Promise.reject(new Error('its definition is gone')) };
  expect(await checkProgrammes(store, failing)).toEqual({
    checked: 0,
    notices: 0,
    failures: [{ organisation, programme, error: 'its definition is gone' }],
  });
  expect(await kept()).toBeUndefined();
});

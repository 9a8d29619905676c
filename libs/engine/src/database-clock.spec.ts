import { connect, type Store } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { startClock } from './database-clock.js';
import { programmeNow } from './core.js';

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await createTestDatabase();
  store = connect(database.url);
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

describe('the clock of a process', () => {
  test('follows the database’s, however wrong this machine’s is', async () => {
    const wrong = () => performance.now(); // as if it were 1970
    const clock = await startClock(store, { local: wrong });
    clock.stop();
    const { rows } = await store.pool.query<{ off: number }>(
      'SELECT abs(extract(epoch FROM $1::timestamptz - clock_timestamp()))::float8 AS off',
      [clock.now()],
    );
    expect(rows[0]?.off).toBeLessThan(1);
  });

  test('catches up when it is sampled again', async () => {
    let ahead = 0;
    const clock = await startClock(store, { local: () => ahead });
    clock.stop();
    const before = clock.now();
    ahead = 60_000;
    expect(Date.parse(clock.now()) - Date.parse(before)).toBe(60_000);
    await clock.sample();
    expect(Date.parse(clock.now()) - Date.parse(before)).toBeLessThan(30_000);
  });
});

describe('now of a programme', () => {
  const fixed = { now: () => '2026-05-01T10:00:00.000Z' } as Awaited<ReturnType<typeof startClock>>;
  const row = { lastRecordedAt: '2026-05-01T09:00:00.000Z', lastRefusedAt: null, clockAt: null };
  const nowOf = (more: object) => programmeNow(fixed, { row: { ...row, ...more } as never });

  test.each([
    ['is the clock', {}, '2026-05-01T10:00:00.000Z'],
    [
      'is never before its last entry',
      { lastRecordedAt: '2026-05-01T10:00:00.200Z' },
      '2026-05-01T10:00:00.200Z',
    ],
    [
      'is never before its last refusal',
      { lastRefusedAt: '2026-05-01T10:00:00.300Z' },
      '2026-05-01T10:00:00.300Z',
    ],
    [
      'is the rehearsal clock in a rehearsal',
      { clockAt: '2011-04-01T08:00:00.000Z' },
      '2011-04-01T08:00:00.000Z',
    ],
  ])('%s', (_, more, expected) => {
    expect(nowOf(more)).toBe(expected);
  });
});

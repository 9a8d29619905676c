import {
  engineBench,
  event,
  intercept,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';
import type { PastView } from './view-at.js';

const programme = 'long';
const days = ['2026-04-01', '2026-04-02'] as const;
let bench: Bench;

/** Two days of a rehearsal, six hundred entries on each. */
beforeAll(async () => {
  bench = await engineBench();
  await bench.open(programme, 'rehearsal', `${days[0]}T09:00:00.000Z`);
  for (const day of days) {
    await bench.engine.moveClock(organisation, programme, `${day}T10:00:00.000Z`);
    const notes = Array.from({ length: 600 }, (_, number) =>
      event('first', 'NOTE', { payload: { note: `${day}, ${number}` } }),
    );
    await Promise.all(notes.map((note) => bench.engine.send(organisation, programme, note)));
  }
}, 60_000);
afterAll(() => bench.end());

const query = (sql: string) => bench.store.pool.query(sql);
const night = () => bench.engine.verifyProgramme(organisation, programme, { snapshots: true });
const sequences = async () => {
  const { rows } = await query('SELECT sequence FROM programme_snapshot ORDER BY sequence');
  return rows.map(({ sequence }) => sequence);
};

/** The programme as at a day, and how many pages of entries were read for it. */
async function seen(day: string, basis: 'recorded' | 'occurred' = 'recorded') {
  let pages = 0;
  const stepAside = intercept(bench.store, (name, run) => {
    if (name === 'history-page') pages += 1;
    return run();
  });
  const view = await bench.engine.viewAt(organisation, programme, { day, basis });
  stepAside();
  if (view === null || !('state' in view)) throw new Error(`there is no ${day}`);
  const { state }: PastView = view;
  return { pages, state };
}

describe('a programme as it was, from a snapshot', () => {
  beforeEach(() => query('DELETE FROM programme_snapshot'));

  test('is the same as without one, and reads no more than what came after it', async () => {
    const without = { first: await seen(days[0]), second: await seen(days[1]) };
    expect(without.second.pages).toBe(3);
    expect(await night()).toMatchObject({ ok: true });
    expect(await sequences()).toEqual([500, 1000]);
    const with_ = { first: await seen(days[0]), second: await seen(days[1]) };
    expect(with_.first.state).toEqual(without.first.state);
    expect(with_.second.state).toEqual(without.second.state);
    expect(with_.second.pages).toBe(1);
    expect(with_.first.state.head.sequence).toBeLessThan(1000);
    expect(Object.keys(with_.second.state.items)).toEqual(Object.keys(without.second.state.items));
  });

  test('is not believed when the entry it was made after is another', async () => {
    const { state } = await seen(days[1]);
    await night();
    await query(`UPDATE programme_snapshot SET state = '{}', hash = repeat('a', 64)`);
    const again = await seen(days[1]);
    expect(again.state).toEqual(state);
    expect(again.pages).toBe(3);
  });

  test('that somebody changed is found at night, told, and made anew', async () => {
    const { state } = await seen(days[1]);
    await night();
    await query(
      `UPDATE programme_snapshot SET state = replace(state::text, '"closed":false', '"closed":true')::json
       WHERE sequence = 500`,
    );
    expect(await night()).toMatchObject({ ok: false, sequence: 500, code: 'SNAPSHOT_DIFFERS' });
    expect(await night()).toMatchObject({ ok: true });
    expect((await seen(days[1])).state).toEqual(state);
  });

  test('is made anew by a version that folds otherwise', async () => {
    await night();
    await query(`UPDATE programme_snapshot SET version = 0, state = '{}'`);
    expect((await seen(days[1])).pages).toBe(3);
    expect(await night()).toMatchObject({ ok: true });
    expect((await seen(days[1])).pages).toBe(1);
  });

  test('serves no view by occurrence, which may leave out the earliest entry', async () => {
    await night();
    expect((await seen(days[1], 'occurred')).pages).toBe(3);
  });

  test('is made by the night alone: looking and verifying write nothing', async () => {
    await seen(days[1]);
    await bench.engine.verifyProgramme(organisation, programme);
    expect(await sequences()).toEqual([]);
  });
});

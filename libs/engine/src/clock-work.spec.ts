import { loadScript, rehearse } from '#programme';
import { listNotices, listTimers } from '#store';
import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';
import { lead, manager } from '../../../test/support/small-programme.js';
import { sha256 } from './sha256.js';

let bench: Bench;

beforeAll(async () => {
  bench = await engineBench();
});

afterAll(() => bench.end());

const start = '2026-03-30T07:00:00.000Z';
const rowOf = async (programme: string) => (await bench.engine.view(organisation, programme))?.row;
const notices = (programme: string) =>
  listNotices(bench.store.pool, { organisation, programme, limit: 1_000 });
const timers = (programme: string) => listTimers(bench.store.pool, { organisation, programme });

describe('a wake', () => {
  test('that finds nothing to do writes nothing', async () => {
    await bench.open('quiet');
    const before = await rowOf('quiet');
    expect(await bench.engine.wake(organisation, 'quiet')).toMatchObject({ entries: 0 });
    expect(await rowOf('quiet')).toEqual(before);
  });

  test('fires the rule whose day has come', async () => {
    await bench.open('woken', 'rehearsal', start);
    await bench.store.pool.query(
      `UPDATE programme SET clock_at = '2026-04-02T08:00:00Z' WHERE id = 'woken'`,
    );
    await bench.engine.view(organisation, 'woken');
    expect(await bench.engine.wake(organisation, 'woken')).toMatchObject({ entries: 1 });
    const view = await bench.engine.view(organisation, 'woken');
    expect(view?.state.items['second']?.value).toBe('doing');
  });

  test('of a programme that does not exist says so', async () => {
    expect(await bench.engine.wake(organisation, 'nobody')).toEqual({
      outcome: 'unknownProgramme',
    });
  });
});

describe('a rehearsal clock', () => {
  const script = `
format: evolve/script/1
programme: same-head
start: 2026-03-30 08:00
until: 2026-07-01 09:00
openedBy: pm
actors:
  pm: { person: P-PM, roles: [PROGRAMME_MANAGER] }
  lead: { person: P-LEAD, roles: [LEAD] }
events:
  - { at: 2026-03-30 09:00, mark: assumed, as: lead, item: first, event: NOTE, payload: { note: Begun } }
  - { at: 2026-03-31 09:00, mark: history, as: lead, item: first, event: START, occurredOn: '2026-03-31' }
  - { at: 2026-04-16 10:00, mark: history, as: lead, item: M1, event: REFORECAST, payload: { forecast: '2026-05-04', reason: Late paint } }
  - { at: 2026-05-05 10:00, mark: assumed, as: lead, item: first, event: FINISH }
  - { at: 2026-05-20 10:00, mark: history, as: lead, item: M1, event: CLAIM }
`;

  test('moved through a script gives the ledger head, reminders and notices of the rehearsal', async () => {
    const loaded = loadScript('script.yaml', script);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const offline = rehearse(bench.compiled, loaded.script, sha256);
    await bench.open('same-head', 'rehearsal', start);
    const send = async (at: string, ...args: Parameters<typeof event>) => {
      await bench.engine.moveClock(organisation, 'same-head', at);
      const answer = await bench.engine.send(organisation, 'same-head', event(...args));
      expect(answer).toMatchObject({ outcome: 'accepted' });
    };
    const key = (number: number) => `script-000${number}`;
    const [assumed, history] = ['assumed', 'history'] as const;
    const noted = { key: key(1), mark: assumed, payload: { note: 'Begun' } };
    await send('2026-03-30T08:00:00.000Z', 'first', 'NOTE', noted);
    const begun = { key: key(2), mark: history, occurredOn: '2026-03-31' };
    await send('2026-03-31T08:00:00.000Z', 'first', 'START', begun);
    const late = { forecast: '2026-05-04', reason: 'Late paint' };
    const slipped = { key: key(3), mark: history, payload: late };
    await send('2026-04-16T09:00:00.000Z', 'M1', 'REFORECAST', slipped);
    await send('2026-05-05T09:00:00.000Z', 'first', 'FINISH', { key: key(4), mark: assumed });
    await send('2026-05-20T09:00:00.000Z', 'M1', 'CLAIM', { key: key(5), mark: history });
    await bench.engine.moveClock(organisation, 'same-head', '2026-07-01T08:00:00.000Z');

    const row = await rowOf('same-head');
    expect(row?.head).toBe(offline.state.head.hash);
    expect(row?.version).toBe(offline.state.head.sequence);
    expect(row?.clockAt).toBe(offline.now);
    const heard = (await notices('same-head')).map(({ id, at }) => `${at} ${id}`);
    const foretold = offline.notices.map(({ id, at }) => `${at} ${id}`);
    expect(heard).toEqual(foretold.toSorted());
    expect(heard.length).toBeGreaterThan(5);
    const pending = (await timers('same-head')).filter(({ status }) => status === 'pending');
    expect(pending.map(({ key: each }) => each).toSorted()).toEqual(
      offline.pending.map(({ key: each }) => each).toSorted(),
    );
    expect(await bench.engine.verifyProgramme(organisation, 'same-head')).toMatchObject({
      ok: true,
    });
  });

  test('moves in one go to the same place as in many small steps', async () => {
    await bench.open('steps', 'rehearsal', start);
    await bench.open('leap', 'rehearsal', start);
    for (let day = 1; day <= 30; day += 1) {
      const to = `2026-04-${String(day).padStart(2, '0')}T12:00:00.000Z`;
      await bench.engine.moveClock(organisation, 'steps', to);
    }
    await bench.engine.moveClock(organisation, 'leap', '2026-04-30T12:00:00.000Z');
    const told = async (programme: string) =>
      (await notices(programme)).map(({ id, at }) => `${at} ${id}`);
    expect(await told('leap')).toEqual(await told('steps'));
    expect((await rowOf('leap'))?.version).toBe((await rowOf('steps'))?.version);
  });

  test('does not run backwards, and stands where it was', async () => {
    await bench.open('forwards', 'rehearsal', start);
    const back = await bench.engine.moveClock(organisation, 'forwards', '2026-03-29T07:00:00.000Z');
    expect(back).toEqual({ outcome: 'backwards', now: start });
    const same = await bench.engine.moveClock(organisation, 'forwards', start);
    expect(same).toMatchObject({ outcome: 'moved', now: start });
  });

  test('goes at most 20 years in one move, counted from where it stood', async () => {
    await bench.open('far', 'rehearsal', start);
    const latest = start.replace('2026', '2046');
    const beyond = latest.replace('.000Z', '.001Z');
    const far = await bench.engine.moveClock(organisation, 'far', beyond);
    expect(far).toEqual({ outcome: 'tooFar', now: start, latest });
    expect((await rowOf('far'))?.clockAt).toBe(start);
    const whole = await bench.engine.moveClock(organisation, 'far', latest);
    expect(whole).toMatchObject({ outcome: 'moved', now: latest });
    const on = await bench.engine.moveClock(organisation, 'far', beyond);
    expect(on).toMatchObject({ outcome: 'moved', now: beyond });
  });

  test('is waited for by whoever lets the engine finish first', async () => {
    await bench.open('closing', 'rehearsal', start);
    const order: string[] = [];
    await bench.engine.idle();
    const moved = bench.engine
      .moveClock(organisation, 'closing', '2026-07-01T08:00:00.000Z')
      .then(() => order.push('moved'));
    await bench.engine.idle().then(() => order.push('idle'));
    expect(order).toEqual(['moved', 'idle']);
    await moved;
    expect((await rowOf('closing'))?.clockAt).toBe('2026-07-01T08:00:00.000Z');
  });

  test('of a live programme cannot be moved', async () => {
    await bench.open('living');
    const answer = await bench.engine.moveClock(organisation, 'living', '2030-01-01T00:00:00.000Z');
    expect(answer).toEqual({ outcome: 'live' });
  });

  test('moved by another process counts at once', async () => {
    await bench.open('elsewhere', 'rehearsal', start);
    const { engine } = await bench.another();
    await engine.view(organisation, 'elsewhere');
    await bench.engine.moveClock(organisation, 'elsewhere', '2026-04-02T08:00:00.000Z');
    const answer = await engine.send(organisation, 'elsewhere', event('first', 'START'));
    expect(answer).toMatchObject({ outcome: 'accepted' });
    const view = await engine.view(organisation, 'elsewhere');
    expect(view?.state.lastRecordedAt).toBe('2026-04-02T08:00:00.000Z');
    expect(view?.now).toBe('2026-04-02T08:00:00.000Z');
  });
});

describe('due timers of a live programme', () => {
  test('become notices once, marked late, however often they are fired', async () => {
    await bench.open('fired');
    await bench.store.pool.query(
      `UPDATE timer SET due_at = '2026-05-01T08:00:00Z' WHERE programme = 'fired' AND kind = 'catchUp'`,
    );
    const due = (await timers('fired')).filter(({ kind }) => kind === 'catchUp');
    expect(due).toHaveLength(1);
    const { engine } = await bench.another();
    const fired = await Promise.all([
      bench.engine.fire(organisation, 'fired', due),
      engine.fire(organisation, 'fired', due),
      bench.engine.fire(organisation, 'fired', due),
    ]);
    expect(fired.map((each) => each.outcome)).toEqual(['fired', 'fired', 'fired']);
    const told = (await notices('fired')).filter(({ template }) => template === 'catchUp');
    expect(told).toMatchObject([{ item: 'M1', data: { late: true }, toRoles: ['LEAD'] }]);
    const [settled] = (await timers('fired')).filter(({ kind }) => kind === 'catchUp');
    expect(settled).toMatchObject({ status: 'fired', late: true, notice: told[0]?.id });
  });

  test('fall silent when their reason is gone', async () => {
    await bench.open('silent');
    const due = (await timers('silent')).filter(({ kind }) => kind === 'catchUp');
    await bench.engine.send(organisation, 'silent', event('M1', 'CLAIM'));
    await bench.engine.fire(organisation, 'silent', due);
    const [settled] = (await timers('silent')).filter(({ kind }) => kind === 'catchUp');
    expect(settled).toMatchObject({ status: 'silent', notice: null });
    const { rows } = await bench.store.pool.query(
      `SELECT why, cause FROM timer WHERE programme = 'silent' AND status = 'silent'`,
    );
    expect(rows).toEqual([{ why: 'it is achieved', cause: null }]);
    expect((await notices('silent')).filter(({ template }) => template === 'catchUp')).toEqual([]);
  });
});

describe('starting a programme', () => {
  test('is refused for an id that is taken, and for a definition nobody published', async () => {
    await bench.open('taken');
    const opening = { organisation, id: 'taken', clock: 'live', actor: lead } as const;
    const { hash } = bench.compiled;
    const again = await bench.engine.openProgramme({ ...opening, definition: hash });
    expect(again).toEqual({ outcome: 'idTaken', id: 'taken' });
    const unknown = '0'.repeat(64);
    const missing = await bench.engine.openProgramme({ ...opening, definition: unknown });
    expect(missing).toEqual({ outcome: 'unknownDefinition', hash: unknown });
  });

  test('stands on the organisation’s own chain, after the definition it runs on', async () => {
    await bench.open('recorded');
    const { rows } = await bench.store.pool.query<{ kind: string; canonical: string }>(
      `SELECT kind, canonical FROM entry WHERE programme = '' ORDER BY sequence`,
    );
    expect(rows[0]?.kind).toBe('DEFINITION_PUBLISHED');
    expect(rows.at(-1)?.canonical).toContain('"programme":"recorded"');
    expect(await bench.engine.verifyOrganisation(organisation)).toMatchObject({ ok: true });
  });

  test('on a definition published twice is the same: it is kept once', async () => {
    const { definition, hash } = bench.compiled;
    const again = await bench.engine.publish({ organisation, definition, actor: manager });
    expect(again).toEqual({ outcome: 'known', hash });
  });
});

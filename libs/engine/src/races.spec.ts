import {
  engineBench,
  event,
  intercept,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';
import type { Store } from '#store';
import type { Engine } from './engine.js';

let bench: Bench;
let other: Engine;

beforeAll(async () => {
  bench = await engineBench();
  other = (await bench.another()).engine;
});

afterAll(() => bench.end());

const both = (programme: string, one: ReturnType<typeof event>, two: ReturnType<typeof event>) =>
  Promise.all([
    bench.engine.send(organisation, programme, one),
    other.send(organisation, programme, two),
  ]);

describe('two processes on one programme', () => {
  test('both have their events accepted when these do not exclude each other', async () => {
    await bench.open('friends');
    await Promise.all([
      bench.engine.view(organisation, 'friends'),
      other.view(organisation, 'friends'),
    ]);
    const note = { payload: { note: 'Seen' } };
    const answers = await both('friends', event('first', 'NOTE', note), event('second', 'FINISH'));
    expect(answers.map((each) => each.outcome)).toEqual(['accepted', 'refused']);
    const size = { payload: { size: 3 } };
    const again = await both('friends', event('first', 'NOTE', note), event('first', 'SIZE', size));
    expect(again.map((each) => each.outcome)).toEqual(['accepted', 'accepted']);
    const view = await other.view(organisation, 'friends');
    expect(view?.state.items['first']).toMatchObject({ data: { note: 'Seen', size: 3 } });
    expect(await bench.engine.verifyProgramme(organisation, 'friends')).toMatchObject({ ok: true });
  });

  test('who loses the race is decided again, on what the winner left', async () => {
    await bench.open('again');
    await other.view(organisation, 'again');
    await bench.engine.send(organisation, 'again', event('first', 'START'));
    const late = await other.send(organisation, 'again', event('first', 'START'));
    expect(late).toMatchObject({ outcome: 'refused', refusal: { code: 'NOT_NOW' } });
    const early = await other.send(organisation, 'again', event('first', 'FINISH'));
    expect(early).toMatchObject({ outcome: 'accepted', item: { value: 'done' } });
  });

  test('who expected an older version gets the conflict with the new state', async () => {
    await bench.open('conflict');
    const version = { expectedVersion: 1 };
    const answers = await both(
      'conflict',
      event('first', 'NOTE', { ...version, payload: { note: 'one' } }),
      event('first', 'NOTE', { ...version, payload: { note: 'two' } }),
    );
    expect(answers.map((each) => each.outcome).toSorted()).toEqual(['accepted', 'conflict']);
    const [won] = answers.filter((each) => each.outcome === 'accepted');
    const [lost] = answers.filter((each) => each.outcome === 'conflict');
    expect(lost).toMatchObject({ expected: 1, item: won?.outcome === 'accepted' ? won.item : {} });
  });

  test('nobody starves: after five lost races the row lock is taken', async () => {
    await bench.open('busy');
    const many = Array.from({ length: 40 }, (_, index) =>
      both(
        'busy',
        event('first', 'SIZE', { payload: { size: index } }),
        event('first', 'NOTE', { payload: { note: `${index}` } }),
      ),
    );
    const answers = (await Promise.all(many)).flat();
    expect(new Set(answers.map((each) => each.outcome))).toEqual(new Set(['accepted']));
    const view = await bench.engine.view(organisation, 'busy');
    expect(view?.state.items['first']?.version).toBe(81);
    expect(await other.verifyProgramme(organisation, 'busy')).toMatchObject({ ok: true });
  });

  test('an event sent while five others win first is written under the lock', async () => {
    await bench.open('locked');
    let intrusions = 0;
    const stepAside = intercept(bench.store, async (name, run) => {
      if (name === 'write-programmes') {
        intrusions += 1;
        const size = { payload: { size: intrusions } };
        await other.send(organisation, 'locked', event('first', 'SIZE', size));
      }
      return run();
    });
    const note = { payload: { note: 'At last' } };
    const answer = await bench.engine.send(organisation, 'locked', event('first', 'NOTE', note));
    stepAside();
    expect(intrusions).toBe(5);
    expect(answer).toMatchObject({
      outcome: 'accepted',
      item: { data: { note: 'At last', size: 5 } },
    });
  });

  test('what is read while the lock is waited for does not make it decide on the past', async () => {
    await bench.open('waited');
    const intrude = (size: number) =>
      other.send(organisation, 'waited', event('first', 'SIZE', { payload: { size } }));
    let intrusions = 0;
    const stepAside = intercept(bench.store, async (name, run) => {
      if (name === 'write-programmes') await intrude((intrusions += 1));
      return run();
    });
    const stopWaiting = beforeTransaction(bench.store, async () => {
      await bench.engine.view(organisation, 'waited');
      await intrude(6);
    });
    const note = { payload: { note: 'At last' } };
    const answer = await bench.engine.send(organisation, 'waited', event('first', 'NOTE', note));
    stepAside();
    stopWaiting();
    expect(answer).toMatchObject({
      outcome: 'accepted',
      item: { data: { note: 'At last', size: 6 } },
    });
  });
});

describe('a refusal', () => {
  test('is decided on the newest state, not on what this process remembers', async () => {
    await bench.open('stale');
    await other.view(organisation, 'stale');
    await bench.engine.send(organisation, 'stale', event('first', 'START'));
    await bench.engine.send(organisation, 'stale', event('first', 'FINISH'));
    const answer = await other.send(organisation, 'stale', event('second', 'FINISH'));
    expect(answer).toMatchObject({ outcome: 'accepted' });
  });

  test('of two processes at once stands on one chain', async () => {
    await bench.open('refusals');
    const answers = await both('refusals', event('second', 'FINISH'), event('second', 'FINISH'));
    const numbers = answers.map((each) => (each.outcome === 'refused' ? each.number : null));
    expect(new Set(numbers)).toEqual(new Set([1, 2]));
    expect(await bench.engine.verifyProgramme(organisation, 'refusals')).toMatchObject({
      ok: true,
      refusals: { entries: 2 },
    });
  });
});

/** Does something each time a session is about to be taken for a transaction. */
function beforeTransaction({ pool }: Store, step: () => Promise<void>): () => void {
  const real = pool.connect.bind(pool) as (...args: unknown[]) => unknown; // pg overloads it
  // With a callback it is the pool itself that asks, for a statement of its own.
  const before = (...args: unknown[]) =>
    args.length > 0 ? real(...args) : step().then(() => real());
  Object.assign(pool, { connect: before });
  return () => void Object.assign(pool, { connect: real });
}

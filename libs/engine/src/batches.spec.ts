import pg from 'pg';
import {
  engineBench,
  event,
  intercept,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';

let bench: Bench;

beforeAll(async () => {
  bench = await engineBench();
});

afterAll(() => bench.end());
afterEach(() => stepAside());

let stepAside = () => {};

/** The names of statements from here on, in order. */
function watchStatements(): string[] {
  const names: string[] = [];
  stepAside = intercept(bench.store, (name, run) => {
    names.push(name);
    return run();
  });
  return names;
}

const note = (text: string) => event('first', 'NOTE', { payload: { note: text } });

describe('events that wait together', () => {
  test('are decided in order and written with one statement, fifty at once', async () => {
    await bench.open('fifty');
    const statements = watchStatements();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        bench.engine.send(organisation, 'fifty', note(`note ${index}`)),
      ),
    );
    expect(statements).toEqual(['write-programmes']);
    const versions = answers.map((each) => (each.outcome === 'accepted' ? each.item.version : 0));
    expect(versions).toEqual(Array.from({ length: 50 }, (_, index) => index + 2));
    expect(await bench.engine.verifyProgramme(organisation, 'fifty')).toMatchObject({ ok: true });
  });

  test('of several programmes share a statement while the database is busy', async () => {
    const programmes = Array.from({ length: 20 }, (_, index) => `shared-${index}`);
    for (const programme of programmes) await bench.open(programme);
    const statements = watchStatements();
    const answers = await Promise.all(
      programmes.map((programme) => bench.engine.send(organisation, programme, note('hello'))),
    );
    expect(answers.every((each) => each.outcome === 'accepted')).toBe(true);
    expect(statements.length).toBeLessThan(programmes.length);
  });

  test('get an answer each: a refusal among them refuses nobody else', async () => {
    await bench.open('mixed');
    const answers = await Promise.all(
      [note('one'), event('second', 'FINISH'), event('first', 'START'), note('too late')].map(
        (each) => bench.engine.send(organisation, 'mixed', each),
      ),
    );
    const outcomes = answers.map((each) => each.outcome);
    expect(outcomes).toEqual(['accepted', 'refused', 'accepted', 'refused']);
  });

  test('are run again one by one when a constraint fails, and only who is at fault fails', async () => {
    await bench.open('constraint');
    await bench.store.pool.query(
      `ALTER TABLE accepted_key ADD CONSTRAINT no_bad_key CHECK (key <> 'bad')`,
    );
    const bad = event('first', 'NOTE', { key: 'bad', payload: { note: 'bad' } });
    const sent = [note('one'), bad, note('three')].map((each) =>
      bench.engine.send(organisation, 'constraint', each),
    );
    const [one, two, three] = await Promise.allSettled(sent);
    expect(one).toMatchObject({ status: 'fulfilled', value: { item: { version: 2 } } });
    expect(two).toMatchObject({ status: 'rejected', reason: { constraint: 'no_bad_key' } });
    expect(three).toMatchObject({ status: 'fulfilled', value: { item: { version: 3 } } });
    expect(await bench.engine.verifyProgramme(organisation, 'constraint')).toMatchObject({
      ok: true,
    });
  });
});

describe('a failure between deciding and knowing that it is written', () => {
  test('before the write leaves nothing, and the event can be sent again', async () => {
    await bench.open('before');
    await bench.engine.view(organisation, 'before');
    stepAside = intercept(bench.store, () => {
      stepAside();
      throw new Error('connection lost');
    });
    const asked = event('first', 'START');
    await expect(bench.engine.send(organisation, 'before', asked)).rejects.toThrow(
      'connection lost',
    );
    const view = await bench.engine.view(organisation, 'before');
    expect(view?.state.items['first']?.value).toBe('todo');
    const again = await bench.engine.send(organisation, 'before', asked);
    expect(again).toMatchObject({ outcome: 'accepted', replayed: false });
  });

  test('after the write has it all, and the event sent again gets its answer', async () => {
    await bench.open('after');
    stepAside = intercept(bench.store, async (name, run) => {
      const result = await run();
      if (name !== 'write-programmes') return result;
      stepAside();
      throw new Error('connection lost');
    });
    const asked = event('first', 'START');
    await expect(bench.engine.send(organisation, 'after', asked)).rejects.toThrow(
      'connection lost',
    );
    const again = await bench.engine.send(organisation, 'after', asked);
    expect(again).toMatchObject({ outcome: 'accepted', replayed: true, item: { value: 'doing' } });
    expect(await bench.engine.verifyProgramme(organisation, 'after')).toMatchObject({ ok: true });
  });

  test('of the server loses nothing that was answered', async () => {
    await bench.open('killed');
    await bench.engine.send(organisation, 'killed', note('kept'));
    const admin = new pg.Client(bench.url);
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await admin.end();
    const asked = event('first', 'START');
    const answer = await bench.engine
      .send(organisation, 'killed', asked)
      .catch(() => bench.engine.send(organisation, 'killed', asked));
    expect(answer).toMatchObject({ outcome: 'accepted', item: { data: { note: 'kept' } } });
  });
});

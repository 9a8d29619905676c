import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';
import { auditor } from '../../../test/support/small-programme.js';

let bench: Bench;

beforeAll(async () => {
  bench = await engineBench();
});

afterAll(() => bench.end());

const history = async (programme: string, stream = 'history') => {
  const { rows } = await bench.store.pool.query<{ kind: string; item: string; type: string }>(
    `SELECT kind, item, event_type AS type FROM entry
     WHERE programme = $1 AND stream = $2 ORDER BY sequence`,
    [programme, stream],
  );
  return rows;
};

describe('an event that is allowed', () => {
  test('is accepted: item, entries, timers and notices are there together', async () => {
    await bench.open('allowed');
    const started = await bench.engine.send(organisation, 'allowed', event('first', 'START'));
    expect(started).toMatchObject({
      outcome: 'accepted',
      replayed: false,
      item: { id: 'first', value: 'doing', version: 2 },
      created: [],
      entries: [{ kind: 'TRANSITION', item: 'first', event: 'START' }],
    });
    const finished = await bench.engine.send(organisation, 'allowed', event('first', 'FINISH'));
    expect(finished).toMatchObject({ outcome: 'accepted', item: { value: 'done' } });
    const { rows } = await bench.store.pool.query(
      `SELECT template, item FROM notice WHERE programme = 'allowed' AND item = 'first'`,
    );
    expect(rows).toEqual([{ template: 'transition', item: 'first' }]);
    const view = await bench.engine.view(organisation, 'allowed');
    expect(view?.state.items['first']?.value).toBe('done');
    expect(view?.row.version).toBe((await history('allowed')).length);
  });

  test('keeps free text out of the ledger, and gives it back to readers', async () => {
    await bench.open('texts');
    const note = { note: 'Ask Mrs Smith' };
    await bench.engine.send(organisation, 'texts', event('first', 'NOTE', { payload: note }));
    const { rows } = await bench.store.pool.query(
      `SELECT canonical FROM entry WHERE programme = 'texts' AND canonical LIKE '%Smith%'`,
    );
    expect(rows).toEqual([]);
    const view = await bench.engine.view(organisation, 'texts');
    expect(view?.state.items['first']?.data['note']).toBe('Ask Mrs Smith');
  });
});

describe('an event that is not allowed', () => {
  test('is refused with its reasons, and the refusal is kept on a chain of its own', async () => {
    await bench.open('refusing');
    const before = (await bench.engine.view(organisation, 'refusing'))?.row.version;
    const role = await bench.engine.send(
      organisation,
      'refusing',
      event('first', 'START', { actor: auditor }),
    );
    expect(role).toMatchObject({
      outcome: 'refused',
      number: 1,
      refusal: { code: 'ROLE_NOT_PERMITTED' },
    });
    const early = await bench.engine.send(organisation, 'refusing', event('second', 'FINISH'));
    expect(early).toMatchObject({
      outcome: 'refused',
      number: 2,
      refusal: { code: 'GUARD_FAILED' },
    });
    expect(await history('refusing', 'refusals')).toEqual([
      { kind: 'REFUSED', item: 'first', type: 'START' },
      { kind: 'REFUSED', item: 'second', type: 'FINISH' },
    ]);
    expect((await bench.engine.view(organisation, 'refusing'))?.row.version).toBe(before);
    expect(await bench.engine.verifyProgramme(organisation, 'refusing')).toMatchObject({
      ok: true,
      refusals: { entries: 2 },
    });
  });

  test('is refused without a trace when it is malformed', async () => {
    await bench.open('malformed');
    const answer = await bench.engine.send(organisation, 'malformed', event('nowhere', 'START'));
    expect(answer).toMatchObject({ outcome: 'refused', number: null });
    expect(await history('malformed', 'refusals')).toEqual([]);
  });

  test.each([
    ['a NUL', 'a\0b', 'U+0000'],
    ['half a character', 'a\ud800b', 'U+D800'],
  ])('is refused when it holds %s, which no text can keep', async (_, text, named) => {
    await bench.open(`unwritable-${named}`);
    const asked = event('first', 'NOTE', { payload: { note: text } });
    const answer = await bench.engine.send(organisation, `unwritable-${named}`, asked);
    expect(answer).toMatchObject({
      outcome: 'refused',
      number: null,
      refusal: { code: 'INVALID_PAYLOAD', problems: [{ pointer: '/note' }] },
    });
    expect(JSON.stringify(answer)).toContain(named);
  });

  test('gets no answer of a programme that does not exist', async () => {
    const answer = await bench.engine.send(organisation, 'nothing', event('first', 'START'));
    expect(answer).toEqual({ outcome: 'unknownProgramme' });
  });
});

import { compiledFrom, opened, person } from '../../../../test/support/move-programme.js';
import { smallDefinition } from '../../../../test/support/small-definition.js';
import { decide, open, type EventRequest, type JsonObject } from '../index.js';

const NOW = '2026-06-15T09:00:00.000Z';
const SECRET = 'Jane Doe is ill';
const HIDDEN = { $private: SECRET };

const DEFINITION = smallDefinition(
  'one',
  `
roles: { A: { title: A }, B: { title: B } }
scales: { rag: { title: RAG, points: [RED, GREEN] } }
charts:
  thing:
    title: Thing
    recordedBy: [A]
    fields:
      who: { type: person, optional: true }
      note: { type: text, optional: true }
      short: { type: label, optional: true }
      size: { type: integer }
      due: { type: plannedDate, optional: true }
      log: { type: rows, optional: true, columns: { what: { type: label }, why: { type: text } } }
    initial: here
    states:
      here:
        rest: true
        on:
          NAME:
            roles: [A]
            payload: { who: { type: person }, owner: { type: role }, about: { type: item }, all: { type: items } }
          PLAN: { roles: [A], payload: { due: { type: plannedDate } }, changes: [ { set: { due: { payload: due } } } ] }
          TELL:
            roles: [A]
            payload: { why: { type: text } }
            changes:
              - set: { short: { payload: why } }
              - append: log
                row: { what: { value: one }, why: { payload: why }, note: { payload: why } }
              - append: log
                row: { what: { payload: why }, why: { value: plain } }
              - createItem: { chart: thing, title: { payload: why } }
          CLOSE: { roles: [A], payload: { about: { type: item } }, changes: [ { closeItem: { payload: about } } ] }
          ASK:
            roles: [A]
            payload: { why: { type: text } }
            guard: { compare: { left: { payload: why }, op: eq, right: { value: yes } } }
          RATE:
            roles: [A]
            payload: { why: { type: text } }
            guard: { onScale: { rating: { payload: why }, scale: { value: rag } } }
          FOR_B: { roles: [B], payload: { who: { type: person }, short: { type: label }, why: { type: text } } }
          ANY: { roles: [A], payload: { what: { type: any } } }
items:
  it:
    chart: thing
    title: It
    mark: proposed
    data:
      size: { tbc: not counted }
      due: { is: { precision: UNDATED, wording: ${SECRET} } }
      log: { is: [{ id: r1, what: x, why: ${SECRET}, note: ${SECRET} }] }
  other: { chart: thing, title: Other, mark: proposed, data: { size: { is: 1 } } }
`,
);

function send(type: string, payload: JsonObject, more: Partial<EventRequest> = {}) {
  const { compiled, state } = opened(NOW, DEFINITION);
  const request = { item: 'it', type, payload, actor: person('P1', 'A'), key: 'k', ...more };
  return decide(compiled, state, request, NOW);
}

function accepted(type: string, payload: JsonObject) {
  const decision = send(type, payload);
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision;
}

function refused(type: string, payload: JsonObject, more: Partial<EventRequest> = {}) {
  const decision = send(type, payload, more);
  if (decision.outcome !== 'refused') throw new Error(`${type} was ${decision.outcome}`);
  return decision;
}

describe('what an event names', () => {
  const names = { who: 'P-ANN', owner: 'B', about: 'other', all: ['it', 'other'] };

  it('is taken when it is an id, a role and items that are there', () => {
    expect(accepted('NAME', names).drafts[0]?.event?.payload).toEqual(names);
  });

  it.each([
    ['a name instead of an id', { who: 'Jane Doe' }, '/who', 'never a name'],
    ['a name that begins like an id', { who: 'Peter' }, '/who', '"Peter"'],
    ['a role that is not there', { owner: 'BOSS' }, '/owner', 'known: A, B'],
    ['an item that is not there', { about: 'us' }, '/about', 'known: it, other'],
    ['one item among others', { all: ['it', 'us'] }, '/all/1', '"us" is no item here'],
  ])('is refused when it is %s', (_, change, pointer, words) => {
    const { refusal, draft } = refused('NAME', { ...names, ...change });
    expect(refusal.code).toBe('INVALID_PAYLOAD');
    expect(refusal.problems).toEqual([{ pointer, detail: expect.stringContaining(words) }]);
    expect(draft).toBeNull();
  });
});

describe('free text', () => {
  it('is hidden in a planned date, in the payload and in what it changes', () => {
    const reading = { strict: true, basis: SECRET, note: SECRET };
    const due = { precision: 'MONTH', bound: 'BY', date: '2026-07', wording: SECRET, reading };
    const { drafts, state } = accepted('PLAN', { due });
    const shown = {
      ...due,
      wording: HIDDEN,
      reading: { strict: true, basis: HIDDEN, note: HIDDEN },
    };
    expect(drafts[0]?.event?.payload).toEqual({ due: shown });
    expect(drafts[0]?.changes).toMatchObject([{ field: 'due', value: shown }]);
    expect(state.items['it']?.data['due']).toEqual(due);
  });

  it('is refused in a planned date when it is longer than 500 characters', () => {
    const due = { precision: 'UNDATED', wording: 'x'.repeat(501) };
    expect(refused('PLAN', { due }).refusal.problems).toMatchObject([{ pointer: '/due/wording' }]);
  });

  it('is hidden in the opening position, rows of registers included', () => {
    const programme = { id: 'p', organisation: 'acme', title: 'One', clock: 'live' } as const;
    const actor = { kind: 'system' } as const;
    const { drafts, state } = open(compiledFrom(DEFINITION), { ...programme, actor }, NOW);
    const seeds = drafts[0]?.changes.filter(({ op }) => op === 'seed');
    expect(seeds).toContainEqual(
      expect.objectContaining({ field: 'due', value: { precision: 'UNDATED', wording: HIDDEN } }),
    );
    expect(seeds).toContainEqual(
      expect.objectContaining({
        value: [expect.objectContaining({ what: 'x', why: HIDDEN, note: HIDDEN })],
      }),
    );
    expect(state.items['it']?.data['log']).toMatchObject([{ why: SECRET, note: SECRET }]);
  });

  it('is hidden wherever a change takes it: a label, a row, the title of an item', () => {
    const { drafts, state, created } = accepted('TELL', { why: SECRET });
    expect(drafts[0]?.changes).toMatchObject([
      { op: 'set', value: HIDDEN },
      { op: 'append', row: { id: 'log-2', what: 'one', why: HIDDEN, note: HIDDEN } },
      { op: 'append', row: { id: 'log-3', what: HIDDEN, why: { $private: 'plain' } } },
      { op: 'createItem', title: HIDDEN },
    ]);
    expect(state.items['it']?.data['short']).toBe(SECRET);
    expect(state.items[created[0] ?? '']?.title).toBe(SECRET);
  });

  it('is hidden where a value is recorded with its source', () => {
    const payload = { field: 'size', value: 3, source: SECRET };
    const { drafts, state } = accepted('RECORD_VALUE', payload);
    expect(JSON.stringify(drafts)).not.toContain(`:"${SECRET}","type"`);
    expect(drafts[0]?.event?.payload['source']).toEqual(HIDDEN);
    expect(drafts[0]?.changes).toMatchObject([{ value: 3, sources: [HIDDEN] }]);
    expect(state.items['it']?.marks['size']?.sources).toEqual([SECRET]);
  });

  it('is left out of what a guard says that it looked at', () => {
    const { refusal, draft } = refused('ASK', { why: SECRET });
    expect(draft?.guards).toMatchObject([{ inputs: { left: null, right: 'yes' } }]);
    expect(refusal.findings).toMatchObject([{ words: 'a text must be yes' }]);
    expect(accepted('ASK', { why: 'yes' }).drafts[0]?.guards).toMatchObject([
      { answer: 'yes', inputs: { left: null, right: 'yes' } },
    ]);
  });

  it('is left out of what a scale is asked for', () => {
    const { refusal, draft } = refused('RATE', { why: SECRET });
    expect(draft?.guards).toMatchObject([{ inputs: { rating: null, scale: 'rag' } }]);
    expect(JSON.stringify(refusal.findings)).not.toContain(SECRET);
    expect(accepted('RATE', { why: 'RED' }).drafts[0]?.guards).toMatchObject([{ answer: 'yes' }]);
  });
});

describe('an event refused before its payload was looked at', () => {
  const payload = (values: JsonObject) => {
    const { refusal, draft } = refused('FOR_B', values);
    expect(refusal.code).toBe('ROLE_NOT_PERMITTED');
    return draft?.event?.payload;
  };

  it('keeps in clear what fits its field and is no free text', () => {
    const fitting = { who: 'P-7', short: 'Fine', why: SECRET, other: SECRET };
    expect(payload(fitting)).toEqual({ who: 'P-7', short: 'Fine', why: HIDDEN });
  });

  it('keeps what does not fit as private, whole, and cut when it is long', () => {
    expect(payload({ who: SECRET, short: { a: SECRET } })).toEqual({
      who: HIDDEN,
      short: { $private: { a: SECRET } },
    });
    const kept = payload({ short: `${'x'.repeat(1998)}😀${'x'.repeat(1998)}` })?.['short'];
    expect(kept).toEqual({ $private: `"${'x'.repeat(1998)}` });
  });
});

describe('what no entry may hold', () => {
  it.each(['$commitment', '$private', '$erased'])('is refused: the name %s', (name) => {
    const what = { a: [{ [name]: 'x' }] };
    for (const [type, field] of [
      ['ANY', 'what'],
      ['FOR_B', 'short'],
      ['DANCE', 'x'],
    ] as const) {
      const { refusal, draft } = refused(type, { [field]: what });
      expect(refusal).toMatchObject({
        code: 'INVALID_PAYLOAD',
        problems: [{ pointer: `/${field}/a/0/${name}` }],
      });
      expect(draft).toBeNull();
    }
    expect(accepted('ANY', { what: { a: [{ private: 'x' }] } }).outcome).toBe('accepted');
  });

  it('is refused: text where the name of an event belongs; a mere unknown one is kept', () => {
    for (const type of [SECRET, 'dance', 'A'.repeat(62)]) {
      const { refusal, draft } = refused(type, {});
      expect([refusal.code, draft]).toEqual(['INVALID_PAYLOAD', null]);
    }
    const { refusal, draft } = refused('DANCE', {});
    expect([refusal.code, draft?.event?.type]).toEqual(['UNKNOWN_EVENT', 'DANCE']);
  });
});

describe('closing an item', () => {
  it('closes the item named, be it another', () => {
    const { state } = accepted('CLOSE', { about: 'other' });
    expect(state.items).toMatchObject({
      it: { closed: false },
      other: { closed: true, version: 2 },
    });
    expect(accepted('CLOSE', { about: 'it' }).state.items['it']?.closed).toBe(true);
  });
});

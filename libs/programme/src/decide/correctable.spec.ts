import { lifeOf } from '../../../../test/support/life.js';
import { openWithKinds } from '../../../../test/support/open-with-kinds.js';
import { smallDefinition } from '../../../../test/support/small-definition.js';
import type { JsonObject } from '../index.js';

const NOW = '2026-06-15T09:00:00.000Z';
const KINDS = '../kinds/approval.yaml, ../kinds/roles.yaml';

/** A well: facts that events bring, what a body decides, what the system sets, and who has leave to dig. */
const BODY = `
bodies: { BOARD: { quorum: none } }
charts:
  well:
    title: Well
    recordedBy: [PMO]
    fields:
      site: { type: label }
      depth: { type: integer, optional: true }
      kind: { type: label, optional: true }
      water: { type: choice, choices: [NONE, SOME, MUCH], optional: true }
      ratio: { type: integer, optional: true }
      fee: { type: integer, optional: true }
      found: { type: boolean, optional: true }
      flooded: { type: boolean, optional: true }
      foreman: { type: role }
      given: { type: integer }
      notes: { type: rows, optional: true, columns: { text: { type: label }, done: { type: boolean } } }
    initial: dry
    states:
      dry:
        rest: true
        on:
          DIG:
            roles: [PMO]
            payload: { depth: { type: integer } }
            changes: [{ set: { depth: { payload: depth } } }]
            guard:
              all:
                - compare: { left: { payload: depth }, op: ge, right: { value: 1 } }
                  words: A well is a metre deep at least
                - approved: { by: [SRO, PROGRAMME_MANAGER], atLeast: 2, validDays: 3 }
          CALL:
            roles: [PMO]
            payload: { kind: { type: choice, choices: [ROUND, SQUARE] } }
            changes: [{ set: { kind: { payload: kind } } }]
          LOOK:
            roles: [WELL_FOREMAN]
            payload: { water: { type: choice, choices: [NONE, SOME, MUCH] } }
            changes: [{ set: { water: { payload: water } } }]
          ASK_AROUND:
            roles: [ANY_MEMBER]
            payload: { text: { type: label } }
            changes: [{ append: notes, row: { text: { payload: text }, done: { value: false } } }]
          MEASURE:
            roles: [PMO]
            payload: { ratio: { type: integer }, of: { type: integer } }
            guard: { compare: { left: { payload: ratio }, op: le, right: { payload: of } } }
            changes: [{ set: { ratio: { payload: ratio } } }]
          RESOLVE_FEE:
            roles: [BOARD_SECRETARY]
            payload: { fee: { type: integer }, decision: { type: decision } }
            guard: { decisionRecorded: { body: BOARD } }
            changes: [{ set: { fee: { payload: fee } } }]
          FIND:
            roles: [PMO]
            changes: [{ set: { found: { value: true } } }]
        rules:
          RUNS_OVER:
            to: wet
            guard: { compare: { left: { field: depth }, op: ge, right: { value: 100 } } }
            changes: [{ set: { flooded: { value: true } } }]
      wet: { rest: true, on: { DRAIN: { roles: [PMO], to: dry, changes: [{ set: { depth: { value: null } } }] } } }
roles:
  FACILITIES: { title: Facilities }
  WELL_FOREMAN: { title: Foreman of the well, relative: { roleIn: foreman } }
items:
  well:
    chart: well
    title: The well
    mark: proposed
    data: { foreman: { is: FACILITIES }, given: { is: 7 } }
`;
const yaml = (change = (text: string) => text, use = KINDS) =>
  smallDefinition('wells', change(BODY), { use });

const people = {
  'P-1': 'PMO',
  'P-2': 'PMO',
  'P-3': 'SRO',
  'P-4': 'PROGRAMME_MANAGER',
  'P-5': 'FACILITIES',
  'P-6': 'BOARD_SECRETARY',
  rest: 'PMO',
};

/** The life of a well, with what it takes to correct it. */
function wellOf(text = yaml()) {
  const { compiled, state } = openWithKinds(text, NOW);
  // The entries of the opening are written: those that follow have numbers of their own.
  const head = { ...state.head, sequence: Object.keys(state.items).length };
  const life = lifeOf({ compiled, state: { ...state, head } }, people, NOW);
  const tell = (...told: Parameters<typeof life.tell>) => {
    const refused = life.tell(...told);
    if (refused !== null) throw new Error(refused);
  };
  const says = (field: string, value: JsonObject[string], row?: string) => {
    const { marks = {} } = life.now().state.items['well'] ?? {};
    const places = row === undefined ? [field] : [`${field.split('.')[0] ?? ''}.${row}`];
    const entry = [...places, ''].map((place) => marks[place]?.entry).find((each) => each) ?? 0;
    return { field, value, entry, source: 'The log book', ...(row !== undefined && { row }) };
  };
  const correct = (...said: Parameters<typeof says>) =>
    life.tell('P-1', 'well', 'CORRECT', { ...says(...said), reason: 'Misread' });
  const ask = (...said: Parameters<typeof says>) =>
    life.tell('P-2', 'well', 'REQUEST_APPROVAL', { event: 'CORRECT', with: says(...said) });
  return { ...life, tell, correct, ask };
}

/** A well dug by two approvals. */
function dugWell(depth = 12) {
  const well = wellOf();
  well.tell('P-1', 'well', 'REQUEST_APPROVAL', { event: 'DIG', with: { depth } });
  for (const id of ['P-3', 'P-4']) well.tell(id, 'approval-1', 'APPROVE');
  well.tell('P-2', 'well', 'DIG', { depth });
  return well;
}

/** A correction that another has been asked about, and approved. */
function approved(
  well: ReturnType<typeof wellOf>,
  by: readonly string[],
  ...said: Parameters<ReturnType<typeof wellOf>['correct']>
) {
  const asked = well.ask(...said);
  if (asked !== null) throw new Error(asked);
  const id = `approval-${well.now().state.created['approval'] ?? 0}`;
  for (const each of by) well.tell(each, id, 'APPROVE');
  return well.correct(...said);
}

describe('a value that was recorded', () => {
  it('is corrected by one person, also once more', () => {
    const well = wellOf();
    well.tell('P-1', 'well', 'RECORD_VALUE', { field: 'site', value: 'North', source: 'Map' });
    expect(well.correct('site', 'South')).toBeNull();
    expect(well.correct('site', 'West')).toBeNull();
    expect(well.ask('site', 'East')).toContain('it needs no approval; send CORRECT');
  });
});

describe('a value that an event decided', () => {
  it('is corrected once those approve who approved the event, and as many of them', () => {
    expect(dugWell().correct('depth', 11)).toContain('2 of Senior responsible owner (SRO)');
    const one = dugWell();
    expect(approved(one, ['P-3'], 'depth', 11)).toContain('1 of 2 needed approve so far');
    expect(approved(dugWell(), ['P-3', 'P-4'], 'depth', 11)).toBeNull();
  });

  it('is asked for what the event asked of it', () => {
    const shallow = approved(dugWell(), ['P-3', 'P-4'], 'depth', 0);
    expect(shallow).toContain('A well is a metre deep at least');
    expect(approved(dugWell(), ['P-3', 'P-4'], 'depth', 1)).toBeNull();
  });

  it('fits what the event takes, and not its field alone', () => {
    const called = () => {
      const well = wellOf();
      well.tell('P-1', 'well', 'CALL', { kind: 'ROUND' });
      return well;
    };
    expect(called().ask('kind', 'OVAL')).toContain('/with/value "OVAL"');
    expect(approved(called(), ['P-1'], 'kind', 'SQUARE')).toContain('P-1 voted on approval-1');
    const well = called();
    const done = approved(well, ['P-9'], 'kind', 'SQUARE');
    expect([done, well.dataOf('well')['kind']]).toEqual([null, 'SQUARE']);
  });

  it('is approved by whoever holds a role through the item', () => {
    const well = wellOf();
    well.tell('P-5', 'well', 'LOOK', { water: 'SOME' });
    expect(well.correct('water', 'MUCH')).toContain('1 of Facilities (FACILITIES)');
    expect(approved(well, ['P-5'], 'water', 'MUCH')).toBeNull();
  });

  it('is approved by another member where any of them decides', () => {
    const well = wellOf();
    well.tell('P-5', 'well', 'ASK_AROUND', { text: 'Ther is water' });
    const right = ['notes.text', 'There is water', 'notes-1'] as const;
    expect(approved(well, ['P-6'], ...right)).toBeNull();
    expect(well.dataOf('well')['notes']).toMatchObject([{ text: 'There is water' }]);
  });

  it('takes two persons for a second correction', () => {
    const well = dugWell();
    expect(approved(well, ['P-3', 'P-4'], 'depth', 11)).toBeNull();
    expect(well.correct('depth', 10)).toContain('DIG decided it, so two persons put it right');
    expect(approved(well, ['P-3', 'P-4'], 'depth', 10)).toBeNull();
  });

  it('moves no state, while a rule that it makes due fires by its own guard', () => {
    const well = dugWell();
    expect(approved(well, ['P-3', 'P-4'], 'depth', 99)).toBeNull();
    expect(well.stateOf('well')).toBe('dry');
    expect(approved(well, ['P-3', 'P-4'], 'depth', 100)).toBeNull();
    expect([well.stateOf('well'), well.dataOf('well')['flooded']]).toEqual(['wet', true]);
  });

  it('is put right by no two persons where there are no approvals', () => {
    const none = (text: string) => text.replace(/\n +- approved:.*/, '');
    const bare = wellOf(yaml(none, '../kinds/roles.yaml'));
    bare.tell('P-1', 'well', 'DIG', { depth: 12 });
    expect(bare.correct('depth', 11)).toContain('this programme has no approvals to ask for');
    const well = wellOf(yaml(none));
    well.tell('P-1', 'well', 'DIG', { depth: 12 });
    expect(approved(well, ['P-9'], 'depth', 11)).toBeNull();
  });
});

describe('a value that others rest on', () => {
  /** Everything there is to correct of a well has been told. */
  const told = () => {
    const well = wellOf();
    well.tell('P-5', 'well', 'ASK_AROUND', { text: 'Water' });
    well.tell('P-1', 'well', 'MEASURE', { ratio: 2, of: 3 });
    const decision = { body: 'BOARD', minute: '1', members: ['P-7'], present: 1, quorum: 1 };
    well.tell('P-6', 'well', 'RESOLVE_FEE', { fee: 5, decision });
    well.tell('P-1', 'well', 'FIND');
    well.tell('P-1', 'well', 'CALL', { kind: 'ROUND' });
    return well;
  };

  it.each<[string, string, ...Parameters<ReturnType<typeof wellOf>['correct']>]>([
    ['what the opening position says', 'it stands since the programme was opened', 'given', 8],
    ['who decides', 'it says who decides', 'foreman', 'PMO'],
    ['what a body decided', 'RESOLVE_FEE; they decide again', 'fee', 6],
    ['where a thing stands', 'it says what FIND came to', 'found', false],
    ['where a row stands', 'it says what ASK_AROUND came to', 'notes.done', true, 'notes-1'],
    ['what was weighed against another value', 'that event decides again', 'ratio', 1],
  ])('is never corrected: %s', (_words, why, ...said) => {
    expect(told().correct(...said)).toContain(why);
    expect(told().ask(...said)).toContain(why);
    expect(told().ask('kind', 'SQUARE')).toBeNull();
  });

  it('is never corrected: what the system sets by a rule', () => {
    const well = dugWell(100);
    expect(well.correct('flooded', false)).toContain('the system sets it by RUNS_OVER');
    expect(well.ask('depth', 99)).toBeNull();
  });
});

import type { Json } from '#programme';
import { answer, evidence, replay, type Told } from '../support/reference-programme.js';

const day = '2011-05-03';
const record: Told = [
  `${day} 10:00`,
  'pmo',
  'sp',
  'RECORD_VALUE',
  { field: 'headcount', value: 410, source: 'Payroll' },
];
const correct = (says: Record<string, Json>, item = 'sp', at = '10:05'): Told => [
  `${day} ${at}`,
  'pmo',
  item,
  'CORRECT',
  {
    field: 'headcount',
    value: 401,
    reason: 'Two digits changed places',
    source: 'Payroll',
    ...says,
  },
];
/** The sequence of the last entry of an event on an item, after these are told. */
const entryOf = (told: readonly Told[], item: string, event: string): number => {
  const found = replay([], told, `${day} 12:00`).entries.findLast(
    ({ entry }) => entry.item === item && entry.event?.type === event,
  );
  if (found === undefined) throw new Error(`no entry of ${event} on ${item}`);
  return found.entry.sequence;
};

describe('a correction', () => {
  const wrong = entryOf([record], 'sp', 'RECORD_VALUE');

  it('sets the value right by a new entry, and leaves the wrong one as it is', () => {
    const run = replay([], [record, correct({ entry: wrong })], `${day} 12:00`);
    expect(run.refusals).toEqual([]);
    expect(run.state.items['sp']?.data['headcount']).toBe(401);
    const told = run.entries.filter(({ entry }) => entry.item === 'sp' && entry.event !== null);
    expect(told.map(({ entry }) => [entry.event?.type, entry.changes])).toEqual([
      ['RECORD_VALUE', [expect.objectContaining({ field: 'headcount', value: 410 })]],
      ['CORRECT', [expect.objectContaining({ field: 'headcount', value: 401 })]],
    ]);
    expect(told[1]?.entry.event?.payload).toMatchObject({ entry: wrong });
  });

  it.each([
    ['an entry that does not exist', { entry: 99_999 }, 'the history has no entry 99999'],
    ['an entry of something else', { entry: 1 }, `entry ${wrong} is: correct that one`],
    ['a value that stands already', { entry: wrong, value: 410 }, 'nothing to correct'],
    ['a value of another type', { entry: wrong, value: 'many' }, '"many"'],
    ['a field that is not there', { entry: wrong, field: 'heads' }, '"heads" is no field'],
    ['a whole register', { entry: wrong, field: 'functions' }, 'name a column'],
    ['what is not known yet', { entry: wrong, field: 'budget' }, 'record it instead'],
  ])('is refused for %s', (_words, says, words) => {
    const refusal = answer([], [record, correct(says)]);
    expect(refusal?.code).toBe('INVALID_PAYLOAD');
    expect(refusal?.message).toContain(words);
    expect(answer([], [record, correct({ entry: wrong })])).toBeNull();
  });

  it('points at the entry that brought the value that stands, and no earlier one', () => {
    const first = correct({ entry: wrong });
    const again = (entry: number) => correct({ entry, value: 400 }, 'sp', '10:10');
    const right = entryOf([record, first], 'sp', 'CORRECT');
    expect(answer([], [record, first, again(wrong)])?.message).toContain(`entry ${right} is`);
    expect(answer([], [record, first, again(right)])).toBeNull();
  });

  it.each([
    ['due', '2011-05-02', 'a change request moves it'],
    ['profile', 'STD', 'a change request moves it'],
    ['owner', 'PMO', 'a change request moves it'],
    ['claimedBy', 'P-1', 'an event of its own'],
  ])('is refused for what others rest on as it was decided: %s', (field, value, words) => {
    const claim: Told = [`${day} 09:00`, 'sponsor', 'M08', 'CLAIM', { evidence: evidence() }];
    const entry = entryOf([claim], 'M08', 'CLAIM');
    const refusal = answer([], [claim, correct({ entry, field, value }, 'M08')]);
    expect(refusal?.message).toContain(words);
    expect(answer([], [record, correct({ entry: wrong })])).toBeNull();
  });

  it.each([
    ['criteria.mandatory', 'staff', false],
    ['needed', undefined, 1],
    ['decider', undefined, 'PMO'],
  ])('is refused for what a gate is decided by: %s', (field, row, value) => {
    const says = { entry: 1, field, value, ...(row !== undefined && { row }) };
    expect(answer([], [correct(says, 'G4-sp')])?.code).toBe('INVALID_PAYLOAD');
    expect(answer([], [record, correct({ entry: wrong })])).toBeNull();
  });

  it('is refused for a day that does not exist', () => {
    const dated: Told = [
      `${day} 10:00`,
      'pmo',
      'M16',
      'RECORD_VALUE',
      {
        field: 'due',
        value: { precision: 'DAY', bound: 'ON', hardness: 'TARGET', date: '2011-02-30' },
        source: 'Plan',
      },
    ];
    expect(answer([], [dated])?.message).toContain('2011-02-30');
  });

  it('is for the roles that record values, and for no other', () => {
    const [at, , ...rest] = correct({ entry: wrong });
    expect(answer([], [record, [at, 'auditor', ...rest]])?.code).toBe('ROLE_NOT_PERMITTED');
    expect(answer([], [record, correct({ entry: wrong })])).toBeNull();
  });

  it('sets right a cell of a register, by the row it stands in', () => {
    const raise: Told = [
      `${day} 09:00`,
      'pmo',
      'stakeholders',
      'ADD_STAKEHOLDER',
      { title: 'Bank of Engeland', kind: 'SECTOR' },
    ];
    const entry = entryOf([raise], 'stakeholders', 'ADD_STAKEHOLDER');
    const run = replay([], [raise], `${day} 12:00`);
    const rows = run.state.items['stakeholders']?.data['stakeholders'] as { id: string }[];
    const cell = { entry, field: 'stakeholders.title', value: 'Bank of England' };
    const right = correct({ ...cell, row: rows.at(-1)?.id ?? '' }, 'stakeholders');
    expect(answer([], [raise, right])).toBeNull();
    const none = correct({ ...cell, row: 'nobody' }, 'stakeholders');
    expect(answer([], [raise, none])?.message).toContain('"nobody" is no row');
  });
});

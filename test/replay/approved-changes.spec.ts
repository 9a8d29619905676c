import type { Json } from '#programme';
import {
  answer,
  decisionOf,
  evidence,
  historyUntil,
  replay,
  type Told,
} from '../support/reference-programme.js';

/** The groups are ready, and go live the next day. */
const day = '2011-03-31';
const rows = historyUntil(`${day} 18:00`);
const change = 'change-request-1';
let minute = 0;
const at = () => `${day} 18:${String((minute += 1)).padStart(2, '0')}`;
beforeEach(() => {
  minute = 0;
});

const assessed = (asks: Record<string, Json>): Told[] => [
  [at(), 'pm', 'changes', 'RAISE_CHANGE', { title: 'Other plan', reason: 'Late', ...asks }],
  [at(), 'pm', change, 'SUBMIT'],
  [at(), 'pmo', change, 'ASSESS', { cost: 'none' }],
];
const approve = (as: string, decision?: Json): Told => [
  at(),
  as,
  change,
  'APPROVE',
  decision === undefined ? {} : { decision },
];
const run = (told: Told[]) => replay(rows, told, `${day} 19:00`);

describe('an approved change about an item', () => {
  const cancel = (item: string): Told => [at(), 'sro', item, 'CANCEL', { change }];
  const asked = () => assessed({ subject: 'G5', allows: 'CANCEL' });

  it('allows what it is about, and nothing before it is approved or on another item', () => {
    expect(answer(rows, [...asked(), cancel('G5')])?.message).toContain('is not approved');
    const other = answer(rows, [...asked(), approve('sro'), cancel('G4-NCA')]);
    expect(other?.message).toContain('is about G5, not about G4-NCA');
    expect(run([...asked(), approve('sro'), cancel('G5')]).state.items['G5']?.value).toBe(
      'cancelled',
    );
  });

  it('is used up in the same decision, and says by what', () => {
    const done = run([...asked(), approve('sro'), cancel('G5')]);
    expect(done.refusals).toEqual([]);
    expect(done.state.items[change]).toMatchObject({
      value: { applied: 'recorded' },
      data: { usedBy: 'G5' },
    });
  });

  it('is approved by nobody lower than whoever may add and cancel', () => {
    const refusal = answer(rows, [...asked(), approve('pm')]);
    expect(refusal?.code).toBe('ROLE_NOT_PERMITTED');
    expect(refusal?.message).toContain('G5 is no milestone, so no number of days measures it');
    expect(answer(rows, [...asked(), approve('sro')])).toBeNull();
  });
});

describe('a deferral', () => {
  const approved = (newDate?: string): Told[] => [
    ...assessed({ subject: 'sp', ...(newDate !== undefined && { newDate }) }),
    approve('secretary', decisionOf('BOARD')),
  ];
  const defer = (more: Record<string, Json> = {}): Told => [
    at(),
    'sro',
    'sp',
    'DEFER',
    { change, regions: ['people'], ...more },
  ];

  it('goes to the day that was approved, and to no other', () => {
    const other = answer(rows, [...approved('2011-04-08'), defer({ effectiveDate: '2015-01-01' })]);
    expect(other?.code).toBe('INVALID_PAYLOAD');
    const { state, refusals } = run([...approved('2011-04-08'), defer()]);
    expect(refusals).toEqual([]);
    expect(state.items['sp']?.data['effectiveDate']).toBe('2011-04-08');
  });

  it.each([
    ['no day', undefined],
    ['a day that is past', '2011-03-30'],
  ])('is refused when the change names %s', (_words, newDate) => {
    expect(answer(rows, [...approved(newDate), defer()])?.message).toContain(
      'The change names the new effective date, and it lies ahead',
    );
  });
});

describe('a change that was assessed', () => {
  const newDue = { precision: 'DAY', bound: 'BY', date: '2012-04-27', wording: 'by 27 April' };
  const moved = () => assessed({ moves: [{ milestone: 'M14', newDue }] });

  it('goes back to be assessed again when what it moves is achieved meanwhile', () => {
    const told: Told[] = [
      ...moved(),
      [at(), 'sro', 'M14', 'ALLOW_OUT_OF_ORDER', { reason: 'Done early' }],
      [at(), 'dg', 'M14', 'CLAIM', { evidence: evidence() }],
      [at(), 'pmo', 'M14', 'VERIFY'],
    ];
    const { state, refusals } = run([...told, approve('sro')]);
    expect(refusals.map((each) => each.refusal.code)).toEqual(['NOT_NOW']);
    expect(state.items[change]?.value).toBe('submitted');
    expect(state.items['M14']?.data['due']).toMatchObject({ date: '2012-03-31' });
    const again: Told = [at(), 'pmo', change, 'ASSESS', { cost: 'none' }];
    expect(answer(rows, [...told, again])?.message).toContain(
      'is achieved; its date moves no more',
    );
  });

  it('stands when only a forecast changes meanwhile', () => {
    const forecast: Told = [
      at(),
      'pm',
      'M14',
      'REFORECAST',
      { forecast: '2012-04-02', reason: 'Late' },
    ];
    expect(answer(rows, [...moved(), forecast, approve('sro')])).toBeNull();
  });
});

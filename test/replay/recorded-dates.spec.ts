import type { Json } from '#programme';
import { answer, replay, type Told } from '../support/reference-programme.js';

const day = '2011-05-03';
const record = (at: string, item: string, field: string, value: Json, as = 'pmo'): Told => [
  `${day} ${at}`,
  as,
  item,
  'RECORD_VALUE',
  { field, value, source: 'Plan' },
];
const after = (item: string): Json => ({
  precision: 'RELATIVE',
  relativeTo: { item, workingDays: 5 },
});

describe('a date recorded of a milestone', () => {
  const first = record('10:00', 'M05', 'due', after('M13'));

  it('may count from another one, and not round to itself', () => {
    expect(answer([], [first])).toBeNull();
    const refusal = answer([], [first, record('10:05', 'M13', 'due', after('M05'))]);
    expect(refusal).toMatchObject({ code: 'GUARD_FAILED', findings: [{ guard: 'acyclic' }] });
    expect(refusal?.message).toMatch(
      /dates that count from one another go round: (M05 → M13 → M05|M13 → M05 → M13)/,
    );
    expect(answer([], [first, record('10:05', 'M13', 'due', after('M07'))])).toBeNull();
  });

  it('makes whoever recorded it one who prepares it, and no one who approves', () => {
    const { state } = replay([], [first], `${day} 12:00`);
    expect(state.items['M05']?.duties['preparer']).toHaveLength(1);
  });
});

import type { Json } from '#programme';
import { answer, evidence, replay, type Told } from '../support/reference-programme.js';

const first: Json = { precision: 'MONTH', bound: 'BY', date: '2011-06', wording: 'each June' };
const cadence = (says: Record<string, Json> = {}): Told => [
  '2011-05-03 10:00',
  'pmo',
  'M18',
  'SET_CADENCE',
  { every: 'YEAR', count: 1, first, source: 'Letter of the committee', ...says },
];
const baseline: Told[] = [
  ['2011-05-03 10:05', 'pmo', 'M18', 'PREPARE'],
  ['2011-05-03 10:10', 'sro', 'M18', 'BASELINE'],
];
const achieve = (item: string, day: string, as = 'secretary'): Told[] => [
  [`${day} 10:00`, as, item, 'CLAIM', { evidence: evidence() }],
  [`${day} 11:00`, 'pmo', item, 'VERIFY'],
];

describe('a milestone that comes back', () => {
  it('has no date until somebody records the cadence, with its source', () => {
    expect(answer([], baseline.slice(0, 1))?.code).toBe('GUARD_UNKNOWN');
    expect(answer([], [cadence(), ...baseline.slice(0, 1)])).toBeNull();
    const unsourced = cadence({ source: '' });
    expect(answer([], [unsourced])?.message).toContain('/source');
    expect(answer([], [cadence({ count: 0 })])?.message).toContain('every 1 or more');
  });

  it('is prepared anew once its date was set, and is not approved by whoever set it', () => {
    const prepared: Told[] = [
      [
        '2011-05-03 09:00',
        'pmo',
        'M18',
        'RECORD_VALUE',
        { field: 'due', value: first, source: 'Letter' },
      ],
      ['2011-05-03 09:05', 'pmo', 'M18', 'PREPARE'],
    ];
    const [at, , ...rest] = cadence();
    const told: Told[] = [...prepared, [at, 'planner', ...rest]];
    const sro: Told = ['2011-05-03 10:20', 'sro', 'M18', 'BASELINE'];
    expect(answer([], [...prepared, sro])).toBeNull();
    expect(answer([], [...told, sro])?.message).toContain('another has to prepare it first');
    const again: Told = ['2011-05-03 10:10', 'pmo', 'M18', 'PREPARE'];
    const own: Told = ['2011-05-03 10:20', 'planner', 'M18', 'BASELINE'];
    expect(answer([], [...told, again, own])?.findings[0]?.guard).toBe('separated');
    expect(answer([], [...told, again, sro])).toBeNull();
  });

  it('is followed by its next occurrence in the decision that verifies it', () => {
    const told = [cadence(), ...baseline, ...achieve('M18', '2011-06-20')];
    const { state, entries, refusals } = replay([], told, '2011-06-21 10:00');
    expect(refusals).toEqual([]);
    expect(state.items['M18']?.value).toBe('achieved');
    expect(state.items['milestone-1']).toMatchObject({
      title: 'CEOP business plan and annual review published',
      data: {
        due: { precision: 'MONTH', date: '2012-06', wording: 'each June' },
        owner: 'BOARD_SECRETARY',
        follows: 'M18',
      },
    });
    const verified = entries.filter(({ entry }) => entry.event?.type === 'VERIFY');
    expect(verified).toHaveLength(1);
    expect(verified[0]?.entry.changes).toContainEqual(
      expect.objectContaining({ op: 'createItem', item: 'milestone-1' }),
    );
  });

  it('comes back again and again, and is reminded of each time', () => {
    const told = [
      cadence(),
      ...baseline,
      ...achieve('M18', '2011-06-20'),
      ...achieve('milestone-1', '2012-06-18'),
    ];
    const { state, notices } = replay([], told, '2013-06-29 10:00');
    expect(state.items['milestone-2']?.data).toMatchObject({
      due: { date: '2013-06' },
      follows: 'milestone-1',
    });
    const reminded = notices.filter(
      (each) => each.item === 'milestone-2' && each.template === 'reminder',
    );
    expect(reminded.map((each) => each.at.slice(0, 10))).toEqual([
      '2013-05-31',
      '2013-06-21',
      '2013-06-27',
    ]);
  });

  it('ends where it has no cadence', () => {
    const { items } = replay([], achieve('M08', '2011-06-20', 'sponsor'), '2011-06-21 10:00').state;
    expect(items['M08']?.value).toBe('achieved');
    expect(items['milestone-1']).toBeUndefined();
  });
});

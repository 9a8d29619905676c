import { answer, decisionOf, replay, type Told } from '../support/reference-programme.js';

const day = '2011-05-03';
const prepared = (id: string, hour: string, as = 'pmo'): Told[] => [
  [`${day} ${hour}:01`, 'pmo', 'baselines', 'OPEN_BASELINE', { title: 'Plan' }],
  [`${day} ${hour}:02`, as, id, 'PREPARE', { reason: 'The plan as agreed' }],
];
const approve = (id: string, at: string): Told => [`${day} ${at}`, 'sro', id, 'APPROVE'];
const dated = (hour: string, minute = '30'): Told => [
  `${day} ${hour}:${minute}`,
  'pmo',
  'M17',
  'RECORD_VALUE',
  {
    field: 'due',
    value: { precision: 'MONTH', bound: 'BY', date: '2011-12' },
    source: 'Board paper',
  },
];

describe('a baseline', () => {
  it('makes the drafts that have a date active in the decision that approves it', () => {
    const told = [dated('09'), ...prepared('baseline-1', '10'), approve('baseline-1', '10:10')];
    const { state, refusals } = replay([], told, `${day} 12:00`);
    expect(refusals).toEqual([]);
    expect(state.items['M17']).toMatchObject({
      value: { active: { forecast: 'onPlan' } },
      data: { baseline: 'baseline-1' },
    });
    expect(state.items['M18']?.value).toBe('draft');
  });

  it('is not approved when another one was approved since it was prepared', () => {
    const told = [...prepared('baseline-1', '10'), ...prepared('baseline-2', '11')];
    const first = approve('baseline-1', '11:10');
    const second = approve('baseline-2', '11:20');
    expect(answer([], [...told, first, second])?.message).toContain('No other baseline was set');
    expect(answer([], [...told, second])).toBeNull();
  });

  it('lets nobody date a milestone alone after it was approved', () => {
    const told = [...prepared('baseline-1', '10'), approve('baseline-1', '10:10'), dated('11')];
    const before = replay([], told, `${day} 12:00`).state.items['M17'];
    expect(before?.data).toMatchObject({ due: { date: '2011-12' } });
    expect(before?.data['baseline'] ?? null).toBeNull();
    expect(before?.value).toBe('draft');
    const again = [...prepared('baseline-2', '13'), approve('baseline-2', '13:10')];
    const after = replay([], [...told, ...again], `${day} 14:00`).state.items['M17'];
    expect(after?.value).toEqual({ active: { forecast: 'onPlan', escalation: 'none' } });
  });

  it('is not approved when the plan is no longer as it was prepared', () => {
    const told = [...prepared('baseline-1', '10'), dated('10', '05')];
    const stale = answer([], [...told, approve('baseline-1', '10:10')]);
    expect(stale?.code).toBe('GUARD_FAILED');
    expect(stale?.message).toContain('M17 changed since; it has to be taken again');
    const back: Told = [`${day} 10:20`, 'sro', 'baseline-1', 'RETURN', { reason: 'M17 is dated' }];
    const anew: Told = [`${day} 10:30`, 'pmo', 'baseline-1', 'PREPARE', { reason: 'With M17' }];
    expect(answer([], [...told, back, anew, approve('baseline-1', '10:40')])).toBeNull();
  });

  it('is prepared and approved by two persons, whatever roles one of them holds', () => {
    const told = prepared('baseline-1', '10', 'planner');
    const alone: Told = [`${day} 10:10`, 'planner', 'baseline-1', 'APPROVE'];
    expect(answer([], [...told, alone])?.message).toContain('prepare');
    expect(answer([], [...told, approve('baseline-1', '10:10')])).toBeNull();
  });

  it('is withdrawn or returned with a reason, and then prepared anew', () => {
    const told = prepared('baseline-1', '10');
    const back = (reason: string): Told => [
      `${day} 10:20`,
      'sro',
      'baseline-1',
      'RETURN',
      { reason },
    ];
    expect(answer([], [...told, back(' ')])).not.toBeNull();
    expect(answer([], [...told, back('M14 is missing')])).toBeNull();
  });

  it('is asked for, a new one, before a reset is approved', () => {
    const reset: Told[] = [
      [`${day} 09:00`, 'sro', 'programme', 'RATE_CONFIDENCE', { rating: 'RED', reason: 'Late' }],
      [`${day} 09:05`, 'sro', 'programme', 'TRIGGER_RESET', { reason: 'Confidence is red' }],
    ];
    const approveReset: Told = [
      `${day} 11:00`,
      'secretary',
      'programme',
      'APPROVE_RESET',
      { decision: decisionOf('BOARD') },
    ];
    expect(answer([], [...reset, approveReset])?.message).toContain('A new baseline has been');
    const renewed = [...prepared('baseline-1', '10'), approve('baseline-1', '10:10')];
    expect(answer([], [...reset, ...renewed, approveReset])).toBeNull();
  });
});

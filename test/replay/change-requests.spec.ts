import type { Json } from '#programme';
import { answer, decisionOf, evidence, replay, type Told } from '../support/reference-programme.js';

const day = '2011-05-03';
let minute = 0;
const at = () => `${day} 10:${String((minute += 1)).padStart(2, '0')}`;
beforeEach(() => {
  minute = 0;
});

const by = (date: string, more: Record<string, Json> = {}): Json => ({
  precision: 'DAY',
  bound: 'BY',
  date,
  wording: `by ${date}`,
  ...more,
});
const move = (milestone: string, newDue: Json): Json => ({ milestone, newDue });
/** M14 is due by Saturday 31 March 2012: this is 20 working days later, 27 April. */
const later = by('2012-04-27');

const raise = (asks: Record<string, Json> = { moves: [move('M14', later)] }): Told => [
  at(),
  'pm',
  'changes',
  'RAISE_CHANGE',
  { title: 'Later plan', reason: 'The strategy is late', ...asks },
];
const submit = (id = 'change-request-1'): Told => [at(), 'pm', id, 'SUBMIT'];
const assess = (id = 'change-request-1'): Told => [at(), 'pmo', id, 'ASSESS', { cost: 'none' }];
const approve = (as: string, id = 'change-request-1', decision?: Json): Told => [
  at(),
  as,
  id,
  'APPROVE',
  decision === undefined ? {} : { decision },
];
const assessed = (asks?: Record<string, Json>): Told[] => [raise(asks), submit(), assess()];
const run = (told: Told[]) => replay([], told, `${day} 12:00`);
const request = (told: Told[], id = 'change-request-1') => {
  const done = run(told);
  expect(done.refusals).toEqual([]);
  return done.state.items[id];
};

describe('the impact of a change', () => {
  it('is computed when it is assessed: which dates move, by how much, and what float is left', () => {
    const { data } = request(assessed()) ?? {};
    expect(data?.['workingDays']).toBe(18);
    expect(data?.['dates']).toMatchObject([
      { id: 'M14', was: '2012-03-31', becomes: '2012-04-27', key: false, breachesHard: false },
    ]);
  });

  it('counts an earlier date as a later one', () => {
    const { data } = request(assessed({ moves: [move('M14', by('2012-03-16'))] })) ?? {};
    expect(data).toMatchObject({ workingDays: 10, authority: 'PROGRAMME_MANAGER' });
  });

  it('takes nobody’s word for the days', () => {
    const told = (payload: Record<string, Json>): Told[] => [
      raise(),
      submit(),
      [at(), 'pmo', 'change-request-1', 'ASSESS', payload],
    ];
    expect(answer([], told({ cost: 'none', workingDays: 1 }))?.code).toBe('INVALID_PAYLOAD');
    expect(answer([], told({}))?.message).toContain('"cost" is missing');
    expect(answer([], told({ cost: 'none' }))).toBeNull();
  });

  it.each([
    ['what is no milestone', [move('sp', later)], 'sp is no milestone'],
    ['what is achieved', [move('M01', later)], 'is achieved; its date moves no more'],
    [
      'dates that would go round',
      [
        move('M14', { precision: 'RELATIVE', relativeTo: { item: 'M06', days: 5 } }),
        move('M06', { precision: 'RELATIVE', relativeTo: { item: 'M14', days: -5 } }),
      ],
      'dates would go round: M06 → M14 → M06',
    ],
    ['a milestone twice', [move('M14', later), move('M14', later)], 'named more than once'],
  ])('is not computed for %s', (_words, moves, words) => {
    expect(answer([], [raise({ moves }), submit()])?.message).toContain(words);
    expect(answer([], [raise(), submit()])).toBeNull();
  });

  it('is not computed for a change that names nothing', () => {
    expect(answer([], [raise({}), submit()])?.message).toContain('names nothing to change');
  });

  it('refuses a day that does not exist, and says where it stands', () => {
    const refusal = answer([], [raise({ moves: [move('M14', by('2011-02-30'))] })]);
    expect(refusal?.code).toBe('INVALID_PAYLOAD');
    expect(refusal?.message).toContain('/moves/0/newDue');
    expect(refusal?.message).toContain('2011-02-30');
  });
});

describe('the authority for a change', () => {
  it.each([
    ['10 working days', { moves: [move('M14', by('2012-03-16'))] }, 'PROGRAMME_MANAGER'],
    ['18 working days', { moves: [move('M14', later)] }, 'SRO'],
    ['37 working days', { moves: [move('M14', by('2012-05-25'))] }, 'BOARD'],
    ['a key milestone, M12', { moves: [move('M12', by('2012-04-05'))] }, 'BOARD'],
    ['a hard date, M06', { moves: [move('M06', by('2011-08-03'))] }, 'BOARD'],
    ['the date of the NCA, M19', { moves: [move('M19', by('2014-01-02'))] }, 'HOME_SECRETARY'],
    ['the vesting itself', { subject: 'nca-transition' }, 'HOME_SECRETARY'],
    ['the strategic priorities', { subject: 'priorities' }, 'HOME_SECRETARY'],
    ['a group', { subject: 'sp' }, 'BOARD'],
    ['a gate, G5, which no number of days measures', { subject: 'G5' }, 'SRO'],
    ['the programme itself', { subject: 'programme' }, 'SRO'],
    ['a body', { subject: 'board' }, 'SRO'],
    ['a milestone, other than by its date', { subject: 'M14' }, 'PROGRAMME_MANAGER'],
    ['a milestone cancelled', { cancellations: [{ milestone: 'M09' }] }, 'SRO'],
  ])('is the lowest that suffices: %s', (_words, asks, authority) => {
    expect(request(assessed(asks))?.data['authority']).toBe(authority);
  });

  it('gives the reason why no lower one suffices', () => {
    expect(request(assessed())?.data['because']).toBe(
      'Programme manager: decides up to 10 working days, and it moves 18 working days',
    );
  });

  it('refuses an authority that is too low, saying which is needed and why', () => {
    const refusal = answer([], [...assessed(), approve('pm')]);
    expect(refusal?.code).toBe('ROLE_NOT_PERMITTED');
    expect(refusal?.message).toContain('here Senior responsible owner (SRO) – ');
    expect(refusal?.message).toContain('decides up to 10 working days');
    expect(answer([], [...assessed(), approve('sro')])).toBeNull();
  });

  it('is never whoever asked for the change', () => {
    const small = assessed({ moves: [move('M14', by('2012-03-16'))] });
    expect(answer([], [...small, approve('pm')])?.findings[0]?.words).toContain(
      'Whoever asked for the change',
    );
  });

  it('that is a body decides by a recorded decision', () => {
    const told = assessed({ subject: 'sp' });
    expect(answer([], [...told, approve('secretary')])?.message).toContain(
      'a recorded decision of BOARD is needed',
    );
    expect(
      answer([], [...told, approve('secretary', 'change-request-1', decisionOf('BOARD'))]),
    ).toBeNull();
  });
});

describe('an approved change', () => {
  it('moves the date, is applied, and takes the next baseline in the same decision', () => {
    const { state, refusals } = run([...assessed(), approve('sro')]);
    expect(refusals).toEqual([]);
    expect(state.items['M14']?.data).toMatchObject({
      due: later,
      rebaselinedBy: 'change-request-1',
    });
    expect(state.items['change-request-1']?.value).toEqual({ applied: 'recorded' });
    const baseline = state.items['baseline-1'];
    expect(baseline).toMatchObject({ value: 'approved', data: { change: 'change-request-1' } });
    expect(baseline?.data['plan']).toContainEqual(
      expect.objectContaining({
        id: 'M14',
        due: later,
        committed: '2012-04-27',
        profile: 'STAT',
        owner: 'DIRECTOR_GENERAL',
        changedBy: 'change-request-1',
      }),
    );
  });

  it('supersedes the reminders of the old date', () => {
    const done = replay([], [...assessed(), approve('sro')], '2012-03-30 12:00');
    const reminders = done.notices.filter(
      (each) => each.item === 'M14' && each.template === 'reminder',
    );
    // 60 working days before 27 April 2012 is 1 February; before 31 March it would be 6 January.
    expect(reminders[0]?.at).toBe('2012-02-01T09:00:00.000Z');
  });

  it('moves several dates at once, or none of them', () => {
    const moves = [move('M14', later), move('M06', by('2011-08-03'))];
    const told = assessed({ moves });
    const decided = approve('secretary', 'change-request-1', decisionOf('BOARD'));
    const { items } = run([...told, decided]).state;
    expect(items['M14']?.data['due']).toEqual(later);
    expect(items['M06']?.data['due']).toEqual(by('2011-08-03'));
  });

  it('cancels a milestone, replaces another, and adds a new one', () => {
    const addition = { title: 'New report', due: later, profile: 'STD', owner: 'PMO' };
    const { items } = run([
      ...assessed({
        cancellations: [{ milestone: 'M09' }, { milestone: 'M14', replaced: true }],
        additions: [addition],
      }),
      approve('sro'),
    ]).state;
    expect([items['M09']?.value, items['M14']?.value]).toEqual(['cancelled', 'superseded']);
    expect(items['milestone-1']).toMatchObject({ title: 'New report', data: { due: later } });
    const plan = items['baseline-1']?.data['plan'] as { id: string }[];
    const ids = plan.map((each) => each.id);
    expect(ids).toContain('milestone-1');
    expect(ids).not.toContain('M09');
    expect(ids).not.toContain('M14');
  });

  it('without a new date is carried out with evidence', () => {
    const id = 'change-request-1';
    const asked = { title: 'No closure', reason: 'Closed elsewhere', subject: 'G5' };
    const told: Told[] = [
      [at(), 'pmo', 'changes', 'RAISE_CHANGE', asked],
      [at(), 'pmo', id, 'SUBMIT'],
      assess(),
      approve('sro'),
    ];
    const carryOut = (given: Json): Told => [at(), 'pmo', id, 'CARRY_OUT', { evidence: given }];
    expect(answer([], [...told, carryOut([])])?.message).toContain('at least 1 needed');
    expect(answer([], [...told, carryOut(evidence())])).toBeNull();
  });

  it('goes stale when the baseline moved after it was assessed', () => {
    const two = 'change-request-2';
    const told = [
      raise(),
      raise({ moves: [move('M14', by('2012-05-01'))] }),
      submit(),
      submit(two),
      assess(),
      assess(two),
      approve('sro', two),
      approve('sro'),
    ];
    const done = run(told);
    expect(done.state.items[two]?.value).toEqual({ applied: 'recorded' });
    expect(done.state.items['change-request-1']?.value).toBe('submitted');
    expect(done.refusals.map((each) => each.refusal.code)).toEqual(['NOT_NOW']);
    expect(done.state.items['M14']?.data['due']).toEqual(by('2012-05-01'));
  });

  it('starts from the baseline that stands, and from no other', () => {
    const first = [...assessed(), approve('sro')];
    const second: Told[] = [
      raise({ moves: [move('M16', later)] }),
      submit('change-request-2'),
      assess('change-request-2'),
      approve('sro', 'change-request-2'),
    ];
    const next = (baseline: string) => raise({ moves: [move('M14', by('2012-05-02'))], baseline });
    expect(answer([], [...first, ...second, next('baseline-1')])?.message).toContain(
      'The baseline it starts from is superseded',
    );
    expect(answer([], [...first, ...second, next('baseline-2')])).toBeNull();
  });
});

import type { Json, ScriptRow } from '#programme';
import {
  answer,
  decisionOf,
  evidence,
  historyUntil,
  replay,
  type Told,
} from '../support/reference-programme.js';

const day = '2011-03-31';
const isOf =
  (...events: string[]) =>
  (row: ScriptRow) =>
    row.item === 'G4-sp' && events.includes(row.event);
const up = (...without: string[]) =>
  historyUntil(`${day} 23:00`, (row) => isOf(...without)(row) || row.event === 'CONFIRM_READY');

const tell = (
  as: string,
  event: string,
  payload: Record<string, Json> = {},
  time = '20:00',
): Told => [`${day} ${time}`, as, 'G4-sp', event, payload];
const freeze = ['FREEZE', 'START_REVIEW', 'SUBMIT_REPORT', 'RESPOND', 'DECIDE_APPROVE'];

describe('a gate', () => {
  it('is not frozen before every mandatory criterion has evidence', () => {
    const refusal = answer(up('ATTACH_EVIDENCE', ...freeze), [tell('pm', 'FREEZE')]);
    expect(refusal?.message).toContain('not with met true: people, continuity, money');
    expect(answer(up(...freeze), [tell('pm', 'FREEZE')])).toBeNull();
  });

  it('is reviewed by somebody who has not prepared the evidence', () => {
    const book = (reviewer: string) =>
      tell('pmo', 'BOOK', { date: day, reviewer, preparer: 'P-101' }, '08:30');
    expect(answer([], [book('P-101')])?.code).toBe('GUARD_FAILED');
    expect(answer([], [book('P-108')])).toBeNull();
  });

  it('is reported on by the reviewer booked, and by no other reviewer', () => {
    const rows = up(...freeze.slice(2));
    const report = (as: string) =>
      tell(as, 'SUBMIT_REPORT', { rating: 'GREEN', report: 'Ready' }, '20:01');
    const recommend = (as: string) =>
      tell(as, 'RECOMMEND', { text: 'Name a deputy', class: 'ESSENTIAL' }, '20:00');
    expect(answer(rows, [recommend('reviewer2')])?.message).toContain('reviewer who was booked');
    expect(answer(rows, [report('reviewer2')])?.message).toContain('reviewer who was booked');
    expect(answer(rows, [recommend('reviewer'), report('reviewer')])).toBeNull();
  });

  it('is decided by nobody who attached evidence, though another froze it', () => {
    const attach = (as: string) =>
      tell(as, 'ATTACH_EVIDENCE', { row: 'people', evidence: evidence() }, '10:36');
    const decide = tell('both', 'DECIDE_APPROVE', { decision: decisionOf('BOARD') });
    const refusal = answer([...up('DECIDE_APPROVE')], [attach('both'), decide]);
    expect(refusal?.message).toContain('P-133 was preparer');
    expect(answer([...up('DECIDE_APPROVE')], [attach('pmo'), decide])).toBeNull();
  });

  it('is decided by the body that it names, with its quorum', () => {
    const decide = (decision: Json) => tell('secretary', 'DECIDE_APPROVE', { decision });
    const rows = up('DECIDE_APPROVE');
    expect(answer(rows, [decide(decisionOf('HOME_OFFICE'))])?.code).toBe('GUARD_FAILED');
    const minuted = { body: 'BOARD', minute: 'Minute 1' };
    expect(answer(rows, [decide(minuted)])?.message).toContain('the quorum is 4: say in "members"');
    const three = answer(rows, [decide({ ...minuted, present: 3 })]);
    expect(three?.message).toContain('3 of 4 needed for a quorum were present');
    expect(answer(rows, [decide({ ...minuted, present: 4 })])).toBeNull();
    expect(answer(rows, [decide({ ...minuted, present: 4, quorum: 5 })])?.code).toBe(
      'GUARD_FAILED',
    );
  });

  it('is responded to once every recommendation is answered', () => {
    const rows = up(...freeze.slice(2));
    const told = [
      tell('reviewer', 'RECOMMEND', { text: 'Name a deputy', class: 'ESSENTIAL' }, '20:00'),
      tell('reviewer', 'SUBMIT_REPORT', { rating: 'AMBER', report: 'Nearly there' }, '20:01'),
    ];
    const respond = tell('sro', 'RESPOND', {}, '20:03');
    expect(answer(rows, [...told, respond])?.code).toBe('GUARD_FAILED');
    const reply = tell('sro', 'ANSWER', { row: 'recommendations-1', answer: 'Done' }, '20:02');
    expect(answer(rows, [...told, reply, respond])).toBeNull();
  });

  const condition = tell(
    'secretary',
    'SET_CONDITION',
    { title: 'A deputy is named', owner: 'SRO', due: '2011-04-15' },
    '20:00',
  );
  const conditional = tell(
    'secretary',
    'DECIDE_CONDITIONAL',
    { decision: decisionOf('BOARD') },
    '20:01',
  );

  it('is approved with conditions only when there are some', () => {
    const rows = up('DECIDE_APPROVE');
    expect(answer(rows, [conditional])?.code).toBe('GUARD_FAILED');
    expect(answer(rows, [condition, conditional])).toBeNull();
  });

  it('is suspended when a condition lapses, and holds when it is met in time', () => {
    const rows = up('DECIDE_APPROVE');
    const lapsed = replay(rows, [condition, conditional], '2011-04-16 12:00');
    expect(lapsed.state.items['G4-sp']?.value).toBe('suspended');
    const done: Told = ['2011-04-07 10:00', 'sro', 'action-1', 'DONE', { evidence: evidence() }];
    const verified: Told = ['2011-04-08 10:00', 'pmo', 'action-1', 'VERIFY'];
    const met = replay(rows, [condition, conditional, done, verified], '2011-04-16 12:00');
    expect(met.refusals).toEqual([]);
    expect(met.state.items['G4-sp']?.value).toBe('approvedWithConditions');
  });

  it('reminds the owner of a condition as of any milestone', () => {
    const { notices } = replay(up('DECIDE_APPROVE'), [condition, conditional], '2011-04-15 12:00');
    const reminders = notices.filter((each) => each.item === 'action-1');
    expect(reminders.map(({ template, toRoles }) => [template, toRoles])).toContainEqual([
      'reminder',
      ['SRO'],
    ]);
  });

  it('is not approved until a day that is over', () => {
    const rows = up('DECIDE_APPROVE');
    const until = (event: string, validUntil: string) =>
      tell('secretary', event, { decision: decisionOf('BOARD'), validUntil }, '20:01');
    const refused = answer(rows, [until('DECIDE_APPROVE', '2011-03-30')]);
    expect(refused).toMatchObject({ code: 'GUARD_FAILED' });
    expect(refused?.message).toContain('until a day that is not over');
    const conditional = until('DECIDE_CONDITIONAL', '2011-03-30');
    expect(answer(rows, [condition, conditional])?.code).toBe('GUARD_FAILED');
    expect(answer(rows, [until('DECIDE_APPROVE', '2011-03-31')])).toBeNull();
  });

  it('expires the day after the last day of its approval', () => {
    const rows = up('DECIDE_APPROVE');
    const approve = tell('secretary', 'DECIDE_APPROVE', {
      decision: decisionOf('BOARD'),
      validUntil: '2011-04-30',
    });
    const on = (until: string) => replay(rows, [approve], until).state.items['G4-sp']?.value;
    expect(on('2011-04-30 23:00')).toBe('approved');
    expect(on('2011-05-01 01:00')).toBe('expired');
  });
});

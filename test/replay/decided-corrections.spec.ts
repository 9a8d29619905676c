import type { Json } from '#programme';
import { answer, evidence, replay, type Told } from '../support/reference-programme.js';

const day = '2011-05-03';
const until = `${day} 18:00`;
type Says = Record<string, Json>;

const claim: Told = [`${day} 09:00`, 'sponsor', 'M08', 'CLAIM', { evidence: evidence() }];
const verify: Told = [`${day} 09:05`, 'pmo', 'M08', 'VERIFY'];
const achieved = [claim, verify];
const { state: told, entries } = replay([], achieved, until);
const claimed = entries.find(({ entry }) => entry.event?.type === 'CLAIM')?.entry.sequence ?? 0;

/** The day of the claim as it should have been. */
const right = { entry: claimed, field: 'actual', value: '2011-04-29', source: 'Minute 4' };
const send = (as: string, says: Says = right, at = '11:00'): Told => [
  `${day} ${at}`,
  as,
  'M08',
  'CORRECT',
  { ...says, reason: 'It was signed on Friday' },
];
const ask = (as: string, says: Says = right, at = '10:00'): Told => [
  `${day} ${at}`,
  as,
  'M08',
  'REQUEST_APPROVAL',
  { event: 'CORRECT', with: says },
];
const approve = (as: string, at = '10:30', id = 'approval-1'): Told => [
  `${day} ${at}`,
  as,
  id,
  'APPROVE',
];
const twoPersons = [...achieved, ask('pmo'), approve('sponsor')];

describe('a correction of what an event decided', () => {
  it('takes the approval of another who holds what deciding took', () => {
    const alone = answer([], [...achieved, send('pmo')]);
    expect(alone).toMatchObject({ code: 'GUARD_FAILED' });
    expect(alone?.message).toContain('CLAIM decided it, so two persons put it right');
    expect(alone?.message).toContain('ask for it with REQUEST_APPROVAL');
    expect(alone?.findings).toMatchObject([
      { guard: 'approved', clearedBy: ['HOME_OFFICE_SPONSOR'] },
    ]);
    expect(answer([], [...twoPersons, send('pmo')])).toBeNull();
  });

  it('stands beside the entry that it corrects, and moves no state', () => {
    const run = replay([], [...twoPersons, send('pmo')], until);
    expect(run.refusals).toEqual([]);
    const before = told.items['M08'];
    expect(run.state.items['M08']).toMatchObject({ value: before?.value, since: before?.since });
    expect(before?.data['actual']).toBe(day);
    expect(run.state.items['M08']?.data['actual']).toBe('2011-04-29');
    const { entry } = run.entries.find((each) => each.entry.event?.type === 'CORRECT') ?? {};
    expect(entry).toMatchObject({
      from: 'achieved',
      to: 'achieved',
      event: { payload: { entry: claimed } },
      changes: [{ op: 'set', field: 'actual', value: '2011-04-29' }],
    });
    expect(entry?.guards).toContainEqual(
      expect.objectContaining({ guard: 'approved', answer: 'yes' }),
    );
    expect(run.state.items['approval-1']?.value).toBe('consumed');
    expect(entries.map((each) => each.canonical)).toEqual(
      run.entries.slice(0, entries.length).map((each) => each.canonical),
    );
  });

  it('is approved by nobody who asked for it', () => {
    const asked = [...achieved, ask('sponsor')];
    expect(answer([], [...asked, approve('sponsor')])?.code).toBe('GUARD_FAILED');
    expect(answer([], [...achieved, ask('pmo'), approve('sponsor')])).toBeNull();
  });

  it('is approved by nobody else than who decides such a thing', () => {
    expect(answer([], [...achieved, ask('pmo'), approve('sro')])?.code).toBe('ROLE_NOT_PERMITTED');
    expect(answer([], [...achieved, ask('pmo'), approve('sponsor')])).toBeNull();
  });

  it.each([
    ['another day', { ...right, value: '2011-04-28' }, 'for another "value"'],
    ['another source', { ...right, source: 'Minute 5' }, 'for another "source"'],
  ])('goes ahead with what was approved, and not with %s', (_words, says, words) => {
    expect(answer([], [...twoPersons, send('pmo', says)])?.message).toContain(words);
    expect(answer([], [...twoPersons, send('pmo')])).toBeNull();
  });

  it('has its approval void once the item has moved on', () => {
    const later: Told = [`${day} 10:45`, 'pmo', 'M08', 'VERIFY'];
    const moved = [claim, ask('pmo'), approve('sponsor'), later];
    expect(answer([], [...moved, send('pmo')])?.message).toContain('approval-1 is voided');
    expect(answer([], [...twoPersons, send('pmo')])).toBeNull();
  });

  it('says no day that lies ahead, as the event that decided could not', () => {
    const ahead = { ...right, value: '2011-05-04' };
    const run = [...achieved, ask('pmo', ahead), approve('sponsor'), send('pmo', ahead)];
    expect(answer([], run)?.message).toContain('What has happened does not lie ahead');
    expect(answer([], [...twoPersons, send('pmo')])).toBeNull();
  });

  it('takes two persons again when it was wrong as well', () => {
    const first = [...twoPersons, send('pmo')];
    const sent = replay([], first, until).entries.find(
      ({ entry }) => entry.event?.type === 'CORRECT',
    );
    const again = { ...right, entry: sent?.entry.sequence ?? 0, value: '2011-05-02' };
    const resend = send('pmo', again, '12:00');
    expect(answer([], [...first, resend])?.message).toContain('REQUEST_APPROVAL');
    const approved = [ask('pmo', again, '11:30'), approve('sponsor', '11:45', 'approval-2')];
    expect(answer([], [...first, ...approved, resend])).toBeNull();
  });
});

describe('asking for the approval of a correction', () => {
  it.each([
    ['an entry of something else', { ...right, entry: 1 }, `entry ${claimed} is: correct that one`],
    ['what stands already', { ...right, value: day }, 'nothing to correct'],
    ['no field', { ...right, field: 'heads' }, '/with/field "heads" is no field'],
    ['what is never corrected', { ...right, field: 'due' }, 'a change request moves it'],
    ['half of it', { entry: claimed, field: 'actual' }, '/with/value'],
  ])('is refused for %s', (_words, says, words) => {
    const refusal = answer([], [...achieved, ask('pmo', says)]);
    expect(refusal?.code).toBe('INVALID_PAYLOAD');
    expect(refusal?.message).toContain(words);
    expect(answer([], [...achieved, ask('pmo')])).toBeNull();
  });

  it('is refused for what one person corrects alone', () => {
    const record: Told = [
      `${day} 09:00`,
      'pmo',
      'sp',
      'RECORD_VALUE',
      { field: 'headcount', value: 410, source: 'Payroll' },
    ];
    const recorded = replay([], [record], until).entries.at(-1)?.entry.sequence ?? 0;
    const says = { field: 'headcount', value: 401, entry: recorded, source: 'Payroll' };
    const [at, as, , event, payload] = ask('pmo', says);
    const refusal = answer([], [record, [at, as, 'sp', event, payload]]);
    expect(refusal?.message).toContain('it needs no approval; send CORRECT');
    const [then, , , correct, corrected] = send('pmo', says);
    expect(answer([], [record, [then, 'pmo', 'sp', correct, corrected]])).toBeNull();
  });

  it('says that an event is not offered now, where another state offers it', () => {
    const [at, as, item] = ask('pmo');
    const reopening: Told = [at, as, item, 'REQUEST_APPROVAL', { event: 'REOPEN' }];
    expect(answer([], [reopening])?.code).toBe('NOT_NOW');
    expect(answer([], [...achieved, reopening])).toBeNull();
  });
});

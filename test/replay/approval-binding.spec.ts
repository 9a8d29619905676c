import { decide, type Json } from '#programme';
import { approvalProgramme } from '../support/approval-programme.js';
import { lifeOf } from '../support/life.js';
import { person } from '../support/move-programme.js';
import { answer, evidence, type Told } from '../support/reference-programme.js';

const NOW = '2026-06-15T09:00:00.000Z';
const BY_KEEPERS = '{ approved: { by: [KEEPER], atLeast: 1, validDays: 30 } }';

describe('whoever voted on an approval', () => {
  const asked = () => {
    const lived = lifeOf(approvalProgramme(NOW, BY_KEEPERS), { rest: 'KEEPER' }, NOW);
    expect(lived.tell('P-1', 'door', 'REQUEST_APPROVAL', { event: 'OPEN' })).toBeNull();
    return lived;
  };

  it('does not take the step as well: another has to', () => {
    const { tell, events } = asked();
    expect(tell('P-2', 'approval-1', 'APPROVE')).toBeNull();
    expect(events('P-2', 'door')).not.toContain('OPEN');
    expect(tell('P-2', 'door', 'OPEN')).toContain('P-2 voted on approval-1');
    expect(events('P-3', 'door')).toContain('OPEN');
    expect(tell('P-3', 'door', 'OPEN')).toBeNull();
  });

  it('stays one person when their role changes: no second vote, and not the step', () => {
    const two = '{ approved: { by: [KEEPER, SRO], atLeast: 2, validDays: 30 } }';
    const first = lifeOf(approvalProgramme(NOW, two), { 'P-2': 'SRO', rest: 'KEEPER' }, NOW);
    first.tell('P-1', 'door', 'REQUEST_APPROVAL', { event: 'OPEN' });
    expect(first.tell('P-2', 'approval-1', 'APPROVE')).toBeNull();

    const later = lifeOf(first.now(), { rest: 'KEEPER' }, NOW);
    expect(later.tell('P-2', 'approval-1', 'APPROVE')).toContain('Nobody votes twice');
    expect(later.tell('P-3', 'approval-1', 'APPROVE')).toBeNull();
    expect(later.stateOf('approval-1')).toBe('approved');
    expect(later.tell('P-2', 'door', 'OPEN')).toContain('P-2 voted on approval-1');
    expect(later.tell('P-1', 'door', 'OPEN')).toBeNull();
  });
});

describe('an approval', () => {
  const item = 'nca-transition';
  type Payload = Record<string, Json>;
  const tell = (time: string, as: string, on: string, event: string, payload: Payload): Told => [
    `2011-05-03 ${time}`,
    as,
    on,
    event,
    payload,
  ];
  const ask = (payload: Payload) => tell('10:00', 'sponsor', item, 'REQUEST_APPROVAL', payload);
  const approve = tell('10:01', 'pmo2', 'approval-1', 'APPROVE', {});
  const record = (payload: Payload) => tell('10:02', 'pmo', item, 'RECORD_OUTSIDE_FACT', payload);
  const fact = { fact: 'The plan is printed', when: 'In April 2011' };
  const asked = ask({ event: 'RECORD_OUTSIDE_FACT', evidence: evidence(), with: fact });

  it('is asked for with the evidence, where the event needs some', () => {
    const bare = answer([], [ask({ event: 'PLAN_PUBLISHED' })]);
    expect(bare?.message).toContain('/evidence is missing: PLAN_PUBLISHED rests on evidence');
    const empty = answer([], [ask({ event: 'PLAN_PUBLISHED', evidence: [] })]);
    expect(empty?.code).toBe('INVALID_PAYLOAD');
    expect(answer([], [ask({ event: 'PLAN_PUBLISHED', evidence: evidence() })])).toBeNull();
  });

  it('is asked for with all else that the event is to carry', () => {
    const without = answer([], [ask({ event: 'RECORD_OUTSIDE_FACT', evidence: evidence() })]);
    expect(without?.message).toContain('/with/fact "fact" is missing');
    const strange = { ...fact, colour: 'red' };
    const unknown = { event: 'RECORD_OUTSIDE_FACT', evidence: evidence(), with: strange };
    expect(answer([], [ask(unknown)])?.message).toContain('"colour" is not known here');
    expect(answer([], [asked])).toBeNull();
  });

  it('carries what was approved, and nothing else', () => {
    const other = { ...fact, fact: 'The plan is withdrawn', evidence: evidence() };
    const told = answer([], [asked, approve, record(other)]);
    expect(told?.message).toContain('approval-1 was given for another "fact" than is brought here');
    const more = { ...fact, day: '2011-05-01', evidence: evidence() };
    expect(answer([], [asked, approve, record(more)])?.message).toContain('for another "day"');
    expect(answer([], [asked, approve, record({ ...fact, evidence: evidence() })])).toBeNull();
  });

  it('says in the ledger nothing of what it is to carry', () => {
    const { compiled, state } = approvalProgramme(NOW, BY_KEEPERS);
    expect(compiled.charts['approval']?.chart.fields['with']?.type).toBe('any');
    const request = {
      item: 'door',
      type: 'REQUEST_APPROVAL',
      payload: { event: 'OPEN', with: {}, note: 'The lock is old' },
      actor: person('P-1', 'KEEPER'),
      key: 'ask',
    };
    const decision = decide(compiled, state, request, NOW);
    const [draft] = decision.outcome === 'accepted' ? decision.drafts : [];
    expect(draft?.event?.payload).toMatchObject({ with: { $private: {} } });
  });

  it('holds for the day it was asked for, and for no other', () => {
    const { tell: send, now } = lifeOf(approvalProgramme(NOW, BY_KEEPERS), { rest: 'KEEPER' }, NOW);
    send('P-1', 'door', 'REQUEST_APPROVAL', { event: 'OPEN', occurredOn: '2026-06-12' });
    send('P-2', 'approval-1', 'APPROVE');
    const { compiled, state } = now();
    const opened = (occurredOn?: string) => {
      const actor = person('P-1', 'KEEPER');
      const request = { item: 'door', type: 'OPEN', payload: {}, actor, key: 'open' };
      const dated = occurredOn === undefined ? request : { ...request, occurredOn };
      const decision = decide(compiled, state, dated, NOW);
      return decision.outcome === 'refused' ? decision.refusal.message : decision.outcome;
    };
    const words = 'approval-1 was given for 2026-06-12, not for';
    expect(opened()).toContain(`${words} 2026-06-15`);
    expect(opened('2026-06-11')).toContain(`${words} 2026-06-11`);
    expect(opened('2026-06-12')).toBe('accepted');
  });
});

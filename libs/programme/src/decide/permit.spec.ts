import { approvalProgramme } from '../../../../test/support/approval-programme.js';
import { lifeOf } from '../../../../test/support/life.js';
import { decide, type Actor } from '../index.js';

const NOW = '2026-06-15T09:00:00.000Z';

/** An approval is asked for; somebody who holds these roles sends APPROVE, in the role named if any. */
function vote(held: string[], role?: string) {
  const lived = lifeOf(approvalProgramme(NOW), { 'P-1': 'KEEPER', rest: 'SRO' }, NOW);
  lived.tell('P-1', 'door', 'REQUEST_APPROVAL', { event: 'OPEN' });
  const { compiled, state } = lived.now();
  const actor: Actor = {
    kind: 'person',
    person: 'P-2',
    actingFor: null,
    grants: held.map((each) => ({ role: each, items: null, authority: null })),
  };
  const asked = { item: 'approval-1', type: 'APPROVE', payload: {}, actor, key: 'k' };
  const decision = decide(compiled, state, { ...asked, ...(role && { role }) }, NOW);
  if (decision.outcome === 'conflict') throw new Error('no version was expected');
  return decision.outcome === 'refused' ? decision.refusal.code : decision.drafts[0]?.actor.role;
}

describe('the role under which something is done', () => {
  it('is the one that was granted, where the chart names one held through the item', () => {
    expect(vote(['KEEPER', 'BOARD'])).toBe('BOARD');
    expect(vote(['KEEPER'])).toBe('ROLE_NOT_PERMITTED');
  });

  it('may be named as it was granted or as the chart calls it', () => {
    expect(vote(['SRO', 'BOARD'], 'BOARD')).toBe('BOARD');
    expect(vote(['SRO', 'BOARD'], 'APPROVER')).toBe('SRO');
    expect(vote(['SRO', 'KEEPER'], 'KEEPER')).toBe('ROLE_NOT_PERMITTED');
    expect(vote(['SRO'], 'BOARD')).toBe('ROLE_NOT_PERMITTED');
  });
});

import { approvalProgramme } from '../support/approval-programme.js';
import { lifeOf } from '../support/life.js';

const NOW = '2026-06-15T09:00:00.000Z';
const APPROVAL = 'approval-1';

function life(guard?: string) {
  const roles = { 'P-1': 'KEEPER', 'P-9': 'BOARD', 'P-8': 'GUEST', rest: 'SRO' };
  const lived = lifeOf(approvalProgramme(NOW, guard), roles, NOW);
  const { tell } = lived;
  return {
    ...lived,
    ask: (id = 'P-1') => tell(id, 'door', 'REQUEST_APPROVAL', { event: 'OPEN' }),
    approve: (id: string) => tell(id, APPROVAL, 'APPROVE'),
    open: (id = 'P-1') => tell(id, 'door', 'OPEN'),
  };
}

describe('an event that others have to approve', () => {
  it('waits until as many as are needed approve, in any order', () => {
    for (const order of [['P-2', 'P-3'] as const, ['P-3', 'P-2'] as const]) {
      const { ask, approve, open, stateOf } = life();
      expect(open()).toContain(
        'it needs the approval of 2 of Senior responsible owner (SRO) or Board (BOARD): ask for it',
      );
      expect(ask()).toBeNull();
      expect(open()).toContain('approval-1 is asked for; 0 of 2 needed approve so far');
      expect(approve(order[0])).toBeNull();
      expect(open()).toContain('1 of 2 needed approve so far');
      expect(approve(order[1])).toBeNull();
      expect(stateOf(APPROVAL)).toBe('approved');
      expect(open()).toBeNull();
      expect(stateOf(APPROVAL)).toBe('consumed');
    }
  });

  it('is used up by the event it allows: the next time needs another', () => {
    const { ask, approve, open, tell } = life();
    ask();
    approve('P-2');
    approve('P-3');
    open();
    expect(tell('P-1', 'door', 'SHUT')).toBeNull();
    expect(open()).toContain('approval-1 is consumed');
    expect(ask()).toBeNull();
  });

  it('is not approved by whoever asked for it', () => {
    const { ask, approve } = life();
    expect(ask('P-2')).toBeNull();
    expect(approve('P-2')).toContain('P-2 was requester');
    expect(approve('P-3')).toBeNull();
  });

  it('is not approved twice by one person', () => {
    const { ask, approve, stateOf } = life();
    ask();
    approve('P-2');
    expect(approve('P-2')).toContain('Nobody votes twice');
    expect(stateOf(APPROVAL)).toBe('requested');
  });

  it('is not voted on by somebody with an interest in it, who may stand aside', () => {
    const { ask, approve, tell } = life();
    ask();
    expect(approve('P-9')).toContain(
      'an interest in door is declared by P-9 (brother of Interests)',
    );
    expect(tell('P-9', APPROVAL, 'RECUSE', { reason: 'My brother made the door' })).toBeNull();
  });

  it('may be asked for by anybody who may act, once at a time', () => {
    const { ask } = life();
    expect(ask('P-8')).toContain('ANY_MEMBER');
    expect(ask('P-9')).toBeNull();
    expect(ask('P-1')).toContain('It is asked for once at a time');
  });

  it('stays approved when somebody asks for the approval of another event', () => {
    const { ask, approve, open, tell, stateOf } = life();
    ask();
    approve('P-2');
    expect(tell('P-9', 'door', 'REQUEST_APPROVAL', { event: 'LOCK' })).toBeNull();
    approve('P-3');
    expect(stateOf(APPROVAL)).toBe('approved');
    expect(open()).toBeNull();
    expect(stateOf('approval-2')).toBe('voided');
  });

  it('stays approved however it was asked for', () => {
    const { approve, open, tell, stateOf } = life();
    expect(tell('P-1', 'door', 'KNOCK')).toBeNull();
    approve('P-2');
    approve('P-3');
    expect(stateOf(APPROVAL)).toBe('approved');
    expect(open()).toBeNull();
  });

  it('is told to every role that has to approve, and shown to each of them', () => {
    const { ask, notices, events } = life();
    expect(events('P-1', 'door')).toContain('REQUEST_APPROVAL');
    ask();
    expect(notices()).toMatchObject([{ item: APPROVAL, toRoles: ['SRO', 'BOARD'] }]);
    for (const approver of ['P-2', 'P-3']) expect(events(approver, APPROVAL)).toContain('APPROVE');
    expect(events('P-1', APPROVAL)).toEqual(['WITHDRAW']);
  });

  it('does not count an abstention', () => {
    const { ask, approve, tell, stateOf } = life();
    ask();
    expect(tell('P-2', APPROVAL, 'ABSTAIN')).toBeNull();
    approve('P-3');
    expect(stateOf(APPROVAL)).toBe('requested');
    approve('P-4');
    expect(stateOf(APPROVAL)).toBe('approved');
  });

  it('counts a vote no more once it is withdrawn by whoever gave it', () => {
    const { ask, approve, tell, stateOf } = life();
    ask();
    approve('P-2');
    expect(tell('P-3', APPROVAL, 'WITHDRAW_VOTE', { row: 'votes-1' })).toContain('whoever gave it');
    expect(tell('P-2', APPROVAL, 'WITHDRAW_VOTE', { row: 'votes-1' })).toBeNull();
    approve('P-3');
    expect(stateOf(APPROVAL)).toBe('requested');
    expect(approve('P-2')).toBeNull();
    expect(stateOf(APPROVAL)).toBe('approved');
  });

  it('stays without the vote of whoever stood aside', () => {
    const { ask, approve, tell } = life();
    ask();
    expect(tell('P-2', APPROVAL, 'RECUSE', { reason: 'My brother made the door' })).toBeNull();
    const withdrawn = tell('P-2', APPROVAL, 'WITHDRAW_VOTE', { row: 'votes-1' });
    expect(withdrawn).toContain('who stood aside stays aside');
    expect(approve('P-2')).toContain('Nobody votes twice');
    expect(approve('P-3')).toBeNull();
  });

  it('is rejected by one, with a reason, and may be asked for again', () => {
    const { ask, approve, tell, stateOf, open } = life();
    ask();
    approve('P-2');
    expect(tell('P-3', APPROVAL, 'REJECT')).toContain('"reason" is missing');
    expect(tell('P-3', APPROVAL, 'REJECT', { reason: 'Not in winter' })).toBeNull();
    expect(stateOf(APPROVAL)).toBe('rejected');
    expect(open()).toContain('approval-1 is rejected; ask again');
    expect(tell('P-2', APPROVAL, 'RESUBMIT')).toContain('REQUESTER');
    expect(tell('P-1', APPROVAL, 'RESUBMIT')).toBeNull();
    approve('P-2');
    expect(stateOf(APPROVAL)).toBe('requested');
    approve('P-3');
    expect(open()).toBeNull();
  });

  it('is rejected only by as many as its guard says', () => {
    const { ask, tell, stateOf } = life(
      '{ approved: { by: [SRO], atLeast: 2, validDays: 30, reject: 2 } }',
    );
    ask();
    tell('P-2', APPROVAL, 'REJECT', { reason: 'No' });
    expect(stateOf(APPROVAL)).toBe('requested');
    tell('P-3', APPROVAL, 'REJECT', { reason: 'No' });
    expect(stateOf(APPROVAL)).toBe('rejected');
  });

  it('may be withdrawn by whoever asked, and by nobody else', () => {
    const { ask, tell, stateOf } = life();
    ask();
    expect(tell('P-2', APPROVAL, 'WITHDRAW')).toContain('REQUESTER');
    expect(tell('P-1', APPROVAL, 'WITHDRAW')).toBeNull();
    expect(stateOf(APPROVAL)).toBe('withdrawn');
  });

  it.each([
    ['before it is given', 1],
    ['after it is given', 2],
  ] as const)('is void when the item changes %s', (_, votes) => {
    const { ask, approve, tell, stateOf, open } = life();
    ask();
    ['P-2', 'P-3'].slice(0, votes).forEach(approve);
    expect(tell('P-1', 'door', 'PAINT', { colour: 'green' })).toBeNull();
    expect(stateOf(APPROVAL)).toBe('voided');
    expect(open()).toContain('approval-1 is voided');
  });

  it('expires the day after its last day', () => {
    const { ask, approve, until, stateOf, dataOf } = life();
    ask();
    approve('P-2');
    approve('P-3');
    expect(dataOf(APPROVAL)['validUntil']).toBe('2026-07-15');
    until('2026-07-15T20:00:00.000Z');
    expect(stateOf(APPROVAL)).toBe('approved');
    until('2026-07-16T01:00:00.000Z');
    expect(stateOf(APPROVAL)).toBe('expired');
  });
});

describe('lint on approvals', () => {
  it.each([
    ['{ approved: { by: [NOBODY], validDays: 3 } }', 'there is no role "NOBODY"'],
    ['{ approved: { by: [GUEST], validDays: 3 } }', 'role "GUEST" may only look'],
    ['{ approved: { by: [APPROVER], validDays: 3 } }', 'role "APPROVER" is held through an item'],
    [
      '{ approved: { by: [SRO], atLeast: 0, validDays: 3 } }',
      '0 is not accepted here: must be at least 1',
    ],
    [
      '{ all: [{ approved: { by: [SRO], validDays: 3 } }, { onScale: { rating: { value: A }, scale: { value: B } } }] }',
      'declares no "scales"',
    ],
  ])('says of %s: %s', (guard, message) => {
    expect(() => approvalProgramme(NOW, guard)).toThrow(message);
  });

  it('refuses a guard "approved" without the chart of approvals', () => {
    const without = (kinds: string) => () => approvalProgramme(NOW, undefined, kinds);
    expect(without('../kinds/roles.yaml')).toThrow('use kinds/approval.yaml');
    expect(without('../kinds/approval.yaml, ../kinds/roles.yaml')).not.toThrow();
  });
});

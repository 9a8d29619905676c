import type { JsonObject } from '#programme';
import { NOW, people, prepared, responded } from '../support/gate-life.js';
import { gateProgramme } from '../support/gate-programme.js';
import { lifeOf } from '../support/life.js';

describe('the rating of a review', () => {
  const report = (rating: string): JsonObject => ({ rating, report: 'Seen' });
  it.each([
    ['', 'AMBER_RED', 'NO_RED_FLAG'],
    ['scale: { is: THREE_POINT }', 'AMBER', 'AMBER_RED'],
    ['scale: { is: RED_FLAG }', 'RED_FLAG', 'GREEN'],
  ])('goes by the scale that the gate names (%s)', (scale, fits, strange) => {
    const { go } = prepared(`needed: { is: 3 }\n      ${scale}`);
    expect(go('P-3', 'SUBMIT_REPORT', report(strange))).toContain(
      `${strange} is no point of the scale`,
    );
    expect(go('P-3', 'SUBMIT_REPORT', report(fits))).toBeNull();
  });
});

describe('a gate whose members vote', () => {
  it('is approved once as many as are needed have voted for it, in any order', () => {
    const { vote, go, stateOf } = responded();
    expect(vote('P-11')).toBeNull();
    expect(vote('P-10')).toBeNull();
    expect(go('P-10', 'DECIDE_APPROVE')).toContain('2 of 3 votes needed for it are in');
    expect(vote('P-12')).toBeNull();
    expect(go('P-10', 'DECIDE_APPROVE')).toBeNull();
    expect(stateOf('go')).toBe('approved');
  });

  it('is not decided by votes against it, nor by abstentions', () => {
    const { vote, go, stateOf } = responded();
    vote('P-10');
    vote('P-11');
    vote('P-12', 'ABSTAIN');
    vote('P-13', 'REJECT');
    expect(go('P-10', 'DECIDE_APPROVE')).toContain('2 of 3 votes');
    expect(stateOf('go')).toBe('responded');
  });

  it('takes one vote of a person, which they may withdraw', () => {
    const { vote, go } = responded();
    vote('P-10', 'REJECT');
    expect(vote('P-10')).toContain('Nobody votes twice');
    expect(go('P-11', 'WITHDRAW_VOTE', { row: 'votes-1' })).toContain('whoever gave it');
    expect(go('P-10', 'WITHDRAW_VOTE', { row: 'votes-1' })).toBeNull();
    expect(vote('P-10')).toBeNull();
  });

  it('keeps aside whoever stood aside', () => {
    const { vote, go } = responded();
    expect(go('P-10', 'RECUSE', { reason: 'My yard built it' })).toBeNull();
    const withdrawn = go('P-10', 'WITHDRAW_VOTE', { row: 'votes-1' });
    expect(withdrawn).toContain('who stood aside stays aside');
    expect(vote('P-10')).toContain('Nobody votes twice');
  });

  it('is reviewed and decided by others than prepared it, whatever roles they hold', () => {
    const all = { ...people, 'P-1': 'BOARD', 'P-3': 'BOARD' };
    const { now } = responded();
    const { tell } = lifeOf(now(), all, NOW);
    expect(tell('P-1', 'go', 'VOTE', { vote: 'APPROVE' })).toContain('P-1 was preparer');
    expect(tell('P-3', 'go', 'VOTE', { vote: 'APPROVE' })).toContain('P-3 was reviewer');
    expect(tell('P-10', 'go', 'VOTE', { vote: 'APPROVE' })).toBeNull();
  });
});

describe('a gate that a body decides', () => {
  const decision = (more: JsonObject): JsonObject => ({
    decision: { body: 'BOARD', minute: 'Minute 4', ...more },
  });
  const board = 'body: { is: BOARD }, quorum: { is: 3 }'.replace(', quorum', '\n      quorum');

  it('is decided by a recorded decision, with who was there', () => {
    const { go } = responded(board);
    expect(go('P-10', 'VOTE', { vote: 'APPROVE' })).toContain('Its members vote one by one');
    expect(go('P-10', 'DECIDE_APPROVE')).toContain('a recorded decision of BOARD is needed');
    expect(go('P-10', 'DECIDE_APPROVE', decision({}))).toContain(
      'say in "members" who was present',
    );
    const members = ['P-10', 'P-11', 'P-12'];
    expect(go('P-10', 'DECIDE_APPROVE', decision({ members }))).toBeNull();
  });

  it('is not decided without its quorum: who stands aside does not count', () => {
    const { go } = responded(board);
    const two = decision({ members: ['P-10', 'P-11'] });
    expect(go('P-10', 'DECIDE_APPROVE', two)).toContain('2 of 3 needed for a quorum were present');
    const aside = decision({ members: ['P-10', 'P-11', 'P-12'], recused: ['P-12'] });
    expect(go('P-10', 'DECIDE_APPROVE', aside)).toContain('without 1 who stood aside');
  });
});

describe('lint on who decides', () => {
  it('asks how many it takes: votes, a quorum, or a body that has one', () => {
    const message = 'nobody says how many it takes to decide on "go"';
    expect(() => gateProgramme(NOW, '')).toThrow(message);
    expect(() => gateProgramme(NOW, 'body: { is: CLUB }')).toThrow('which is for CLUB');
    expect(() => gateProgramme(NOW, 'needed: { tbc: not known }')).toThrow(message);
    for (const given of ['needed: { is: 3 }', 'quorum: { is: 3 }', 'body: { is: PANEL }']) {
      expect(() => gateProgramme(NOW, given)).not.toThrow();
    }
  });
});

describe('an approval of a gate', () => {
  const approved = () => {
    const lived = responded('needed: { is: 1 }');
    lived.vote('P-10');
    lived.through([['P-10', 'DECIDE_APPROVE']]);
    return lived;
  };

  it('is used up by what it allows', () => {
    const { tell, stateOf } = approved();
    expect(tell('P-4', 'ship', 'LAUNCH')).toBeNull();
    expect(stateOf('go')).toBe('consumed');
  });

  it('is void once what was decided on has changed', () => {
    const { tell, stateOf } = approved();
    expect(tell('P-1', 'ship', 'LOAD', { cargo: 'Gold' })).toBeNull();
    expect(stateOf('go')).toBe('voided');
    const refusal = tell('P-4', 'ship', 'LAUNCH');
    expect(refusal).toContain('The ship has changed since the decision (revision 1, decided on 0)');
  });
});

describe('the conditions of a gate', () => {
  const conditional = () => {
    const lived = responded('needed: { is: 1 }');
    lived.vote('P-10', 'CONDITIONAL');
    const condition = { title: 'Paint the keel', owner: 'PROGRAMME_MANAGER', due: '2026-06-30' };
    lived.through([
      ['P-10', 'SET_CONDITION', condition],
      ['P-10', 'DECIDE_CONDITIONAL'],
    ]);
    return lived;
  };
  const proof: JsonObject = { evidence: [{ title: 'Photograph', source: 'folder 2' }] };

  it('are set before it is approved with them', () => {
    const { vote, go } = responded('needed: { is: 1 }');
    vote('P-10', 'CONDITIONAL');
    expect(go('P-10', 'DECIDE_CONDITIONAL')).toContain('Its conditions are set');
  });

  it('become actions with an owner and a day, done by one and verified by another', () => {
    const { tell, go, stateOf, dataOf } = conditional();
    expect(dataOf('action-1')).toMatchObject({
      of: 'go',
      owner: 'PROGRAMME_MANAGER',
      due: '2026-06-30',
    });
    expect(go('P-2', 'ALL_CONDITIONS_MET')).toContain('Every condition is met');
    expect(tell('P-2', 'action-1', 'DONE', proof)).toContain('ACTION_OWNER');
    expect(tell('P-1', 'action-1', 'DONE', proof)).toBeNull();
    expect(tell('P-1', 'action-1', 'VERIFY')).toContain('P-1 was doer');
    expect(tell('P-2', 'action-1', 'VERIFY')).toBeNull();
    expect(go('P-2', 'ALL_CONDITIONS_MET')).toBeNull();
    expect(stateOf('go')).toBe('approved');
  });

  it('suspend the gate when one lapses, until it is decided again', () => {
    const { until, stateOf, go, tell } = conditional();
    until('2026-06-30T20:00:00.000Z');
    expect(stateOf('go')).toBe('approvedWithConditions');
    until('2026-07-01T01:00:00.000Z');
    expect([stateOf('action-1'), stateOf('go')]).toEqual(['overdue', 'suspended']);
    expect(tell('P-4', 'ship', 'LAUNCH')).toContain('it is suspended');
    expect(go('P-11', 'RE_DECIDE')).toBeNull();
    expect(go('P-11', 'VOTE', { vote: 'APPROVE' })).toBeNull();
    expect(go('P-11', 'DECIDE_APPROVE')).toBeNull();
  });

  it('suspend the gate as well when one is said to be done and nobody verifies it', () => {
    const { until, stateOf, go, tell } = conditional();
    expect(tell('P-1', 'action-1', 'DONE', proof)).toBeNull();
    until('2026-06-30T20:00:00.000Z');
    expect([stateOf('action-1'), stateOf('go')]).toEqual(['done', 'approvedWithConditions']);
    until('2026-07-01T01:00:00.000Z');
    expect([stateOf('action-1'), stateOf('go')]).toEqual(['unverified', 'suspended']);
    expect(tell('P-2', 'action-1', 'VERIFY')).toBeNull();
    expect(go('P-11', 'RE_DECIDE')).toBeNull();
  });

  it('stay to be done after the approval is used up', () => {
    const { tell, stateOf } = conditional();
    expect(tell('P-4', 'ship', 'LAUNCH')).toBeNull();
    expect([stateOf('go'), stateOf('action-1')]).toEqual(['consumed', 'open']);
    expect(tell('P-1', 'action-1', 'DONE', proof)).toBeNull();
  });
});

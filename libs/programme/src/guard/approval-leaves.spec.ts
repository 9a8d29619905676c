import { answer } from '../../../../test/support/one-guard.js';

const given = (more: object = {}) => ({ decision: { body: 'BOARD', minute: 'Minute 1', ...more } });
const members = ['P-1', 'P-2', 'P-3'];

describe('guards on approvals, votes and bodies', () => {
  it.each([
    ['approved', '{ approved: { by: [A], validDays: 3 } }', '', 'no'],
    ['happened', '{ happened: { event: GO, to: { self: id }, after: { value: 0 } } }', '', 'no'],
    [
      'happened after what is not known',
      '{ happened: { event: GO, to: { self: id }, after: { field: n } } }',
      'n: { tbc: x }',
      'unknown',
    ],
    ['noInterest', '{ noInterest: { in: [{ self: id }] } }', '', 'yes'],
    [
      'onScale without a scale',
      '{ onScale: { rating: { value: RED }, scale: { field: body } } }',
      '',
      'unknown',
    ],
    [
      'version',
      '{ compare: { left: { version: { self: id } }, op: eq, right: { value: 1 } } }',
      '',
      'yes',
    ],
    [
      'version of another item',
      '{ compare: { left: { version: { field: gate } }, op: gt, right: { value: 1 } } }',
      'gate: { is: G }',
      'no',
    ],
    [
      'version of no item',
      '{ compare: { left: { version: { field: gate } }, op: eq, right: { value: 1 } } }',
      'gate: { tbc: x }',
      'unknown',
    ],
    [
      'revision',
      '{ compare: { left: { revision: { self: id } }, op: eq, right: { value: 0 } } }',
      '',
      'yes',
    ],
    [
      'hashes of nothing',
      '{ compare: { left: { hashes: rows }, op: eq, right: { value: [] } } }',
      '',
      'yes',
    ],
    [
      'items that name this one',
      '{ count: { of: { items: thing, where: { subject: { self: id }, state: approved } }, exactly: 2 } }',
      '',
      'yes',
    ],
    [
      'items that name what a field names',
      '{ count: { of: { items: thing, where: { subject: { field: gate } } }, atLeast: 1 } }',
      'gate: { is: G }',
      'yes',
    ],
  ])('%s: %s', (_name, guard, data, expected) => {
    expect(answer(guard, data)).toBe(expected);
  });

  const quorum = '{ decisionRecorded: { body: BOARD, quorum: { field: n } } }';
  it.each([
    ['nobody says who was there', given(), 'no'],
    ['enough were there', given({ members }), 'yes'],
    ['enough are counted', given({ present: 3 }), 'yes'],
    ['too few were there', given({ members: members.slice(1) }), 'no'],
    ['one of them stood aside', given({ members, recused: ['P-3'] }), 'no'],
    ['somebody who was not there stood aside', given({ members, recused: ['P-9'] }), 'yes'],
    ['one person is named twice', given({ members: ['P-1', 'P-2', 'P-2'] }), 'no'],
    ['the decision asks for more', given({ members, quorum: 4 }), 'no'],
  ])('a body with a quorum of 3 decides, where %s', (_, payload, expected) => {
    expect(answer(quorum, 'n: { is: 3 }', payload, 'decision: { type: decision }')).toBe(expected);
  });

  it.each([
    ['nobody says who was there', given(), 'yes'],
    ['nobody was there', given({ members: [] }), 'no'],
    ['the only one there stood aside', given({ members: ['P-1'], recused: ['P-1'] }), 'no'],
    ['nobody is counted', given({ present: 0 }), 'no'],
    ['the decision gives a quorum, and nobody says who was there', given({ quorum: 2 }), 'no'],
    ['somebody was there', given({ members: ['P-1'] }), 'yes'],
  ])('who has no quorum decides, where %s', (_, payload, expected) => {
    const guard = '{ decisionRecorded: { body: BOARD } }';
    expect(answer(guard, '', payload, 'decision: { type: decision }')).toBe(expected);
  });

  it('who is in no list of bodies decides nothing, until somebody says how many it takes', () => {
    const guard = '{ decisionRecorded: { body: { field: body }, quorum: { field: n } } }';
    const decided = given({ body: 'CLUB', members, quorum: 1 });
    const asked = (n: string) =>
      answer(guard, `body: { is: CLUB }, n: ${n}`, decided, 'decision: { type: decision }');
    expect(asked('{ tbc: not agreed }')).toBe('unknown');
    expect(asked('{ is: 3 }')).toBe('yes');
  });

  it('votes decide where the item says how many are needed', () => {
    const guard =
      '{ decisionRecorded: { body: BOARD, votes: { of: { rows: rows, where: { kind: a } }, needs: { field: n } } } }';
    const votes = 'rows: { is: [{ id: r1, kind: a }, { id: r2, kind: b }] }';
    const field = 'decision: { type: decision, optional: true }';
    expect(answer(guard, `n: { is: 1 }, ${votes}`, {}, field)).toBe('yes');
    expect(answer(guard, `n: { is: 2 }, ${votes}`, {}, field)).toBe('no');
    expect(answer(guard, `n: { tbc: x }, ${votes}`, {}, field)).toBe('no');
    expect(answer(guard, `n: { tbc: x }, ${votes}`, given(), field)).toBe('yes');
  });
});

import { answer, rows } from '../../../../test/support/one-guard.js';

describe('a guard that reads what another item or whoever acts says', () => {
  const hardness = (or: string) =>
    `{ compare: { left: { its: planned.hardness, of: { field: gate }${or} }, op: ne, right: { value: HARD } } }`;
  const planned = (id: string, value: string) =>
    `gate: { is: ${id} }, planned: { is: { precision: UNDATED, ${value} } }`;

  it('looks at a part of a field of another item, or at what stands in for it', () => {
    expect(answer(hardness(''), planned('it', 'hardness: HARD'))).toBe('no');
    expect(answer(hardness(''), planned('it', 'hardness: TARGET'))).toBe('yes');
    expect(answer(hardness(''), planned('G', 'hardness: HARD'))).toBe('unknown');
    expect(answer(hardness(', or: NONE'), planned('G', 'hardness: HARD'))).toBe('yes');
  });

  it('finds the rows of whoever acts', () => {
    const guard = '{ count: { of: { rows: rows, where: { by: { actor: person } } }, exactly: 0 } }';
    expect(answer(guard, rows('by: P1'))).toBe('no');
    expect(answer(guard, rows('by: P2'))).toBe('yes');
  });

  it('asks for the decision of the body that the item names, if it names one', () => {
    const guard = '{ decisionRecorded: { body: { field: body } } }';
    const decided = (body: string) => ({ decision: { body, minute: '4.2' } });
    const asked = (data: string, body: string) =>
      answer(guard, data, decided(body), 'decision: { type: decision }');
    expect(asked('body: { is: BOARD }', 'CLUB')).toBe('no');
    expect(asked('body: { is: BOARD }', 'BOARD')).toBe('yes');
    expect(asked('', 'BOARD')).toBe('yes');
    expect(asked('', 'CLUB')).toBe('unknown');
  });
});

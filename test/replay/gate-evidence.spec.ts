import type { Json } from '#programme';
import { lifeOfGate, NOW, people, prepared, responded } from '../support/gate-life.js';
import { lifeOf } from '../support/life.js';

describe('the evidence of a gate', () => {
  it('is frozen by the hashes of its files', () => {
    expect(prepared().dataOf('go')['frozen']).toEqual([`hull:${'a'.repeat(64)}`]);
  });

  it('is frozen by the entry that brought it where it has no file, and tells two links apart', () => {
    const frozen = (evidence: Json) => {
      const { go, through, dataOf, now } = lifeOfGate();
      through([['P-1', 'ATTACH_EVIDENCE', { row: 'hull', evidence }]]);
      const entry = now().state.head.sequence;
      expect(go('P-1', 'FREEZE')).toBeNull();
      return { entry, pieces: dataOf('go')['frozen'] };
    };
    const link = (source: string) => ({ title: 'Survey', source });
    const { entry, pieces } = frozen([link('https://yard.example/1'), link('fact F1')]);
    expect(pieces).toEqual([`hull:entry ${entry}, piece 1`, `hull:entry ${entry}, piece 2`]);
    const stored = link(`evolve:evidence/${'b'.repeat(64)}`);
    expect(frozen([stored]).pieces).toEqual([`hull:${'b'.repeat(64)}`]);
  });

  it('is other evidence when another link is attached', () => {
    const { go, through, dataOf } = lifeOfGate();
    const frozenWith = (source: string) => {
      through([
        ['P-1', 'ATTACH_EVIDENCE', { row: 'hull', evidence: [{ title: 'Survey', source }] }],
        ['P-1', 'FREEZE'],
      ]);
      return dataOf('go')['frozen'];
    };
    const first = frozenWith('https://yard.example/1');
    expect(go('P-1', 'REOPEN_EVIDENCE', { reason: 'A newer survey' })).toBeNull();
    expect(frozenWith('https://yard.example/2')).not.toEqual(first);
  });
});

describe('a value that a gate is decided by, still to be confirmed', () => {
  const open = 'needed: { tbc: not agreed }\n      body: { is: PANEL }';
  const settled = { field: 'needed', value: 1, source: 'Minute 2' };

  it('is recorded by one person and decided by others, whatever roles they hold', () => {
    const lived = responded(open);
    const recorded = lifeOf(lived.now(), { ...people, 'P-10': 'PMO' }, NOW);
    expect(recorded.tell('P-10', 'go', 'RECORD_VALUE', settled)).toBeNull();
    const { tell } = lifeOf(recorded.now(), people, NOW);
    expect(tell('P-10', 'go', 'VOTE', { vote: 'APPROVE' })).toContain('P-10 was preparer');
    expect(tell('P-11', 'go', 'VOTE', { vote: 'APPROVE' })).toBeNull();
  });

  it('is recorded by nobody who reviewed or decides already', () => {
    const lived = responded(open);
    const { tell } = lifeOf(lived.now(), { ...people, 'P-3': 'PMO' }, NOW);
    expect(tell('P-3', 'go', 'RECORD_VALUE', settled)).toContain('P-3 was reviewer');
    expect(tell('P-2', 'go', 'RECORD_VALUE', settled)).toBeNull();
  });

  it('makes an approval void when it is recorded after it', () => {
    const { go, stateOf, tell } = responded(open);
    const decision = { body: 'PANEL', minute: 'Minute 4', members: ['P-10', 'P-11'] };
    expect(go('P-10', 'DECIDE_APPROVE', { decision })).toBeNull();
    expect(stateOf('go')).toBe('approved');
    expect(go('P-2', 'RECORD_VALUE', settled)).toBeNull();
    expect(stateOf('go')).toBe('voided');
    expect(tell('P-4', 'ship', 'LAUNCH')).toContain('a value recorded of it, has changed');
  });
});

import { answer, compiled, replay } from '../support/reference-programme.js';
import { available } from '#programme';

const day = '2011-04-01';

describe('what stands in the way', () => {
  it('names who can clear it, also where any of several conditions would do', () => {
    const refusal = answer(
      [],
      [[`${day} 10:00`, 'sro', 'programme', 'TRIGGER_RESET', { reason: 'Late' }]],
    );
    const cleared = refusal?.findings.map(({ clearedBy }) => clearedBy);
    expect(cleared).toEqual([['PROGRAMME_MANAGER'], ['SRO']]);
  });

  it('is no value to be confirmed where a link may be left out, and nobody is asked for it', () => {
    const { state } = replay([], [], `${day} 12:00`);
    const rules = available(compiled, state, { kind: 'system' }, `${day}T11:00:00.000Z`, 'M03');
    const cancel = rules.find(({ event, by }) => event === 'CANCEL' && by === 'system');
    expect(cancel?.blockedBy).toMatchObject([
      { answer: 'unknown', clearedBy: [], words: expect.stringContaining('is not set') },
    ]);
  });

  it('is a value to be confirmed where the opening says why it is not known', () => {
    const refusal = answer([], [[`${day} 10:00`, 'pmo', 'M13', 'PREPARE']]);
    expect(refusal?.message).toContain('is still to be confirmed (the plan gives no date');
    expect(refusal?.findings[0]?.clearedBy).toEqual(['PMO', 'PROGRAMME_MANAGER']);
  });
});

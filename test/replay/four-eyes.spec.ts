import { answer, evidence, replay, type Told } from '../support/reference-programme.js';

const at = (time: string, as: string, item: string, event: string, payload = {}): Told => [
  `2011-03-31 ${time}`,
  as,
  item,
  event,
  payload,
];
const reason = { reason: 'It was not so' };

describe('reopening an achieved milestone', () => {
  const ask = (as: string) => at('10:00', as, 'M01', 'REQUEST_APPROVAL', { event: 'REOPEN' });
  const approve = (as: string) => at('10:01', as, 'approval-1', 'APPROVE');
  const reopen = at('10:02', 'sro', 'M01', 'REOPEN', reason);

  it('takes a second person, who approves it themselves', () => {
    expect(answer([], [reopen])?.message).toContain('ask for it with REQUEST_APPROVAL');
    expect(answer([], [ask('sro'), reopen])?.message).toContain('0 of 1 needed approve so far');
    expect(answer([], [ask('sro'), approve('pm'), reopen])).toBeNull();
  });

  it('is not approved by whoever asked for it', () => {
    expect(answer([], [ask('pm'), approve('pm')])?.message).toContain('P-101 was requester');
    expect(answer([], [ask('pm'), approve('pmo')])).toBeNull();
  });

  it('is approved each time anew', () => {
    const again = replay(
      [],
      [
        ask('sro'),
        approve('pm'),
        reopen,
        at('10:03', 'dg', 'M01', 'CLAIM', { evidence: evidence() }),
        at('10:04', 'pmo', 'M01', 'VERIFY'),
        at('10:05', 'sro', 'M01', 'REOPEN', reason),
      ],
      '2011-03-31 11:00',
    );
    expect(again.refusals.map(({ event, refusal }) => [event, refusal.code])).toEqual([
      ['REOPEN', 'GUARD_FAILED'],
    ]);
  });
});

describe('resuming a paused programme', () => {
  it('takes a second person, who approves it themselves', () => {
    const pause = at('10:00', 'sro', 'programme', 'PAUSE', reason);
    const ask = at('10:01', 'sro', 'programme', 'REQUEST_APPROVAL', { event: 'RESUME' });
    const approve = at('10:02', 'secretary', 'approval-1', 'APPROVE');
    const resume = at('10:03', 'sro', 'programme', 'RESUME', reason);
    expect(answer([], [pause, resume])?.code).toBe('GUARD_FAILED');
    expect(answer([], [pause, ask, approve, resume])).toBeNull();
  });
});

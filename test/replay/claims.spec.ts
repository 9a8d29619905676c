import { answer, evidence, replay, type Told } from '../support/reference-programme.js';

const day = '2011-05-03';
const claim: Told = [`${day} 09:00`, 'sponsor', 'M08', 'CLAIM', { evidence: evidence() }];
const verdict = (event: string, as = 'pmo', reason?: string): Told => [
  `${day} 10:00`,
  as,
  'M08',
  event,
  reason === undefined ? {} : { reason },
];
const after = (told: Told[]) => replay([], told, `${day} 12:00`);

describe('a claim that a milestone is achieved', () => {
  it('is verified, and the milestone keeps the day it was achieved', () => {
    const { state, refusals } = after([claim, verdict('VERIFY')]);
    expect(refusals).toEqual([]);
    expect(state.items['M08']).toMatchObject({ value: 'achieved', data: { actual: day } });
  });

  it('is rejected with a reason, and the milestone is active as if nobody had claimed it', () => {
    const rejected = [claim, verdict('REJECT_CLAIM', 'pmo', 'The paper is not signed')];
    const { state, refusals, notices } = after(rejected);
    expect(refusals).toEqual([]);
    expect(Object.keys(state.items['M08']?.value ?? {})).toEqual(['active']);
    expect(state.items['M08']?.data).toMatchObject({ actual: null, claimedBy: null });
    expect(notices.some(({ item }) => item === 'M08')).toBe(true);
    expect(answer([], [claim, verdict('REJECT_CLAIM')])?.message).toContain('/reason');
  });

  it.each([
    ['VERIFY', undefined],
    ['REJECT_CLAIM', 'The paper is not signed'],
  ])('meets %s by the office, and by nobody else', (event, reason) => {
    const refusal = answer([], [claim, verdict(event, 'sponsor', reason)]);
    expect(refusal?.code).toBe('ROLE_NOT_PERMITTED');
    expect(answer([], [claim, verdict(event, 'pmo', reason)])).toBeNull();
  });

  it('is made anew once it was rejected, and whoever rejected it may verify it then', () => {
    const told: Told[] = [
      claim,
      verdict('REJECT_CLAIM', 'pmo', 'The paper is not signed'),
      [`${day} 10:30`, 'sponsor', 'M08', 'CLAIM', { evidence: evidence() }],
      [`${day} 11:00`, 'pmo', 'M08', 'VERIFY'],
    ];
    const { state, refusals } = after(told);
    expect(refusals).toEqual([]);
    expect(state.items['M08']?.value).toBe('achieved');
  });
});

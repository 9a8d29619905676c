import type { Json } from '#programme';
import {
  answer,
  decisionOf,
  historyUntil,
  replay,
  type Told,
} from '../support/reference-programme.js';

const at = (
  when: string,
  as: string,
  item: string,
  event: string,
  payload: Record<string, Json> = {},
): Told => [`2011-${when}`, as, item, event, payload];

/** An interest of a member of the Board in the gate of Strategy and Prevention. */
const declare = at('03-31 08:30', 'secretary', 'interests', 'DECLARE', {
  person: 'P04',
  interest: 'A firm that wants the work',
  about: ['G4-sp'],
  recusal: 'Its gate',
});
const own = 'interests-2';

describe('a declared interest', () => {
  const rows = historyUntil(
    '2011-03-31 23:00',
    (row) =>
      row.event === 'CONFIRM_READY' || (row.item === 'G4-sp' && row.event.startsWith('DECIDE')),
  );
  const decide = (more: object): Told =>
    at('03-31 20:00', 'secretary', 'G4-sp', 'DECIDE_APPROVE', {
      decision: { body: 'BOARD', minute: 'Minute 1', ...more },
    });
  const four = ['P01', 'P03', 'P04', 'P06'];

  it('bars a member from the decision of a body, until they have stood aside', () => {
    expect(answer(rows, [decide({ members: four })])).toBeNull();
    const present = answer(rows, [declare, decide({ members: four })]);
    expect(present?.message).toContain(
      `is declared by P04 (${own} of Interests declared), who was present: name them in "recused"`,
    );
    const aside = answer(rows, [declare, decide({ members: four, recused: ['P04'] })]);
    expect(aside?.message).toContain('3 of 4 needed for a quorum were present, without 1');
    const five = { members: [...four, 'P07'], recused: ['P04'] };
    expect(answer(rows, [declare, decide(five)])).toBeNull();
    expect(answer(rows, [declare, decide({ members: ['P01', 'P03', 'P05', 'P06'] })])).toBeNull();
  });

  it('in what a gate lets through bars as one in the gate does', () => {
    const [when, as, item, event, payload] = declare;
    const inGroup: Told = [when, as, item, event, { ...payload, about: ['sp'] }];
    const present = answer(rows, [inGroup, decide({ members: four })]);
    expect(present?.message).toContain('is declared by P04');
  });

  it('asks who was present where only heads are counted', () => {
    expect(answer(rows, [decide({ present: 5 })])).toBeNull();
    const counted = answer(rows, [declare, decide({ present: 5 })]);
    expect(counted?.message).toContain('say in "members" who was present');
  });

  it('is ended by another than whose it is, and from the next day', () => {
    const end = (as: string): Told =>
      at('03-31 09:00', as, 'interests', 'WITHDRAW_INTEREST', { row: own });
    const ofSecretary: Told = at('03-31 08:30', 'secretary', 'interests', 'DECLARE', {
      person: 'P-103',
      interest: 'A firm that wants the work',
      about: ['G4-sp'],
      recusal: 'Its gate',
    });
    expect(answer([], [ofSecretary, end('secretary')])?.message).toContain(
      'ended by another than whose it is',
    );
    expect(answer([], [declare, end('secretary')])).toBeNull();
    const sameDay = answer(rows, [declare, end('secretary'), decide({ members: four })]);
    expect(sameDay?.message).toContain('is declared by P04');
    const { state } = replay([], [declare, end('secretary')], '2011-03-31 12:00');
    expect(state.items['interests']?.data['interests']).toContainEqual(
      expect.objectContaining({ id: own, until: '2011-04-01' }),
    );
  });
});

describe('the response to a consultation', () => {
  const considered = (payload: Record<string, Json>): Told => [
    '2012-01-16 09:00',
    'secretary',
    'C-NCA-SC',
    'CONSIDERED',
    payload,
  ];
  const rows = historyUntil('2012-01-16 08:00');
  const refersToResponse = true;

  it('is considered by its body, with a quorum and a minute', () => {
    const of = (decision: Json) => answer(rows, [considered({ decision, refersToResponse })]);
    expect(of(decisionOf('HOME_OFFICE'))?.message).toContain('BOARD has to decide');
    const minuted = { body: 'BOARD', minute: 'Minute 1' };
    expect(of({ ...minuted, present: 3 })?.message).toContain('3 of 4 needed for a quorum');
    expect(of({ ...minuted, minute: ' ', present: 4 })?.code).toBe('INVALID_PAYLOAD');
    expect(of(decisionOf('BOARD'))).toBeNull();
  });
});

import type { JsonObject } from '#programme';
import { lifeOf } from '../support/life.js';
import { openWithKinds } from '../support/open-with-kinds.js';
import { smallDefinition } from '../support/small-definition.js';

const NOW = '2026-06-15T09:00:00.000Z';

const consultation = (id: string, more = '') => `
  ${id}:
    chart: consultation
    title: The ${id}
    mark: proposed
    data:
      kind: { is: ENGAGEMENT }
      jurisdiction: { is: GB }
      headcount: { is: 12 }
      proposedOn: { is: '2026-06-01' }
      decider: { is: SRO }
      consultees: { is: [{ id: all, title: All of them }] }
      ${more}`;

const yaml = smallDefinition(
  'market',
  `
charts:
  hall:
    title: Hall
    fields: { opensOn: { type: date, optional: true } }
    initial: open
    states:
      open:
        rest: true
        on:
          CLOSE:
            to: closed
            roles: [SRO]
            payload: { change: { type: item } }
            guard: { changeApproved: true }
            changes: &used [{ set: { usedBy: { self: id } }, item: { payload: change } }]
          SELL: { to: closed, roles: [SRO], payload: { change: { type: item } }, guard: { changeApproved: true }, changes: *used }
          DEFER:
            roles: [SRO]
            payload: { change: { type: item } }
            guard: { changeApproved: true }
            changes:
              - set: { opensOn: { its: newDate, of: { payload: change } } }
              - set: { usedBy: { self: id } }
                item: { payload: change }
          PAINT: { roles: [SRO] }
      closed: { rest: true, on: { OPEN: { to: open, roles: [SRO] } } }
bodies: { BOARD: { quorum: 3 } }
items:
  hall: { chart: hall, title: The hall, mark: proposed }
  changes: { chart: change-log, title: Changes, mark: proposed }
${consultation('traders')}${consultation('neighbours')}
${consultation('customers', "closesOn: { is: '2026-07-15' }")}
    state: open
`,
  {
    use: '../kinds/change-request.yaml, ../kinds/consultation.yaml, ../kinds/milestone.yaml, ../kinds/planning.yaml, ../kinds/roles.yaml, ../rules/uk-collective-redundancy.yaml',
  },
);

const opened = openWithKinds(yaml, NOW);

function life() {
  const roles = { 'P-1': 'PROGRAMME_MANAGER', 'P-2': 'PMO', rest: 'SRO' };
  const lived = lifeOf(opened, roles, NOW);
  let raised = 0;
  const raise = (asks: JsonObject) =>
    lived.tell('P-1', 'changes', 'RAISE_CHANGE', { title: 'Change', reason: 'Rain', ...asks });
  /** Raises a change and has it approved; gives its id. */
  const approved = (asks: JsonObject): string => {
    const change = `change-request-${(raised += 1)}`;
    const answers = [
      raise(asks),
      lived.tell('P-1', change, 'SUBMIT'),
      lived.tell('P-2', change, 'ASSESS', { cost: 'none' }),
      lived.tell('P-3', change, 'APPROVE'),
    ];
    expect(answers).toEqual([null, null, null, null]);
    return change;
  };
  return { ...lived, raise, approved };
}

describe('a change that has been used', () => {
  it('allows the same event on the same item no second time; another change does', () => {
    const { tell, approved, dataOf, stateOf } = life();
    const change = approved({ subject: 'hall', allows: 'CLOSE' });
    expect(tell('P-3', 'hall', 'CLOSE', { change })).toBeNull();
    expect(tell('P-3', 'hall', 'OPEN')).toBeNull();
    expect(tell('P-3', 'hall', 'CLOSE', { change })).toContain(
      `${change} was used already, by hall: raise another one`,
    );
    expect(stateOf('hall')).toBe('open');
    const another = approved({ subject: 'hall', allows: 'CLOSE' });
    expect(tell('P-3', 'hall', 'CLOSE', { change: another })).toBeNull();
    expect([change, another].map((each) => dataOf(each)['usedBy'])).toEqual(['hall', 'hall']);
  });
});

describe('a change that names the event it allows', () => {
  it('allows no other event of that item', () => {
    const { tell, approved, stateOf } = life();
    const other = approved({ subject: 'hall', allows: 'SELL' });
    expect(tell('P-3', 'hall', 'CLOSE', { change: other })).toContain(
      `${other} allows SELL, not CLOSE: raise one for it`,
    );
    expect(stateOf('hall')).toBe('open');
    const fitting = approved({ subject: 'hall', allows: 'CLOSE' });
    expect(tell('P-3', 'hall', 'CLOSE', { change: fitting })).toBeNull();
  });

  it.each([
    ['an event there is not', { subject: 'hall', allows: 'BURN' }, 'is CLOSE, SELL, DEFER'],
    ['one that needs no change', { subject: 'hall', allows: 'PAINT' }, 'cannot allow PAINT'],
    ['one of nothing', { allows: 'CLOSE' }, 'CLOSE is an event of some item: name that item too'],
    [
      'one of what never asks for a change',
      { subject: 'changes', allows: 'RAISE_CHANGE' },
      'nothing that happens to it asks for an approved change',
    ],
  ])('is not raised for %s', (_words, asks, message) => {
    const { raise } = life();
    expect(raise(asks)).toContain(message);
    expect(raise({ subject: 'hall', allows: 'CLOSE' })).toBeNull();
  });
});

describe('a change that names no event', () => {
  const newDate = '2026-09-01';

  it('moves its subject to the new day, and allows nothing else', () => {
    const { tell, approved, stateOf, dataOf } = life();
    const change = approved({ subject: 'hall', newDate });
    expect(tell('P-3', 'hall', 'CLOSE', { change })).toContain(
      `${change} names no event that it allows, so it moves a date and nothing else: raise one with "allows": "CLOSE"`,
    );
    expect(stateOf('hall')).toBe('open');
    expect(tell('P-3', 'hall', 'DEFER', { change })).toBeNull();
    expect(dataOf('hall')['opensOn']).toBe(newDate);
  });

  it('moves nothing without a new day', () => {
    const { tell, approved } = life();
    const change = approved({ subject: 'hall' });
    expect(tell('P-3', 'hall', 'DEFER', { change })).toContain(
      `${change} names neither a new day nor the event that it allows`,
    );
  });
});

describe('a consultation', () => {
  it.each([['traders'], ['customers']])(
    'is abandoned under an approved change about it, and about no other: %s',
    (item) => {
      const { tell, approved, stateOf, dataOf } = life();
      const about = (subject: string) => ({ change: approved({ subject, allows: 'ABANDON' }) });
      expect(tell('P-3', item, 'ABANDON', about('neighbours'))).toContain(
        `is about neighbours, not about ${item}`,
      );
      const own = about(item);
      expect(tell('P-1', item, 'ABANDON', own)).toContain(`ABANDON on The ${item} is for`);
      expect(tell('P-3', item, 'ABANDON', own)).toBeNull();
      expect(stateOf(item)).toBe('abandoned');
      expect(dataOf(own.change)['usedBy']).toBe(item);
      expect(stateOf(own.change)).toBe('applied.recorded');
    },
  );

  it('is not abandoned under a change that nobody has approved', () => {
    const { tell, stateOf } = life();
    const asks = { title: 'Drop it', reason: 'Rain', subject: 'traders' };
    expect(tell('P-1', 'changes', 'RAISE_CHANGE', asks)).toBeNull();
    const refusal = tell('P-3', 'traders', 'ABANDON', { change: 'change-request-1' });
    expect(refusal).toContain('change-request-1 is not approved');
    expect(stateOf('traders')).toBe('planned');
  });
});

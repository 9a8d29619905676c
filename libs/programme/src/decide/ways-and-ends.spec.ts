import { milestoneFields } from '../../../../test/support/milestone-fields.js';
import { opened, person } from '../../../../test/support/move-programme.js';
import { smallDefinition } from '../../../../test/support/small-definition.js';
import { decide, remind, wake, type EventRequest, type JsonObject } from '../index.js';

const START = '2026-03-02T09:00:00.000Z';

const yaml = smallDefinition(
  'ways',
  `
roles: { BOARD: { title: Board }, PM: { title: Manager } }
profiles: { STD: { title: Standard, before: [1], after: { days: [1] } } }
charts:
  spend:
    title: Spending
    recordedBy: [PM]
    fields:
      big: { type: boolean }
      verdict: { type: label }
      note: { type: label }
    initial: asked
    states:
      asked:
        rest: true
        on:
          APPROVE:
            - { to: spent, roles: [BOARD], payload: { big: { type: boolean } }, guard: { compare: { left: { payload: big }, op: eq, right: { value: true } } } }
            - { to: spent, roles: [PM], payload: { big: { type: boolean } }, guard: { compare: { left: { payload: big }, op: eq, right: { value: false } } } }
          JUDGE: { roles: [BOARD], payload: { verdict: { type: label } }, changes: [{ set: { verdict: { payload: verdict } } }] }
      spent: { final: true }
  programme:
    title: Programme
    initial: running
    states:
      running:
        on: { CLOSE: { to: closed, roles: [BOARD] } }
        rules: { LAPSE: { to: closed, guard: { dateReached: { date: '2026-06-01' } } } }
      closed: { final: true }
  milestone:
    title: Milestone
${milestoneFields}
    initial: active
    states:
      active:
        on:
          MOVE: { roles: [PM], payload: { due: { type: plannedDate } }, changes: [{ set: { due: { payload: due } } }] }
          CLAIM: { to: achieved, roles: [PM] }
      achieved: { final: true }
items:
  programme: { chart: programme, title: The programme, mark: proposed }
  spend: { chart: spend, title: Spending, mark: proposed, data: { note: { tbc: not written yet }, verdict: { tbc: the board decides } } }
  M1:
    chart: milestone
    title: First
    mark: proposed
    data: { due: { is: { precision: DAY, date: '2026-03-10' } }, profile: { is: STD }, owner: { is: PM } }
`,
);

const ask = (item: string, type: string, role: string, payload: JsonObject = {}): EventRequest => ({
  item,
  type,
  payload,
  actor: person(`P-${role}`, role),
  key: `${item}-${type}-${role}`,
});

function outcome(request: EventRequest) {
  const { compiled, state } = opened(START, yaml);
  const decision = decide(compiled, state, request, START);
  return decision.outcome === 'refused' ? decision.refusal.code : decision.outcome;
}

describe('an event that may go more than one way', () => {
  it.each([
    ['BOARD', true, 'accepted'],
    ['PM', false, 'accepted'],
    ['PM', true, 'GUARD_FAILED'],
    ['BOARD', false, 'GUARD_FAILED'],
  ])('lets %s go only its own way: big %s is %s', (role, big, expected) => {
    expect(outcome(ask('spend', 'APPROVE', role, { big }))).toBe(expected);
  });
});

describe('a value still to be confirmed', () => {
  it('is recorded where no event decides it', () => {
    const payload = { field: 'note', value: 'done', source: 'memo' };
    expect(outcome(ask('spend', 'RECORD_VALUE', 'PM', payload))).toBe('accepted');
  });

  it('is not recorded past the event that decides it', () => {
    const payload = { field: 'verdict', value: 'yes', source: 'memo' };
    expect(outcome(ask('spend', 'RECORD_VALUE', 'PM', payload))).toBe('INVALID_PAYLOAD');
    expect(outcome(ask('spend', 'JUDGE', 'BOARD', { verdict: 'yes' }))).toBe('accepted');
  });
});

describe('a programme that has ended', () => {
  it('takes no more events, fires no rule, and cancels every timer', () => {
    const { compiled, state } = opened(START, yaml);
    const closed = decide(compiled, state, ask('programme', 'CLOSE', 'BOARD'), START);
    if (closed.outcome !== 'accepted') throw new Error(JSON.stringify(closed));
    const after = decide(compiled, closed.state, ask('M1', 'CLAIM', 'PM'), START);
    expect(after).toMatchObject({ outcome: 'refused', refusal: { code: 'PROGRAMME_ENDED' } });
    expect(wake(compiled, closed.state, '2026-06-02T09:00:00.000Z')).toBeNull();
    expect(closed.timers.cancel.map((each) => each.key)).toEqual(
      expect.arrayContaining(['T-1@2026-03-10', 'T+1@2026-03-10']),
    );
    expect(closed.timers.set).toEqual([]);
  });
});

describe('a reminder whose date has moved before it was sent', () => {
  it('falls silent; one for the date that applies speaks', () => {
    const { compiled, state } = opened(START, yaml);
    const due = { precision: 'DAY', date: '2026-04-10' };
    const moved = decide(compiled, state, ask('M1', 'MOVE', 'PM', { due }), START);
    if (moved.outcome !== 'accepted') throw new Error(JSON.stringify(moved));
    const timer = (deadline: string) => ({
      item: 'M1',
      kind: 'reminder' as const,
      key: `T-1@${deadline}`,
      dueAt: START,
      detail: { deadline },
    });
    expect(remind(compiled, moved.state, timer('2026-03-10'), START).notice).toBeNull();
    expect(remind(compiled, moved.state, timer('2026-04-10'), START).notice).not.toBeNull();
  });
});

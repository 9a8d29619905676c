import { moveYaml, opened, person } from '../../../../test/support/move-programme.js';
import { available, decide, wake, type EventRequest, type ProgrammeState } from '../index.js';

const START = '2026-03-02T09:00:00.000Z';
const sro = person('P-SRO', 'SRO');
const lead = person('P-LEAD', 'LEAD');
const pmo = person('P-PMO', 'PMO');
const evidence = [{ title: 'Plan', source: 'file 1' }];

const ask = (item: string, type: string, more: Partial<EventRequest> = {}): EventRequest => ({
  item,
  type,
  payload: {},
  actor: sro,
  key: `${item}-${type}`,
  ...more,
});

function play(requests: EventRequest[], now = START) {
  const { compiled, state } = opened(START);
  let at: ProgrammeState = state;
  for (const request of requests) {
    const decision = decide(compiled, at, request, now);
    if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
    at = decision.state;
  }
  return { compiled, state: at };
}

const refusalOf = (state: ReturnType<typeof play>, request: EventRequest, now = START) => {
  const decision = decide(state.compiled, state.state, request, now);
  return decision.outcome === 'refused' ? decision.refusal : decision.outcome;
};

const readied = () =>
  play([
    ask('north', 'PEOPLE_DONE', { actor: lead, payload: { evidence } }),
    ask('north', 'SYSTEMS_DONE', { actor: lead }),
  ]);

describe('deciding an event', () => {
  it('moves the item and lets the system rules follow', () => {
    expect(readied().state.items['north']?.value).toBe('ready');
  });

  it('refuses an event without its evidence, and says what is missing', () => {
    const refusal = refusalOf(
      play([]),
      ask('north', 'PEOPLE_DONE', { actor: lead, payload: { evidence: [] } }),
    );
    expect(refusal).toMatchObject({
      code: 'GUARD_FAILED',
      findings: [{ guard: 'evidence', answer: 'no' }],
    });
  });

  it('reopens only the regions named; the others stay done', () => {
    const back = play([
      ask('north', 'PEOPLE_DONE', { actor: lead, payload: { evidence } }),
      ask('north', 'SYSTEMS_DONE', { actor: lead }),
      ask('north', 'NOT_READY', { payload: { reason: 'network late', regions: ['systems'] } }),
    ]);
    expect(back.state.items['north']?.value).toEqual({
      preparing: { people: 'done', systems: 'open' },
    });
  });

  it('refuses to reopen a region that is not there, and names those that are', () => {
    const refusal = refusalOf(
      readied(),
      ask('north', 'NOT_READY', { payload: { reason: 'x', regions: ['roof'] } }),
    );
    expect(refusal).toMatchObject({
      findings: [{ words: '"roof" is no part of preparing; choose from people, systems' }],
    });
  });

  it.each([
    ['an item it does not have', ask('south', 'MOVE'), 'UNKNOWN_ITEM'],
    ['an event its chart does not know', ask('north', 'DANCE'), 'UNKNOWN_EVENT'],
    ['an event that does not apply now', ask('north', 'NOT_READY'), 'NOT_NOW'],
    ['a role that may not send it', ask('north', 'SYSTEMS_DONE'), 'ROLE_NOT_PERMITTED'],
    [
      'an unknown key in the payload',
      ask('north', 'SYSTEMS_DONE', { actor: lead, payload: { x: 1 } }),
      'INVALID_PAYLOAD',
    ],
    [
      'a day that lies ahead',
      ask('north', 'SYSTEMS_DONE', { actor: lead, occurredOn: '2026-03-03' }),
      'OCCURRED_IN_FUTURE',
    ],
  ])('refuses %s', (_what, request, code) => {
    expect(refusalOf(play([]), request)).toMatchObject({ code });
  });

  it('refuses to let a person fire what only the system fires', () => {
    expect(refusalOf(readied(), ask('north', 'MOVE'))).toMatchObject({ code: 'SYSTEM_ONLY' });
  });

  it('answers a conflict when the item has moved since the version expected', () => {
    const { compiled, state } = readied();
    const decision = decide(
      compiled,
      state,
      ask('north', 'NOT_READY', { expectedVersion: 1 }),
      START,
    );
    expect(decision).toMatchObject({ outcome: 'conflict', item: { id: 'north', value: 'ready' } });
  });

  it('computes a majority as it would be after the event', () => {
    expect(
      refusalOf(play([]), ask('committee', 'ADMIT_IN', { payload: { person: 'P04' } })),
    ).toMatchObject({
      findings: [{ words: '2 of 4 would be outside members; more than half must be' }],
    });
    const after = play([
      ask('committee', 'ADMIT_OUT', { payload: { person: 'P05' } }),
      ask('committee', 'ADMIT_IN', { payload: { person: 'P04' } }),
    ]);
    expect(after.state.items['committee']?.value).toBe('sound');
  });

  it('records a departure that breaks the majority, and raises the breach', () => {
    const after = play([ask('committee', 'LEAVE', { actor: pmo, payload: { row: 'm1' } })]);
    expect(after.state.items['committee']?.value).toBe('breached');
  });
});

describe('a rule that waits for a date', () => {
  const onTheDay = '2026-04-01T08:00:00.000Z';

  it('is noted as blocked once, with what is still to be confirmed and what it rests on', () => {
    const { compiled, state: ready } = play([
      ask('north', 'PEOPLE_DONE', { actor: lead, payload: { evidence } }),
      ask('north', 'SYSTEMS_DONE', { actor: lead }),
      ask('committee', 'LEAVE', { actor: pmo, payload: { row: 'm1' } }),
    ]);
    const woken = wake(compiled, ready, onTheDay);
    const blocked = woken?.drafts.find((draft) => draft.kind === 'BLOCKED');
    expect(blocked?.guards.map((guard) => [guard.guard, guard.answer])).toEqual([
      ['itemIn', 'no'],
      ['known', 'unknown'],
    ]);
    expect(woken === null ? null : wake(compiled, woken.state, onTheDay)).toBeNull();
  });

  it('fires later, as soon as the reason is gone', () => {
    const { compiled, state } = readied();
    const woken = wake(compiled, state, onTheDay);
    expect(woken?.state.items['north']?.value).toBe('ready');
    const recorded = decide(
      compiled,
      woken?.state ?? state,
      ask('north', 'RECORD_VALUE', {
        actor: pmo,
        payload: { field: 'desks', value: 40, source: 'survey' },
      }),
      '2026-04-02T08:00:00.000Z',
    );
    expect(recorded).toMatchObject({
      outcome: 'accepted',
      state: { items: { north: { value: 'moved' } } },
    });
  });

  it('does not let a known value be recorded over', () => {
    const request = ask('north', 'RECORD_VALUE', {
      actor: pmo,
      payload: { field: 'moveOn', value: '2026-05-01', source: 's' },
    });
    expect(refusalOf(play([]), request)).toMatchObject({ code: 'INVALID_PAYLOAD' });
  });
});

describe('what is available', () => {
  it('tells each event allowed, or blocked with the reasons, what it asks for and who can clear it', () => {
    const { compiled, state } = readied();
    const offered = available(compiled, state, sro, START, 'north');
    expect(offered.find((each) => each.event === 'NOT_READY')).toMatchObject({
      allowed: true,
      asks: [{ guard: 'reasonGiven' }, { guard: 'regionsNamed' }],
    });
    expect(offered.find((each) => each.event === 'MOVE')).toMatchObject({
      by: 'system',
      allowed: false,
      blockedBy: [{ guard: 'dateReached' }, { guard: 'known', clearedBy: ['PMO'] }],
    });
  });

  it('asks for an item that the event has to name, and is not blocked by what it does not know of it', () => {
    const yaml = moveYaml.replace(
      'to: preparing.systems.done, roles: [LEAD]',
      'to: preparing.systems.done, roles: [LEAD], payload: { after: { type: item } }, guard: { compare: { left: { its: owner, of: { payload: after } }, op: eq, right: { value: LEAD } } }',
    );
    const { compiled, state } = opened(START, yaml);
    const offered = available(compiled, state, lead, START, 'north');
    expect(offered.find((each) => each.event === 'SYSTEMS_DONE')).toMatchObject({
      allowed: true,
      blockedBy: [],
      asks: [{ guard: 'compare' }],
    });
  });

  it('offers a milestone to whoever holds the role its owner field names', () => {
    const { compiled, state } = play([]);
    const claim = (actor: typeof lead) =>
      available(compiled, state, actor, START, 'M1').find((each) => each.event === 'CLAIM')
        ?.allowed;
    expect([claim(lead), claim(sro)]).toEqual([true, false]);
  });
});

describe('timers of a milestone', () => {
  it('sets reminders and wakes at opening, and cancels them once it is achieved', () => {
    const { compiled, state } = opened(START);
    const done = decide(compiled, state, ask('M1', 'CLAIM', { actor: lead }), START);
    if (done.outcome !== 'accepted') throw new Error(JSON.stringify(done));
    expect(
      done.timers.cancel.filter((each) => each.reason === 'cancelled').map((each) => each.key),
    ).toEqual([
      'T-20@2026-03-31',
      'T-5@2026-03-31',
      'T-1@2026-03-31',
      'T+1@2026-03-31',
      'T+5@2026-03-31',
    ]);
  });

  it('climbs the ladder by itself and tells the roles of each rung', () => {
    const { compiled, state } = opened(START);
    const woken = wake(compiled, state, '2026-04-01T08:00:00.000Z');
    expect(woken?.notices.find((each) => each.template === 'escalation')).toMatchObject({
      item: 'M1',
      toRoles: ['LEAD', 'SRO'],
      data: { level: 2 },
    });
  });
});

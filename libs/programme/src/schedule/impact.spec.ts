import { opened, person } from '../../../../test/support/move-programme.js';
import { planYaml } from '../../../../test/support/plan-programme.js';
import {
  decide,
  impactOf,
  milestonePlan,
  networkOf,
  placeOf,
  type Decision,
  type JsonObject,
  type Move,
  type ProgrammeState,
} from '../index.js';

const NOW = '2026-02-02T09:00:00.000Z';
const { compiled, state: start } = opened(NOW, planYaml);
const day = (date: string): Move['due'] => ({ precision: 'DAY', date });

function sent(
  item: string,
  type: string,
  payload: JsonObject = {},
  state: ProgrammeState = start,
): Decision {
  const actor = person('P-1', 'PMO');
  return decide(compiled, state, { item, type, payload, actor, key: 'k' }, NOW);
}

function accepted(...args: Parameters<typeof sent>): Extract<Decision, { outcome: 'accepted' }> {
  const decision = sent(...args);
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision;
}

/** The plan with another date in it, whatever any guard says of that. */
function withDue(id: string, due: JsonObject): ProgrammeState {
  const item = start.items[id];
  if (item === undefined) throw new Error(`no item ${id}`);
  return { ...start, items: { ...start.items, [id]: { ...item, data: { ...item.data, due } } } };
}

const place = (id: string, state: ProgrammeState = start) => placeOf(compiled, state, id);
const planOf = (id: string, state: ProgrammeState = start) => {
  const item = state.items[id];
  return item === undefined ? null : milestonePlan(compiled, item, state.items);
};

describe('the network of a programme', () => {
  it('counts lags after what is depended on, and float to the end and to hard dates', () => {
    expect(place('permit')).toMatchObject({ early: '2026-03-10', late: '2026-03-12', float: 2 });
    expect(place('opening')).toMatchObject({ early: '2026-04-10', float: 0, critical: true });
    expect(place('posters')).toMatchObject({ early: '2026-03-31', late: '2026-04-10', float: 7 });
    expect(place('accounts')).toMatchObject({ early: '2026-07-19', critical: true });
  });

  it('goes by a forecast where there is one', () => {
    const { state } = accepted('permit', 'REFORECAST', { forecast: '2026-03-16' });
    expect(place('permit', state)).toMatchObject({ float: -2, critical: true });
    expect(place('opening', state)).toMatchObject({ early: '2026-04-14', float: -2 });
    expect(place('accounts', state)).toMatchObject({ early: '2026-07-23' });
    expect(planOf('accounts', state)).toMatchObject({ committed: '2026-07-19' });
  });

  it('says of what it cannot work out why, and leaves out what is cancelled', () => {
    expect(place('strategy')).toEqual({ kind: 'notCalculable', reason: 'it has no date' });
    expect(place('review')).toEqual({
      kind: 'notCalculable',
      reason: 'it waits for strategy (Strategy published), which has no date',
    });
    const { state } = accepted('permit', 'CANCEL');
    expect(place('permit', state)).toBeNull();
    expect(place('nothing')).toBeNull();
    expect(place('opening', state)).toMatchObject({ early: '2026-04-10' });
  });

  it('is worked out once for a state', () => {
    expect(networkOf(compiled, start)).toBe(networkOf(compiled, { ...start, title: 'Again' }));
  });

  it('lets a slip on the critical path climb the ladder, and the same slip off it not', () => {
    const on = accepted('opening', 'REFORECAST', { forecast: '2026-04-13' });
    expect(on.state.items['opening']?.value).toEqual({ active: { escalation: 'L3' } });
    expect(on.notices).toMatchObject([
      { template: 'escalation', toRoles: ['SRO'], data: { urgent: true } },
    ]);
    const off = accepted('permit', 'REFORECAST', { forecast: '2026-03-11' });
    expect(off.state.items['permit']?.value).toEqual({ active: { escalation: 'none' } });
  });

  it('lets another milestone make a slip critical, and take that back', () => {
    const slipped = accepted('permit', 'REFORECAST', { forecast: '2026-03-11' }).state;
    const due = { precision: 'DAY', hardness: 'HARD', date: '2026-04-09' };
    const sooner = accepted('opening', 'MOVE', { due }, slipped).state;
    expect(sooner.items['permit']?.value).toEqual({ active: { escalation: 'L3' } });
    const back = accepted('opening', 'MOVE', { due: { ...due, date: '2026-04-10' } }, sooner).state;
    expect(back.items['permit']?.value).toEqual({ active: { escalation: 'none' } });
  });
});

describe('a date that counts from another', () => {
  it('follows when the other moves, with its reminders', () => {
    expect(planOf('accounts')).toMatchObject({ committed: '2026-07-19', deadline: '2026-07-17' });
    const due = { precision: 'DAY', hardness: 'HARD', date: '2026-04-20' };
    const { state, timers } = accepted('opening', 'MOVE', { due });
    expect(planOf('accounts', state)).toMatchObject({ committed: '2026-07-29' });
    const of = (list: { item: string; key: string }[]) =>
      list.filter(({ item }) => item === 'accounts').map(({ key }) => key);
    expect(of(timers.set)).toEqual(expect.arrayContaining([expect.stringContaining('2026-07-29')]));
    expect(of(timers.cancel)).toEqual(
      expect.arrayContaining([expect.stringContaining('2026-07-17')]),
    );
    expect(state.items['accounts']).toBe(start.items['accounts']);
  });

  it('keeps its words, and stays undated until what it counts from is achieved', () => {
    expect(planOf('accounts')?.planned).toMatchObject({ wording: 'a hundred days on' });
    expect(planOf('review')).toMatchObject({ committed: null, planned: { precision: 'UNDATED' } });
    const { state, timers } = accepted('strategy', 'CLAIM');
    expect(planOf('review', state)).toMatchObject({ committed: '2026-03-02' });
    expect(place('review', state)).toMatchObject({ kind: 'open', early: '2026-03-02' });
    expect(timers.set.some(({ item, kind }) => item === 'review' && kind === 'reminder')).toBe(
      true,
    );
  });

  it('is refused when it names an item that is not there, or comes round to itself', () => {
    const due = (item: string) => ({
      due: { precision: 'RELATIVE', relativeTo: { item, workingDays: 5 } },
    });
    expect(sent('review', 'MOVE', due('strategi'))).toMatchObject({
      outcome: 'refused',
      refusal: {
        code: 'INVALID_PAYLOAD',
        problems: [
          { pointer: '/due/relativeTo/item', detail: expect.stringContaining('strategi') },
        ],
      },
    });
    expect(accepted('review', 'MOVE', due('permit')).state.items['review']).toBeDefined();
    expect(sent('opening', 'MOVE', due('accounts'))).toMatchObject({
      refusal: {
        code: 'GUARD_FAILED',
        findings: [
          {
            guard: 'acyclic',
            words: 'dates that count from one another go round: opening → accounts → opening',
          },
        ],
      },
    });
  });

  it('that goes round already is told, and may be taken out', () => {
    const due = { precision: 'RELATIVE', relativeTo: { item: 'accounts', workingDays: 5 } };
    const round = withDue('opening', due);
    expect(place('opening', round)).toMatchObject({
      kind: 'notCalculable',
      reason: expect.stringContaining('accounts → opening → accounts'),
    });
    expect(planOf('accounts', round)).toMatchObject({ committed: null });
    const undated = { due: { precision: 'UNDATED' } };
    expect(sent('permit', 'MOVE', undated, round)).toMatchObject({
      refusal: { code: 'GUARD_FAILED', findings: [{ guard: 'acyclic' }] },
    });
    accepted('opening', 'MOVE', undated, round);
  });
});

describe('dependencies', () => {
  const depend = (item: string, ...dependsOn: string[]) => sent(item, 'DEPEND', { dependsOn });

  it('are refused when an event would make them go round', () => {
    expect(depend('permit', 'opening')).toMatchObject({
      refusal: {
        code: 'GUARD_FAILED',
        findings: [{ guard: 'acyclic', words: 'dependencies go round: permit → opening → permit' }],
      },
    });
    expect(depend('posters', 'permit')).toMatchObject({ outcome: 'accepted' });
  });
});

describe('a date counted back from a milestone', () => {
  const back = (item: string) => ({
    due: { precision: 'RELATIVE', relativeTo: { item, days: -30 } },
  });

  it('is before that milestone, which may depend on it', () => {
    const { state } = accepted('permit', 'MOVE', back('opening'));
    expect(planOf('permit', state)).toMatchObject({ committed: '2026-03-11', links: [] });
    expect(place('permit', state)).toMatchObject({ early: '2026-03-11', float: 1 });
    expect(place('opening', state)).toMatchObject({ early: '2026-04-10' });
    accepted('review', 'MOVE', { due: { precision: 'UNDATED' } }, state);
    expect(sent('opening', 'MOVE', back('permit'), state)).toMatchObject({
      refusal: { findings: [{ guard: 'acyclic' }] },
    });
  });
});

describe('the impact of a move', () => {
  it('names every milestone that moves or loses float, and how far', () => {
    const impact = impactOf(compiled, start, [
      { item: 'opening', due: { precision: 'DAY', hardness: 'HARD', date: '2026-04-20' } },
    ]);
    expect(impact).toMatchObject({
      mostWorkingDays: 8,
      breachesHardDate: true,
      milestones: [
        {
          item: 'permit',
          committed: { from: '2026-03-10', to: '2026-03-10' },
          float: { from: 2, to: 8 },
        },
        { item: 'posters', float: { from: 7, to: 13 } },
        { item: 'opening', workingDays: 6, committed: { from: '2026-04-10', to: '2026-04-20' } },
        { item: 'accounts', committed: { from: '2026-07-19', to: '2026-07-29' }, workingDays: 8 },
      ],
    });
  });

  it('finds a hard date that a move elsewhere overruns, and what becomes critical', () => {
    const impact = impactOf(compiled, start, [{ item: 'permit', due: day('2026-03-16') }]);
    expect(impact).toMatchObject({ breachesHardDate: true, mostWorkingDays: 4 });
    expect(
      impact.milestones.map(({ item, breachesHardDate: hard, becomesCritical }) => [
        item,
        hard,
        becomesCritical,
      ]),
    ).toEqual([
      ['permit', false, true],
      ['opening', true, false],
      ['accounts', false, false],
    ]);
  });

  it('changes nothing when nothing moves, and nothing of the state it is given', () => {
    const before = structuredClone(start);
    expect(impactOf(compiled, start, [{ item: 'permit', due: day('2026-03-10') }])).toEqual({
      milestones: [],
      mostWorkingDays: 0,
      breachesHardDate: false,
    });
    impactOf(compiled, start, [{ item: 'permit', due: day('2026-05-10') }]);
    expect(start).toEqual(before);
  });

  it('measures no days when a date appears or a milestone leaves the plan', () => {
    const dated = impactOf(compiled, start, [{ item: 'strategy', due: day('2026-03-02') }]);
    expect(dated.mostWorkingDays).toBeNull();
    expect(dated.milestones.map(({ item }) => item)).toEqual(['strategy', 'review']);
    const dropped = impactOf(compiled, start, [{ item: 'opening', due: null }]);
    expect(dropped.milestones.find(({ item }) => item === 'accounts')).toMatchObject({
      committed: { from: '2026-07-19', to: null },
      notCalculable: 'its date counts from opening (Opening day), which has none in the plan',
    });
  });
});

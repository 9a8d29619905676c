import { adopting, approvedAdoption } from '../../../../test/support/adopting.js';
import { calendarYaml, shippedTable } from '../../../../test/support/calendar-programme.js';
import { person, sha256 } from '../../../../test/support/move-programme.js';
import { openWithKinds } from '../../../../test/support/open-with-kinds.js';
import {
  adoptionProblem,
  calendarOf,
  decide,
  milestonePlan,
  tableHash,
  timerChanges,
  tablesOf,
  type HolidayTable,
  type JsonObject,
} from '../index.js';

const opened = (now: string, yaml = calendarYaml) => openWithKinds(yaml, now);
const hashOf = (table: HolidayTable) => tableHash(table, sha256);

/** England and Wales with 25 November 2013 off, which moves the reminder five days before. */
const monday = shippedTable('england-and-wales', { holidays: { '2013-11-25': 'Company day' } });

function adopt(
  now: string,
  payload: JsonObject,
  { who = person('P-1', 'PROGRAMME_MANAGER'), isApproved = true } = {},
) {
  const { compiled, state: begun } = opened('2013-10-01T09:00:00.000Z');
  const state = isApproved ? approvedAdoption(compiled, begun, payload, now) : begun;
  const request = { item: 'calendars', type: 'ADOPT_CALENDAR', payload, actor: who, key: 'k' };
  const decision = decide(compiled, state, request, now);
  const problem =
    decision.outcome === 'accepted'
      ? adoptionProblem(compiled, state, decision.state, sha256)
      : null;
  return { compiled, before: state, decision, problem };
}

function adopted(now: string, table: HolidayTable) {
  const { decision, ...rest } = adopt(now, adopting(table));
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  const ofPlan = ({ item }: { item: string }) => !item.startsWith('approval-');
  const { set, cancel } = decision.timers;
  const timers = { set: set.filter(ofPlan), cancel: cancel.filter(ofPlan) };
  return { ...rest, ...decision, timers };
}

describe('the calendar of a milestone', () => {
  const { compiled, state } = opened('2013-10-01T09:00:00.000Z');
  const deadline = (id: string) => {
    const item = state.items[id];
    return item && milestonePlan(compiled, item, state.items)?.deadline;
  };

  it('is the programme’s, where 2 December 2013 is worked', () => {
    expect(deadline('south')).toBe('2013-12-02');
  });

  it('is its own, where St Andrew’s Day is kept on 2 December 2013', () => {
    expect(deadline('north')).toBe('2013-11-29');
  });

  it('is that of its owner’s role', () => {
    expect(deadline('glasgow')).toBe('2013-11-29');
  });
});

test('reminders of a milestone whose owner is elsewhere say which calendar counts now', () => {
  const now = '2013-10-02T09:00:00.000Z';
  const { compiled, state } = adopted(now, monday);
  const owned = (owner: string) => {
    const { south } = state.items;
    if (south === undefined) throw new Error('there is no south');
    const due = { precision: 'DAY', bound: 'BY', hardness: 'TARGET', date: '2013-11-29' };
    const data = { ...south.data, due, owner };
    return { ...state, items: { ...state.items, south: { ...south, data } } };
  };
  const { cancel } = timerChanges(compiled, owned('PMO'), owned('SCOT'), now);
  expect(cancel.find(({ key }) => key.startsWith('T-5'))?.why).toBe(
    'it is counted in calendar scotland instead of england-and-wales',
  );
});

describe('a period in working days', () => {
  it('is over a day later where its item has a holiday in between', () => {
    const { compiled, state } = opened('2013-11-28T09:00:00.000Z');
    const names = ['here', 'there'].map((id) => {
      const item = state.items[id];
      return item && calendarOf(compiled, item, state.items).name;
    });
    expect(names).toEqual(['england-and-wales', 'scotland']);
    const now = '2013-12-03T00:00:00.000Z';
    const request = { item: 'north', type: 'CLAIM', payload: {}, key: 'k' };
    const decision = decide(compiled, state, { ...request, actor: person('P-1', 'PMO') }, now);
    if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
    expect([decision.state.items['here']?.value, decision.state.items['there']?.value]).toEqual([
      'over',
      'waiting',
    ]);
  });
});

describe('adopting a table of holidays', () => {
  it('supersedes the reminders that it moves, sets others, and leaves the rest', () => {
    const { timers } = adopted('2013-10-02T09:00:00.000Z', monday);
    const of = (list: { item: string; key: string }[]) =>
      list.filter(({ key }) => key.startsWith('T')).map(({ item, key }) => `${item} ${key}`);
    expect(of(timers.cancel)).toEqual(['south T-5@2013-12-02']);
    expect(of(timers.set)).toEqual(['south T-5@2013-12-02>2013-11-22']);
    expect(timers.set.find(({ item }) => item === 'south')?.dueAt).toBe('2013-11-22T09:00:00.000Z');
    expect(timers.cancel[0]).toMatchObject({
      reason: 'superseded',
      why: 'other holidays were adopted for its calendar, england-and-wales',
    });
  });

  it('gives one catch-up for a reminder that it moves into the past', () => {
    const { timers } = adopted('2013-11-23T09:00:00.000Z', monday);
    expect(timers.cancel.map(({ key }) => key)).toEqual(['T-5@2013-12-02']);
    expect(timers.set).toMatchObject([{ kind: 'catchUp', detail: { missed: ['T-5'] } }]);
  });

  it('does not remind again of what was said before, where the day moves on', () => {
    const saturday = shippedTable('england-and-wales', { overrides: { '2013-11-30': 'working' } });
    const { timers } = adopted('2013-11-26T08:00:00.000Z', saturday);
    const keys = timers.set.map(({ key }) => key);
    expect(keys).toContain('T-1@2013-12-02>2013-11-30');
    expect(keys.filter((key) => key.startsWith('T-5'))).toEqual([]);
  });

  it('moves a deadline that falls on a new holiday', () => {
    const table = shippedTable('england-and-wales', { holidays: { '2013-12-02': 'Company day' } });
    const { compiled, state, timers } = adopted('2013-10-02T09:00:00.000Z', table);
    const south = state.items['south'];
    expect(south && milestonePlan(compiled, south, state.items)?.deadline).toBe('2013-11-29');
    expect(timers.cancel[0]?.why).toBe('its deadline moved from 2013-12-02 to 2013-11-29');
  });

  it('looks again at what waits for a period in working days', () => {
    const table = shippedTable('england-and-wales', { holidays: { '2013-11-29': 'Company day' } });
    const { timers } = adopted('2013-11-28T10:00:00.000Z', table);
    const wakes = timers.set.filter(({ item, kind }) => item === 'here' && kind === 'wake');
    expect(wakes.map(({ dueAt }) => dueAt)).toEqual(['2013-12-04T00:00:00.000Z']);
  });

  it('is an entry of the history with the hash before and after, and the table', () => {
    const { drafts, compiled, state } = adopted('2013-10-02T09:00:00.000Z', monday);
    expect(drafts[0]?.event?.payload).toMatchObject({
      hash: hashOf(monday),
      replaces: hashOf(shippedTable('england-and-wales')),
      table: { holidays: { '2013-11-25': 'Company day' } },
    });
    const table = tablesOf(compiled, state.items).get('england-and-wales');
    expect(table && hashOf(table)).toBe(hashOf(monday));
  });

  it('is for the programme manager', () => {
    const { decision } = adopt('2013-10-02T09:00:00.000Z', adopting(monday), {
      who: person('P-2', 'PMO'),
    });
    expect(decision).toMatchObject({ refusal: { code: 'ROLE_NOT_PERMITTED' } });
  });

  it('is refused to one person alone, and to whoever approved it', () => {
    const payload = adopting(monday);
    const alone = adopt('2013-10-02T09:00:00.000Z', payload, { isApproved: false });
    expect(alone.decision).toMatchObject({
      refusal: {
        code: 'GUARD_FAILED',
        message: expect.stringContaining('Nobody moves deadlines alone'),
        findings: [{ guard: 'approved', clearedBy: ['SRO', 'PMO'] }],
      },
    });
    const voter = adopt('2013-10-02T09:00:00.000Z', payload, {
      who: person('P-2', 'PROGRAMME_MANAGER'),
    });
    expect(voter.decision).toMatchObject({
      refusal: { message: expect.stringContaining('whoever approves it does not do it as well') },
    });
  });

  it('is refused of another table than was approved', () => {
    const { compiled, state: begun } = opened('2013-10-01T09:00:00.000Z');
    const now = '2013-10-02T09:00:00.000Z';
    const state = approvedAdoption(compiled, begun, adopting(monday), now);
    const tuesday = shippedTable('england-and-wales', { holidays: { '2013-11-26': 'Closed' } });
    const request = { item: 'calendars', type: 'ADOPT_CALENDAR', payload: adopting(tuesday) };
    const actor = person('P-1', 'PROGRAMME_MANAGER');
    expect(decide(compiled, state, { ...request, actor, key: 'k' }, now)).toMatchObject({
      refusal: { message: expect.stringContaining('was given for another "table", "hash"') },
    });
  });

  it.each([
    ['without a reason', { reason: ' ' }, '/reason', 'must not be empty'],
    ['of no calendar there is', { calendar: 'wales' }, '/calendar', '"wales" is no calendar here'],
    ['that is none', { table: { title: 'x' } }, '/table/holidays', 'is missing'],
    [
      'with a day that does not exist',
      { table: { title: 'x', holidays: { '2013-02-30': 'x' } } },
      '/table/holidays/2013-02-30',
      'must be a day that exists',
    ],
    [
      'that leaves no day to work on',
      { table: { title: 'x', holidays: {}, weekend: [1, 2, 3, 4, 5, 6, 7] } },
      '/table/weekend',
      'leaves no day to work on',
    ],
  ])('%s is refused', (_, changed, pointer, detail) => {
    const { decision } = adopt('2013-10-02T09:00:00.000Z', adopting(monday, changed), {
      isApproved: false,
    });
    expect(decision).toMatchObject({
      refusal: {
        code: 'INVALID_PAYLOAD',
        problems: [{ pointer, detail: expect.stringContaining(detail) }],
      },
    });
  });

  it('with a hash that is not that of the table is refused', () => {
    const { problem } = adopt('2013-10-02T09:00:00.000Z', adopting(monday, { hash: 'abc' }));
    expect(problem).toMatchObject({ code: 'INVALID_PAYLOAD', problems: [{ pointer: '/hash' }] });
    expect(problem?.message).toContain(`"abc" is not its hash: the table has ${hashOf(monday)}`);
  });

  it('is refused when another table was adopted since', () => {
    const { problem } = adopt('2013-10-02T09:00:00.000Z', adopting(monday, { replaces: 'abc' }));
    expect(problem?.problems).toMatchObject([{ pointer: '/replaces' }]);
    expect(problem?.message).toContain('look at it first');
  });

  it('is refused when it does not cover the deadlines that are open', () => {
    const now = '2013-10-02T09:00:00.000Z';
    const short = { ...monday, covers: { from: 2010, until: 2012 } };
    const { problem } = adopt(now, adopting(short));
    expect(problem?.problems).toMatchObject([
      {
        pointer: '/table/covers',
        detail: expect.stringContaining('south is due 2013-12-02, outside the years 2010 to 2012'),
      },
    ]);
    const enough = { ...monday, covers: { from: 2010, until: 2013 } };
    expect(adopt(now, adopting(enough)).problem).toBeNull();
  });

  it('is refused when the table is in force already', () => {
    const { problem } = adopt(
      '2013-10-02T09:00:00.000Z',
      adopting(shippedTable('england-and-wales')),
    );
    expect(problem?.problems).toMatchObject([{ pointer: '/table' }]);
  });
});

test('a table has the same hash whatever its title, and another for another day', () => {
  const table = shippedTable('scotland');
  expect(hashOf({ ...table, title: 'Alba', source: 'heard' })).toBe(hashOf(table));
  expect(hashOf({ ...table, weekend: [7, 6] })).toBe(hashOf(table));
  expect(hashOf({ ...table, overrides: { '2013-12-02': 'working' } })).not.toBe(hashOf(table));
  expect(hashOf({ ...table, covers: { from: 2010, until: 2013 } })).not.toBe(hashOf(table));
});

import { adopting, approvedAdoption } from '../../../../test/support/adopting.js';
import { calendarYaml, shippedTable } from '../../../../test/support/calendar-programme.js';
import { person } from '../../../../test/support/move-programme.js';
import { openWithKinds } from '../../../../test/support/open-with-kinds.js';
import {
  decide,
  type CompiledDefinition,
  type Decision,
  type JsonObject,
  type ProgrammeState,
} from '../index.js';

const keysOf = (timers: { item: string; key: string }[]) =>
  timers.filter(({ item }) => item === 'south').map(({ key }) => key.split('@')[0]);

const sent = (compiled: CompiledDefinition, state: ProgrammeState, type: string, now: string) =>
  accepted(
    decide(
      compiled,
      state,
      { item: 'south', type, payload: {}, actor: person('P-2', 'PMO'), key: type },
      now,
    ),
  );

/** What comes of adopting a table on a state, once another person has approved it. */
function adoptedOn(
  compiled: CompiledDefinition,
  before: ProgrammeState,
  payload: JsonObject,
  now: string,
) {
  const state = approvedAdoption(compiled, before, payload, now);
  const actor = person('P-1', 'PROGRAMME_MANAGER');
  const request = { item: 'calendars', type: 'ADOPT_CALENDAR', payload, actor, key: 'k' };
  return accepted(decide(compiled, state, request, now));
}

function accepted(decision: Decision) {
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision;
}

describe('adopting tables of holidays twice', () => {
  const saturday = shippedTable('england-and-wales', { overrides: { '2013-11-30': 'working' } });
  const sunday = shippedTable('england-and-wales', {
    overrides: { '2013-11-30': 'working', '2013-12-01': 'working' },
  });
  const T5 = '2013-11-25T12:00:00.000Z';
  const FIRST = '2013-11-26T08:00:00.000Z';
  const SECOND = '2013-11-26T09:30:00.000Z';

  it('does not remind again of what was said two tables before', () => {
    const { compiled, state } = openWithKinds(calendarYaml, '2013-10-01T09:00:00.000Z');
    const once = adoptedOn(compiled, state, adopting(saturday), T5);
    const twice = adoptedOn(compiled, once.state, adopting(sunday, {}, saturday), FIRST);
    expect(keysOf(once.timers.set)).not.toContain('T-5');
    expect(keysOf(twice.timers.set)).toContain('T-1');
    expect(keysOf(twice.timers.set)).not.toContain('T-5');
    expect(keysOf(twice.timers.cancel)).not.toContain('T-5');
  });

  it('still reminds of what the first moved on before it was said', () => {
    const { compiled, state } = openWithKinds(calendarYaml, '2013-10-01T09:00:00.000Z');
    const early = '2013-11-20T09:30:00.000Z';
    const once = adoptedOn(compiled, state, adopting(saturday), early);
    const twice = adoptedOn(compiled, once.state, adopting(sunday, {}, saturday), T5);
    expect(keysOf(once.timers.set)).toContain('T-5');
    expect(keysOf(twice.timers.set)).toContain('T-5');
  });

  it('says it once more, at once, where the milestone was closed and opened in between', () => {
    const { compiled, state } = openWithKinds(calendarYaml, '2013-10-01T09:00:00.000Z');
    const once = adoptedOn(compiled, state, adopting(saturday), T5);
    const closed = sent(compiled, once.state, 'CLAIM', T5);
    const twice = adoptedOn(compiled, closed.state, adopting(sunday, {}, saturday), FIRST);
    const { timers } = sent(compiled, twice.state, 'REOPEN', SECOND);
    const south = timers.set.filter(({ kind }) => kind !== 'wake');
    expect(south.filter(({ key }) => key.startsWith('T-5'))).toEqual([]);
    expect(south.filter(({ kind }) => kind === 'catchUp')).toMatchObject([
      { detail: { missed: ['T-5'] } },
    ]);
  });
});

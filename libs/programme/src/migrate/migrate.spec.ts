import fc from 'fast-check';
import { compiledFrom } from '../../../../test/support/move-programme.js';
import { lead, manager, smallYaml } from '../../../../test/support/small-programme.js';
import type { CompiledDefinition } from '../chart/compile.js';
import { decide } from '../decide/decide.js';
import { open } from '../decide/open.js';
import type { Json, ProgrammeState } from '../model.js';
import { applyMigration, planMigration } from './plan-migration.js';

const at = '2026-03-02T09:00:00.000Z';
const small = compiledFrom(smallYaml);

/** Another version of the small programme: parts of its text replaced, and a section added at the end. */
function version(
  changes: readonly (readonly [string, string])[],
  migration = '',
): CompiledDefinition {
  const yaml = changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the small programme has no "${from}"`);
    return text.replaceAll(from, to);
  }, smallYaml);
  return compiledFrom(`${yaml}${migration}`);
}

function begun(...events: readonly (readonly [item: string, type: string])[]): ProgrammeState {
  const programme = { id: 'p', organisation: 'acme', title: 'P', clock: 'live', actor: manager };
  return sent(small, open(small, { ...programme, clock: 'live' }, at).state, events);
}

function sent(
  compiled: CompiledDefinition,
  start: ProgrammeState,
  events: readonly (readonly [item: string, type: string])[],
): ProgrammeState {
  return events.reduce((state, [item, type]) => {
    const request = { item, type, payload: {}, actor: lead, key: `${item}${type}` };
    const decision = decide(compiled, state, request, at);
    if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
    return decision.state;
  }, start);
}

/** The state with a value that somebody recorded. */
function recorded(
  state: ProgrammeState,
  id: string,
  field: string,
  value: Json = state.items[id]?.data[field] ?? null,
): ProgrammeState {
  const item = state.items[id];
  if (item === undefined) throw new Error(`there is no item "${id}"`);
  const data = { ...item.data, [field]: value };
  const marks = { ...item.marks, [field]: { mark: 'recorded' as const, sources: [] } };
  return { ...state, items: { ...state.items, [id]: { ...item, data, marks } } };
}

const act = { actor: manager, role: 'SRO', authority: null, request: 'm', requestedBy: 'P-1' };
const migrated = (to: CompiledDefinition, state: ProgrammeState, from = small) =>
  applyMigration(from, to, state, act, at, { undo: from !== small }).state;

const working = version(
  [['doing', 'working']],
  'migration: { from: small, states: { task: { doing: working } } }\n',
);

describe('a migration between two versions', () => {
  test('changes no item when only words of the programme changed', () => {
    const to = version([['title: Small programme', 'title: The small programme']]);
    const state = begun(['first', 'START']);
    const preview = planMigration(small, to, state, at);
    expect(preview).toMatchObject({ items: [], changes: [], blockers: [], milestones: [] });
    expect(preview.timers).toEqual({ set: [], cancel: [] });
    const after = migrated(to, state);
    expect(after.items).toEqual(state.items);
    expect(after.definition).toBe(to.hash);
  });

  test('takes a state along by the mapping of the new version', () => {
    const state = begun(['first', 'START']);
    const [first] = planMigration(small, working, state, at).items;
    expect(first).toMatchObject({ item: 'first', state: { from: 'doing', to: 'working' } });
    expect(migrated(working, state).items['first']).toMatchObject({ value: 'working', version: 3 });
  });

  test('is blocked where a state is gone and nothing says where it leads', () => {
    const to = version([['doing', 'working']]);
    const { blockers } = planMigration(small, to, begun(['first', 'START']), at);
    expect(blockers).toEqual([
      {
        item: 'first',
        message:
          'First task (first): its state "doing" is not in chart "task" there; say where it leads under migration.states.task',
      },
    ]);
    expect(planMigration(small, to, begun(), at).blockers).toEqual([]);
  });

  test('shows milestones added and moved, with their timers', () => {
    const m2 = `  M2:
    chart: milestone
    title: Doors closed
    mark: proposed
    sources: []
    data:
      due: { is: { precision: DAY, bound: 'ON', hardness: HARD, date: '2026-06-15' } }
      profile: { is: STD }
      owner: { is: LEAD }
`;
    const to = compiledFrom(smallYaml + m2);
    const { milestones, timers, items } = planMigration(small, to, begun(), at);
    expect(milestones).toEqual([
      { item: 'M2', title: 'Doors closed', change: 'added', before: null, after: '2026-06-15' },
    ]);
    expect(items).toMatchObject([{ item: 'M2', becomes: 'added' }]);
    expect(items[0]?.filled.find(({ field }) => field === 'owner')).toEqual({
      field: 'owner',
      value: 'LEAD',
      mark: 'proposed',
      sources: [],
    });
    expect(timers.set.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['T-5@2026-06-15', 'T-1@2026-06-15']),
    );
    const closed = version([['holidays: {}', "holidays: { '2026-04-17': Closed }"]]);
    const later = planMigration(small, closed, begun(), at);
    expect(later.timers.set).toMatchObject([
      { item: 'M1', key: 'T-5@2026-04-20', dueAt: '2026-04-10T08:00:00.000Z' },
      { item: 'M1', key: 'T-1@2026-04-20', dueAt: '2026-04-16T08:00:00.000Z' },
    ]);
  });

  test('moves a date that still stands as it was opened, and none that somebody has set', () => {
    const to = version([["date: '2026-04-20'", "date: '2026-05-18'"]]);
    const state = begun();
    expect(planMigration(small, to, state, at).milestones).toEqual([
      {
        item: 'M1',
        title: 'Doors open',
        change: 'moved',
        before: '2026-04-20',
        after: '2026-05-18',
      },
    ]);
    const set = recorded(state, 'M1', 'due');
    expect(planMigration(small, to, set, at)).toMatchObject({ milestones: [], changes: [] });
  });

  test('refuses to lose an item that has not ended, and sets one aside that has', () => {
    const yaml = smallYaml.replace(/ {2}second:\n(?: {4}.*\n)+/, '');
    const to = compiledFrom(yaml);
    const { blockers } = planMigration(small, to, begun(), at);
    expect(blockers).toMatchObject([{ item: 'second' }]);
    expect(blockers[0]?.message).toContain('has not ended (it is in "todo"); end it first');
    const ended = begun(
      ['first', 'START'],
      ['first', 'FINISH'],
      ['second', 'START'],
      ['second', 'FINISH'],
    );
    const after = migrated(to, ended);
    expect(after.items['second']).toBeUndefined();
    expect(after.retired?.['second']).toEqual(ended.items['second']);
    expect(migrated(small, after, to).items['second']).toMatchObject({ value: 'done' });
  });

  test('renames an item with all that names it', () => {
    const to = version(
      [['  second:\n', '  zweite:\n']],
      'migration: { from: small, items: { second: zweite } }\n',
    );
    const state = begun();
    const after = migrated(to, state);
    expect(Object.keys(after.items)).toEqual(['first', 'zweite', 'M1']);
    expect(after.items['zweite']).toMatchObject({ id: 'zweite', title: 'Second task' });
    const { timers } = planMigration(small, to, state, at);
    expect(timers.cancel).toMatchObject([{ item: 'second' }]);
    expect(timers.set).toMatchObject([{ item: 'zweite', kind: 'wake' }]);
  });

  test('keeps the value of a field that is gone, and gives new ones their opening values', () => {
    const to = version([
      [
        '      size: { type: integer, optional: true, title: Size }\n',
        '      weight: { type: integer }\n',
      ],
      [
        '          SIZE: { roles: [LEAD], payload: { size: { type: integer } }, changes: [ { set: { size: { payload: size } } } ] }\n',
        '',
      ],
    ]);
    const sized = recorded(begun(), 'first', 'size', 7);
    const [moved] = planMigration(small, to, sized, at).items;
    expect(moved).toMatchObject({
      setAside: [{ field: 'size', value: 7 }],
      filled: [{ field: 'weight', value: null, tbc: 'the source does not say' }],
    });
    const back = migrated(small, migrated(to, sized), to);
    expect(back.items['first']?.data['size']).toBe(7);
  });

  test('is blocked where a value does not fit the new type of its field', () => {
    const to = version([
      ['startOn: { type: date, optional: true }', 'startOn: { type: integer, optional: true }'],
      ["data: { startOn: { is: '2026-04-01' } }", 'data: { startOn: { is: 4 } }'],
      [
        '            guard: { all: [ { known: { field: startOn } }, { dateReached: { date: { field: startOn } } } ] }',
        '            guard: { known: { field: startOn } }',
      ],
    ]);
    const { blockers } = planMigration(small, to, recorded(begun(), 'second', 'startOn'), at);
    expect(blockers.map(({ message }) => message)).toEqual([
      expect.stringContaining('field "startOn" is of type integer there'),
    ]);
  });

  test('is blocked while an open item needs a role that is gone', () => {
    const to = version([['LEAD', 'CHIEF']]);
    const { blockers } = planMigration(small, to, recorded(begun(), 'M1', 'owner'), at);
    expect(blockers).toMatchObject([{ item: 'M1' }]);
    expect(blockers[0]?.message).toContain('names role "LEAD"');
  });

  test('says which rules would fire at once, and lets them', () => {
    const sooner = version([
      [
        'guard: { all: [ { known: { field: startOn } }, { dateReached: { date: { field: startOn } } } ] }',
        'guard: { known: { field: startOn } }',
      ],
    ]);
    const state = begun();
    expect(planMigration(small, sooner, state, at).rules).toEqual([
      { item: 'second', event: 'BEGIN', kind: 'TRANSITION' },
    ]);
    expect(migrated(sooner, state).items['second']?.value).toBe('doing');
  });

  test('cannot be undone where two states became one', () => {
    const merged = version(
      [
        ['          START: { to: doing, roles: [LEAD] }\n', ''],
        ['            to: doing\n', '            to: todo\n'],
      ],
      'migration: { from: small, states: { task: { doing: todo } } }\n',
    );
    const after = migrated(merged, begun(['first', 'START']));
    const { blockers } = planMigration(merged, small, after, at, { undo: true });
    expect(blockers[0]?.message).toContain('stands for "doing" and "todo" there');
  });

  test('and back again leaves every item in the state it was in', () => {
    const event = fc.constantFrom(
      ['first', 'START'],
      ['first', 'FINISH'],
      ['second', 'START'],
      ['M1', 'CLAIM'],
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 6 }), (events) => {
        let state = begun();
        for (const [item = '', type = ''] of events) {
          try {
            state = sent(small, state, [[item, type]]);
          } catch {
            continue; // refused: not now
          }
        }
        const back = migrated(small, migrated(working, state), working);
        const values = (of: ProgrammeState) =>
          Object.entries(of.items).map(([id, { value, data, happened }]) => [
            id,
            value,
            data,
            happened,
          ]);
        expect(values(back)).toEqual(values(state));
        expect(back.definition).toBe(small.hash);
      }),
    );
  });
});

import type { CompiledDefinition } from '../chart/compile.js';
import { blankItem } from '../decide/blank-item.js';
import { unwrapped } from '../decide/outcome.js';
import type { ItemState, ProgrammeState, ValueMark } from '../model.js';
import { withRenamedDuties } from './map-duties.js';
import type { MigrationOutcome } from './migration-outcome.js';

/** The parts of a MIGRATED entry that make state; free text already revealed. */
type Migrated = { changes: readonly object[]; recordedAt: string };

/**
 * Moves a programme to the version that the entry was written with. Every item becomes a new object,
 * since what is worked out of an item under one version does not hold under another.
 */
export function foldMigration(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  migrated: Migrated,
): ProgrammeState {
  const all = new Map(Object.entries(state.items).map(([id, item]) => [id, { ...item }]));
  const retired = new Map(Object.entries(state.retired ?? {}));
  const renamed = new Map<string, string>();
  const touched = new Set<string>();
  const revised = new Set<string>();
  const added = new Set<string>();
  const itemOf = (id: string): ItemState => {
    const item = all.get(id);
    if (item === undefined) throw new Error(`an entry migrates item "${id}", which is not there`);
    return item;
  };
  const change = (id: string, next: ItemState) => {
    all.set(id, next);
    if (!added.has(id)) touched.add(id);
  };
  for (const outcome of migrated.changes as readonly MigrationOutcome[]) {
    const id = outcome.item;
    switch (outcome.op) {
      case 'renameItem':
        change(outcome.to, { ...itemOf(id), id: outcome.to });
        all.delete(id);
        renamed.set(id, outcome.to);
        break;
      case 'retireItem':
        retired.set(id, itemOf(id));
        all.delete(id);
        break;
      case 'restoreItem': {
        const kept = retired.get(id);
        if (kept === undefined) throw new Error(`item "${id}" was never set aside`);
        change(id, { ...kept });
        retired.delete(id);
        break;
      }
      case 'addItem': {
        const { chart, title, value, mark, sources } = outcome;
        const blank = blankItem(id, chart, { ...migrated, to: value }, compiled);
        added.add(id);
        change(id, { ...blank, title, marks: { '': { mark: markIn(mark), sources } } });
        break;
      }
      case 'moveItem': {
        const { chart, title, value, remembered } = outcome;
        const item = itemOf(id);
        change(id, { ...item, chart, title: title ?? item.title, value, remembered });
        break;
      }
      case 'renameField':
        change(id, withRenamedField(itemOf(id), outcome.field, outcome.to));
        revised.add(id);
        break;
      case 'renameDuties':
        change(id, withRenamedDuties(itemOf(id), outcome.duties));
        break;
      case 'fillField':
        change(id, withField(itemOf(id), outcome));
        revised.add(id);
        break;
      default:
        return outcome satisfies never;
    }
  }
  for (const id of touched) {
    const item = itemOf(id);
    const revision = revised.has(id) ? item.revision + 1 : item.revision;
    all.set(id, { ...item, version: item.version + 1, revision });
  }
  const { retired: _before, ...rest } = state;
  return {
    ...rest,
    definition: compiled.hash,
    items: inOrder(compiled, all),
    ...(retired.size > 0 && { retired: Object.fromEntries(retired) }),
    blocked: blockedIn(state.blocked, renamed, all),
  };
}

// An entry says where a value comes from in the words of the definition or of the event that brought it.
const markIn = (mark: string) => mark as ValueMark['mark'];

function withField(
  item: ItemState,
  { field, value, mark, sources, tbc }: Extract<MigrationOutcome, { op: 'fillField' }>,
): ItemState {
  const { [field]: _known, ...unknown } = item.unknown;
  return {
    ...item,
    data: { ...item.data, [field]: unwrapped(value) },
    marks: { ...item.marks, [field]: { mark: markIn(mark), sources } },
    unknown: tbc === undefined ? unknown : { ...unknown, [field]: tbc },
  };
}

function withRenamedField(item: ItemState, from: string, to: string): ItemState {
  return {
    ...item,
    data: renamedKey(item.data, from, to),
    marks: renamedPlaces(item.marks, from, to),
    unknown: renamedKey(item.unknown, from, to),
  };
}

const renamedKey = <T>(record: { [key: string]: T }, from: string, to: string) =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([key]) => key !== to)
      .map(([key, value]) => [key === from ? to : key, value]),
  );

/** Marks also name rows and cells of a register: `register.row` and `register.row.column`. */
function renamedPlaces(marks: ItemState['marks'], from: string, to: string): ItemState['marks'] {
  const isWithin = (place: string, field: string) =>
    place === field || place.startsWith(`${field}.`);
  return Object.fromEntries(
    Object.entries(marks)
      .filter(([place]) => !isWithin(place, to))
      .map(([place, mark]) => [
        isWithin(place, from) ? `${to}${place.slice(from.length)}` : place,
        mark,
      ]),
  );
}

/** Items of the definition in its order, then those created by events. */
function inOrder(compiled: CompiledDefinition, all: ReadonlyMap<string, ItemState>) {
  const listed = Object.keys(compiled.definition.items).filter((id) => all.has(id));
  const ids = new Set([...listed, ...all.keys()]);
  return Object.fromEntries([...ids].flatMap((id) => [...pair(id, all.get(id))]));
}

const pair = (id: string, item: ItemState | undefined): [string, ItemState][] =>
  item === undefined ? [] : [[id, item]];

function blockedIn(
  blocked: ProgrammeState['blocked'],
  renamed: ReadonlyMap<string, string>,
  all: ReadonlyMap<string, ItemState>,
): ProgrammeState['blocked'] {
  return Object.fromEntries(
    Object.entries(blocked).flatMap(([rule, reasons]) => {
      const [id = '', event = ''] = rule.split('/');
      const now = renamed.get(id) ?? id;
      return all.has(now) ? [[`${now}/${event}`, reasons] as const] : [];
    }),
  );
}

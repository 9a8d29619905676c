import { hasItemEnded } from '../chart/ended.js';
import { initialValue } from '../chart/machine.js';
import { leavesOf, mapRemembered, mapState } from './map-state.js';
import { hidden } from '../decide/outcome.js';
import type { ItemState, Json, ProgrammeState, StateValue } from '../model.js';
import { mapDuties } from './map-duties.js';
import { mapFields, openings } from './map-fields.js';
import type { FilledField, MigrationOutcome } from './migration-outcome.js';
import type { Versions } from './versions.js';

/** Something that stands in the way: the item it is about, and in words what to do. */
export type Blocker = { item: string | null; message: string };

/** What becomes of one item. Only what differs is said; an item that stays as it is has no line. */
export type ItemMoved = {
  /** Its id now; and where it has another, its id there. */
  item: string;
  id: string;
  title: string;
  becomes: 'kept' | 'added' | 'retired' | 'restored';
  chart: { from: string | null; to: string | null };
  state: { from: StateValue | null; to: StateValue | null };
  filled: FilledField[];
  renamed: { field: string; to: string }[];
  setAside: { field: string; value: Json }[];
  /** Duties performed that have another name there. */
  duties: { duty: string; to: string }[];
};

export type ItemsMoved = { outcomes: MigrationOutcome[]; items: ItemMoved[]; blockers: Blocker[] };

/** Where every item of a programme goes, those that the new version adds included. */
export function mapItems(versions: Versions, state: ProgrammeState): ItemsMoved {
  const moved: ItemsMoved = { outcomes: [], items: [], blockers: [] };
  const names = versions.mapping.items;
  const taken = new Set<string>();
  for (const item of Object.values(state.items)) {
    const id = names[item.id] ?? item.id;
    if (id !== item.id && state.items[id] !== undefined) {
      block(moved, item, `it is mapped to "${id}", which is another item of the programme`);
      continue;
    }
    const isCreated = versions.from.definition.items[item.id] === undefined;
    const target = versions.to.definition.items[id];
    const chart = target?.chart ?? (isCreated ? item.chart : undefined);
    if (chart === undefined || versions.to.charts[chart] === undefined) {
      retire(versions, item, moved);
      continue;
    }
    taken.add(id);
    keep(versions, item, { id, chart, title: target?.title, restored: false }, moved);
  }
  for (const [id, { chart, title }] of Object.entries(versions.to.definition.items)) {
    if (taken.has(id)) continue;
    const before = state.retired?.[id];
    if (before === undefined) add(versions, id, moved);
    else keep(versions, before, { id, chart, title, restored: true }, moved);
  }
  return moved;
}

type Target = { id: string; chart: string; title: string | undefined; restored: boolean };

function keep(versions: Versions, item: ItemState, target: Target, moved: ItemsMoved): void {
  const { id, restored } = target;
  const chart = versions.to.charts[target.chart];
  if (chart === undefined) return;
  const names = versions.mapping.states[target.chart];
  const state = mapState(chart, names, item.value);
  const fields = mapFields(versions, item, id, target.chart);
  const duties = mapDuties(versions, item, target.chart);
  const problems = [
    ...('problems' in state ? state.problems : []),
    ...fields.problems,
    ...duties.problems,
  ];
  for (const problem of problems) block(moved, item, problem);
  if ('problems' in state || problems.length > 0) return;
  const remembered = mapRemembered(chart, names, item.remembered);
  const title = target.title ?? item.title;
  const isMoved =
    item.chart !== target.chart ||
    item.title !== title ||
    state.value !== item.value ||
    JSON.stringify(remembered) !== JSON.stringify(item.remembered);
  if (restored) moved.outcomes.push({ op: 'restoreItem', item: id });
  if (item.id !== id) moved.outcomes.push({ op: 'renameItem', item: item.id, to: id });
  if (isMoved) {
    moved.outcomes.push({
      op: 'moveItem',
      item: id,
      chart: target.chart,
      ...(target.title !== undefined && { title: target.title }),
      value: state.value,
      remembered,
    });
  }
  moved.outcomes.push(...fields.outcomes);
  if (duties.renamed !== null) {
    moved.outcomes.push({ op: 'renameDuties', item: id, duties: duties.renamed });
  }
  const isSame =
    !restored &&
    item.id === id &&
    !isMoved &&
    fields.outcomes.length === 0 &&
    duties.renamed === null;
  if (isSame && fields.setAside.length === 0) return;
  const { filled, renamed, setAside } = fields;
  moved.items.push({
    item: item.id,
    id,
    title,
    becomes: restored ? 'restored' : 'kept',
    chart: { from: item.chart, to: target.chart },
    state: { from: item.value, to: state.value },
    filled,
    renamed,
    setAside,
    duties: Object.entries(duties.renamed ?? {}).map(([duty, to]) => ({ duty, to })),
  });
}

/** An item without a place there may go when it has ended; to undo, also when nothing ever happened to it. */
function retire({ from, undo }: Versions, item: ItemState, moved: ItemsMoved): void {
  const chart = from.charts[item.chart];
  const isUntouched = undo && Object.keys(item.happened).length === 0 && item.revision === 0;
  if (chart !== undefined && !hasItemEnded(chart, item) && !isUntouched) {
    const stands = leavesOf(item.value).join(', ');
    block(
      moved,
      item,
      `it is not in that version and has not ended (it is in "${stands}"); end it first, or say under migration.items what it is called there`,
    );
    return;
  }
  moved.outcomes.push({ op: 'retireItem', item: item.id });
  moved.items.push({
    ...nothingOf(item.id, item.title),
    becomes: 'retired',
    chart: { from: item.chart, to: null },
    state: { from: item.value, to: null },
  });
}

function add({ to }: Versions, id: string, moved: ItemsMoved): void {
  const item = to.definition.items[id];
  const chart = item === undefined ? undefined : to.charts[item.chart];
  if (item === undefined || chart === undefined) return;
  const value = initialValue(chart, item.state);
  const { title, mark, sources } = item;
  moved.outcomes.push({
    op: 'addItem',
    item: id,
    chart: item.chart,
    title,
    value,
    mark,
    sources,
  });
  const opening = openings(to, id, chart.chart.fields);
  const filled = Object.keys(chart.chart.fields).map(opening);
  for (const each of filled) {
    const kept = hidden(chart.chart.fields[each.field], each.value);
    moved.outcomes.push({ op: 'fillField', item: id, ...each, value: kept });
  }
  moved.items.push({
    ...nothingOf(id, title),
    becomes: 'added',
    chart: { from: null, to: item.chart },
    state: { from: null, to: value },
    filled,
  });
}

const nothingOf = (id: string, title: string) => ({
  item: id,
  id,
  title,
  filled: [],
  renamed: [],
  setAside: [],
  duties: [],
});

const block = (moved: ItemsMoved, item: ItemState, why: string): void => {
  moved.blockers.push({ item: item.id, message: `${item.title} (${item.id}): ${why}` });
};

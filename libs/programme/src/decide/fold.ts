import { textOf } from '../definition/json-text.js';
import { toLocalDate } from '#plan';
import { revealEntry, type Entry, type PrivateFields, type RevealedEntry } from '#ledger';
import type { CompiledDefinition } from '../chart/compile.js';
import { remember } from '../chart/machine.js';
import { outermost, sameState } from '../chart/state-value.js';
import { isObject } from '../guard/scope.js';
import type {
  ItemState,
  Json,
  JsonObject,
  ProgrammeState,
  StateValue,
  ValueMark,
} from '../model.js';
import { unwrapped, type Outcome } from './outcome.js';

/** The parts of an entry that make state; free text already revealed. */
export type Happened = Pick<
  RevealedEntry,
  'kind' | 'item' | 'event' | 'to' | 'changes' | 'recordedAt' | 'guards'
>;

/**
 * Adds one recorded outcome to a state. Evaluates no guard: state at a date is this, folded over the
 * entries up to it, under the definition each was written with.
 */
export function fold(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  happened: Happened,
): ProgrammeState {
  const next = { ...state, lastRecordedAt: happened.recordedAt };
  if (happened.item === null) return next;
  const rule = `${happened.item}/${happened.event?.type ?? ''}`;
  if (happened.kind === 'BLOCKED') {
    return { ...next, blocked: { ...state.blocked, [rule]: blockedReasons(happened.guards) } };
  }
  return happened.kind === 'OPENED'
    ? openItem(compiled, next, happened)
    : changeItem(compiled, next, happened);
}

/** Folds a sealed entry with the rows of its erasable side table. */
export function foldEntry(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  sealed: { entry: Entry; hash: string },
  fields: PrivateFields,
): ProgrammeState {
  const next = fold(compiled, state, revealEntry(sealed.entry, fields));
  return { ...next, head: { sequence: sealed.entry.sequence, hash: sealed.hash } };
}

/** One line that changes when, and only when, the reasons do. */
export function blockedReasons(guards: readonly { guard: string; answer: string }[]): string {
  return guards.map((each) => `${each.guard}=${each.answer}`).join(';');
}

function openItem(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  happened: Happened,
): ProgrammeState {
  const id = String(happened.item);
  let item: ItemState = blank(id, '', happened, compiled);
  for (const change of happened.changes as unknown as Outcome[]) {
    if (change.op === 'open') {
      item = { ...item, chart: change.chart, title: change.title };
      item.marks = { '': { mark: change.mark as ValueMark['mark'], sources: change.sources } };
    } else if (change.op === 'seed') {
      item = {
        ...item,
        data: { ...item.data, [change.field]: unwrapped(change.value) },
        marks: {
          ...item.marks,
          [change.field]: { mark: change.mark as ValueMark['mark'], sources: change.sources },
        },
        unknown:
          change.tbc === undefined ? item.unknown : { ...item.unknown, [change.field]: change.tbc },
      };
    }
  }
  return { ...state, items: { ...state.items, [id]: item } };
}

function changeItem(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  happened: Happened,
): ProgrammeState {
  const id = String(happened.item);
  const before = state.items[id];
  const chart = before === undefined ? undefined : compiled.charts[before.chart];
  if (before === undefined || chart === undefined) {
    throw new Error(`an entry speaks of item "${id}", which the programme does not have`);
  }
  const value = (happened.to as StateValue | null) ?? before.value;
  const moved = !sameState(before.value, value);
  let item: ItemState = {
    ...before,
    value,
    remembered: moved ? remember(chart, before, value) : before.remembered,
    // What regions do within a state does not restart the time spent in it: checks count from there.
    since:
      outermost(before.value) === outermost(value)
        ? before.since
        : toLocalDate(happened.recordedAt, compiled.definition.zone),
    version: before.version + 1,
  };
  const created: ItemState[] = [];
  const closed: string[] = [];
  for (const change of happened.changes as unknown as Outcome[]) {
    if (change.op === 'createItem') created.push(createdItem(change, happened, compiled));
    else if (change.op === 'closeItem' && change.item === id) item = { ...item, closed: true };
    else if (change.op === 'closeItem') closed.push(change.item);
    else item = applied(item, change, happened);
  }
  const blocked = Object.entries(state.blocked).filter(([rule]) => !rule.startsWith(`${id}/`));
  const counts = { ...state.created };
  for (const each of created) counts[each.chart] = (counts[each.chart] ?? 0) + 1;
  const others = Object.fromEntries([
    ...created.map((each) => [each.id, each]),
    ...closed
      .flatMap((other) => state.items[other] ?? [])
      .map((other) => [other.id, { ...other, closed: true, version: other.version + 1 }]),
  ]);
  return {
    ...state,
    items: { ...state.items, [id]: item, ...others },
    created: counts,
    blocked: moved ? Object.fromEntries(blocked) : state.blocked,
  };
}

/** One outcome applied to its item: the closed list, and nothing else. */
function applied(item: ItemState, change: Outcome, happened: Pick<Happened, 'event'>): ItemState {
  switch (change.op) {
    case 'set': {
      const value = unwrapped(change.value);
      if (change.rows !== undefined) {
        const cells = { [change.field]: value };
        return withRows(item, change.rows, (rows) => rowChanged(rows, change.row ?? '', cells));
      }
      const { [change.field]: _known, ...unknown } = item.unknown;
      return {
        ...item,
        data: { ...item.data, [change.field]: value },
        marks: { ...item.marks, [change.field]: markOf(happened, change.sources) },
        unknown,
      };
    }
    case 'append': {
      const row = { mark: markOf(happened).mark, ...(unwrapped(change.row) as JsonObject) };
      return withRows(item, change.rows, (rows) => [...rows, row]);
    }
    case 'endDate':
      return withRows(item, change.rows, (rows) =>
        rowChanged(rows, change.row, { until: change.until }),
      );
    case 'open':
    case 'seed':
    case 'createItem':
    case 'closeItem':
      return item; // handled where whole items are: openItem and changeItem
    default:
      return change satisfies never;
  }
}

function withRows(
  item: ItemState,
  name: string,
  change: (rows: JsonObject[]) => JsonObject[],
): ItemState {
  const value = item.data[name];
  const rows = Array.isArray(value) ? value.filter(isObject) : [];
  return { ...item, data: { ...item.data, [name]: change(rows) } };
}

const rowChanged = (rows: JsonObject[], id: string, cells: JsonObject) =>
  rows.map((row) => (row['id'] === id ? { ...row, ...cells } : row));

function markOf(happened: Pick<Happened, 'event'>, sources: Json[] = []): ValueMark {
  const named = sources.map((source) => textOf(unwrapped(source)));
  return { mark: happened.event?.mark ?? 'recorded', sources: named };
}

function createdItem(
  change: Extract<Outcome, { op: 'createItem' }>,
  happened: Happened,
  compiled: CompiledDefinition,
): ItemState {
  return {
    ...blank(change.item, change.chart, happened, compiled),
    title: textOf(unwrapped(change.title)),
    value: change.value,
    data: unwrapped(change.data) as JsonObject,
    marks: { '': markOf(happened) },
  };
}

function blank(
  id: string,
  chart: string,
  happened: Happened,
  compiled: CompiledDefinition,
): ItemState {
  return {
    id,
    chart,
    title: id,
    value: (happened.to as StateValue | null) ?? '',
    since: toLocalDate(happened.recordedAt, compiled.definition.zone),
    remembered: {},
    data: {},
    marks: {},
    unknown: {},
    closed: false,
    version: 1,
  };
}

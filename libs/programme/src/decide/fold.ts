import { textOf } from '../definition/json-text.js';
import { toLocalDate } from '#plan';
import { revealEntry, type Entry, type PrivateFields, type RevealedEntry } from '#ledger';
import type { CompiledDefinition } from '../chart/compile.js';
import { remember } from '../chart/machine.js';
import { APPROVAL } from '../definition/approval.js';
import { outermost, sameState } from '../chart/state-value.js';
import type { ItemState, JsonObject, ProgrammeState, StateValue, ValueMark } from '../model.js';
import { foldMigration } from '../migrate/fold-migration.js';
import { applied, enteredBy, markOf } from './apply-outcome.js';
import { blankItem } from './blank-item.js';
import { unwrapped, type Outcome } from './outcome.js';

/** The parts of an entry that make state; free text already revealed. */
export type Happened = Pick<
  RevealedEntry,
  'kind' | 'item' | 'event' | 'to' | 'changes' | 'recordedAt' | 'guards'
> & {
  /** Its place in the history, or the one it is going to have. */
  sequence?: number;
};

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
  if (happened.kind === 'MIGRATED') return foldMigration(compiled, next, happened);
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
  let item: ItemState = blankItem(id, '', happened, compiled);
  const marked = (change: { mark: string; sources: string[] }): ValueMark => ({
    mark: change.mark as ValueMark['mark'], // an opening's own mark
    sources: change.sources,
    ...enteredBy(happened),
  });
  for (const change of happened.changes as unknown as Outcome[]) {
    if (change.op === 'open') {
      item = { ...item, chart: change.chart, title: change.title };
      item.marks = { '': marked(change) };
    } else if (change.op === 'seed') {
      item = {
        ...item,
        data: { ...item.data, [change.field]: unwrapped(change.value) },
        marks: { ...item.marks, [change.field]: marked(change) },
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
  const outcomes = happened.changes as unknown as Outcome[];
  const version = before.version + (!moved && onlyAsks(outcomes) ? 0 : 1);
  let item: ItemState = {
    ...before,
    value,
    remembered: moved ? remember(chart, before, value) : before.remembered,
    // What regions do within a state does not restart the time spent in it: checks count from there.
    since:
      outermost(before.value) === outermost(value)
        ? before.since
        : toLocalDate(happened.recordedAt, compiled.definition.zone),
    version,
    ...(happened.event !== null && {
      happened: { ...before.happened, [happened.event.type]: version },
    }),
  };
  const created: ItemState[] = [];
  const others = new Map<string, ItemState>();
  for (const change of outcomes) {
    if (change.op === 'createItem') {
      const made = createdItem(change, happened, compiled);
      created.push(made);
      others.set(made.id, made);
      continue;
    }
    const other = 'item' in change && change.item !== id ? change.item : undefined;
    const known = other === undefined ? item : (others.get(other) ?? state.items[other]);
    if (known === undefined)
      throw new Error(`an entry changes item "${other}", which is not there`);
    if (other === undefined) item = applied(known, change, happened);
    else others.set(other, applied(known, change, happened));
  }
  const blocked = Object.entries(state.blocked).filter(([rule]) => !rule.startsWith(`${id}/`));
  const counts = { ...state.created };
  for (const each of created) counts[each.chart] = (counts[each.chart] ?? 0) + 1;
  return {
    ...state,
    items: {
      ...state.items,
      [id]: revised(before, item),
      ...Object.fromEntries([...others].map(([other, each]) => [other, touched(state, each)])),
    },
    created: counts,
    blocked: moved ? Object.fromEntries(blocked) : state.blocked,
  };
}

/** Asking for an approval leaves the item as it is: otherwise it would void what others approve. */
function onlyAsks(outcomes: readonly Outcome[]): boolean {
  const asked = outcomes.flatMap((each) =>
    each.op === 'createItem' && each.chart === APPROVAL ? [each.item] : [],
  );
  const isOfIt = (each: Outcome) =>
    'item' in each && each.item !== undefined && asked.includes(each.item);
  return asked.length > 0 && outcomes.every(isOfIt);
}

/** Another item that an entry changed: one version on; a new one is at its first. */
function touched(state: ProgrammeState, item: ItemState): ItemState {
  const before = state.items[item.id];
  if (before === undefined) return item;
  return revised(before, { ...item, version: before.version + 1 });
}

/** An entry is one revision of an item, however many of its fields it changes. */
const revised = (before: ItemState, item: ItemState): ItemState =>
  item.data === before.data ? item : { ...item, revision: before.revision + 1 };

function createdItem(
  change: Extract<Outcome, { op: 'createItem' }>,
  happened: Happened,
  compiled: CompiledDefinition,
): ItemState {
  return {
    ...blankItem(change.item, change.chart, happened, compiled),
    title: textOf(unwrapped(change.title)),
    value: change.value,
    data: unwrapped(change.data) as JsonObject,
    marks: { '': markOf(happened) },
  };
}

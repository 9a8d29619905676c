import { textOf } from '../definition/json-text.js';
import { workingDaysBetween, type IsoDate, type PlannedDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { isIn } from '../chart/state-value.js';
import { rowsOf } from '../guard/scope.js';
import type { ItemState, JsonObject, ProgrammeState } from '../model.js';
import { calendarOf } from './calendars.js';

/** The chart whose items are baselines, and the state in which one stands. */
const CHART = 'baseline';
const APPROVED = 'approved';

/** One milestone as a baseline holds it. */
export type PlannedMilestone = {
  item: string;
  title: string;
  /** As it was said: precision, words and all; null while it was to be confirmed. */
  due: PlannedDate | null;
  committed: IsoDate | null;
  profile: string | null;
  owner: string | null;
  /** The change request that set this date, if one did. */
  changedBy: string | null;
};

/** An approved baseline. Numbers are those of the items: one that was withdrawn leaves its own out. */
export type Baseline = {
  number: number;
  item: string;
  title: string;
  approvedOn: IsoDate | null;
  /** The change request that it records; null when it was prepared and approved as such. */
  change: string | null;
  milestones: PlannedMilestone[];
};

/** The approved baselines of a programme, in order. */
export function baselinesOf(state: ProgrammeState): Baseline[] {
  return Object.values(state.items)
    .filter((item) => item.chart === CHART && isIn(item.value, APPROVED))
    .map((item) => baselineOf(state, item))
    .toSorted((one, other) => one.number - other.number);
}

function baselineOf(state: ProgrammeState, item: ItemState): Baseline {
  return {
    number: Number(/\d+$/.exec(item.id)?.[0] ?? 0),
    item: item.id,
    title: item.title,
    approvedOn: text(item.data['approvedOn']),
    change: text(item.data['change']),
    milestones: rowsOf(item, 'plan').map((row) => milestoneOf(state, row)),
  };
}

function milestoneOf(state: ProgrammeState, row: JsonObject): PlannedMilestone {
  const item = textOf(row['id']);
  return {
    item,
    title: state.items[item]?.title ?? item,
    due: (row['due'] ?? null) as PlannedDate | null, // taken from a checked field
    committed: text(row['committed']),
    profile: text(row['profile']),
    owner: text(row['owner']),
    changedBy: text(row['changedBy']),
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A milestone that differs, and the approved changes by which it came to differ, in order. */
export type Moved = {
  item: string;
  title: string;
  from: PlannedMilestone;
  to: PlannedMilestone;
  /**
   * By how much the committed date moved, later or (negative) earlier, in the calendar that the item
   * has now; null without both days.
   */
  workingDays: number | null;
  changes: string[];
};

/** What differs between two baselines. Milestones that are the same are not listed. */
export type BaselineComparison = {
  from: Omit<Baseline, 'milestones'>;
  to: Omit<Baseline, 'milestones'>;
  added: (PlannedMilestone & { changes: string[] })[];
  removed: (PlannedMilestone & { changes: string[] })[];
  moved: Moved[];
};

/**
 * Compares two approved baselines by number; null when one of them is not there. `changes` are those
 * recorded by the baselines on the way, at each of which the milestone differs from the one before.
 */
export function compareBaselines(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  from: number,
  to: number,
): BaselineComparison | null {
  const all = baselinesOf(state);
  const [one, other] = [from, to].map((wanted) => all.find(({ number }) => number === wanted));
  if (one === undefined || other === undefined) return null;
  const [low, high] = from <= to ? [from, to] : [to, from];
  const way = all.filter(({ number }) => number >= low && number <= high);
  const changes = (item: string) => changesOn(way, item);
  const calendar = (item: string) => calendarOf(compiled, state.items[item] ?? null, state.items);
  const [before, after] = [byItem(one), byItem(other)];
  return {
    from: head(one),
    to: head(other),
    added: other.milestones
      .filter(({ item }) => !before.has(item))
      .map((each) => ({ ...each, changes: changes(each.item) })),
    removed: one.milestones
      .filter(({ item }) => !after.has(item))
      .map((each) => ({ ...each, changes: changes(each.item) })),
    moved: other.milestones.flatMap((now): Moved[] => {
      const was = before.get(now.item);
      if (was === undefined || isSameDate(was, now)) return [];
      const workingDays =
        was.committed === null || now.committed === null
          ? null
          : workingDaysBetween(calendar(now.item), was.committed, now.committed);
      const { item, title } = now;
      return [{ item, title, from: was, to: now, workingDays, changes: changes(item) }];
    }),
  };
}

const head = ({ milestones: _milestones, ...rest }: Baseline) => rest;

const byItem = ({ milestones }: Baseline) =>
  new Map(milestones.map((each) => [each.item, each] as const));

/** Dates that are counted from another may move without anybody having written another date. */
const isSameDate = (one: PlannedMilestone, other: PlannedMilestone): boolean =>
  one.committed === other.committed && JSON.stringify(one.due) === JSON.stringify(other.due);

function changesOn(way: readonly Baseline[], item: string): string[] {
  const changes: string[] = [];
  let last = way[0] && byItem(way[0]).get(item);
  for (const baseline of way.slice(1)) {
    const now = byItem(baseline).get(item);
    const isSame = last === undefined || now === undefined ? last === now : isSameDate(last, now);
    if (!isSame && baseline.change !== null) changes.push(baseline.change);
    last = now;
  }
  return changes;
}

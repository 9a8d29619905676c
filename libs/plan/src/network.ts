import { addDays, type IsoDate } from './day-number.js';
import type { NetworkLink, NetworkMilestone } from './network-milestone.js';
import { byDependency } from './network-order.js';
import { addWorkingDays, workingDaysBetween, type WorkingCalendar } from './working-calendar.js';

/** Where a milestone stands in the network. `float` is in working days, negative when too late. */
export type NetworkPlace =
  | {
      readonly kind: 'open';
      readonly early: IsoDate;
      readonly late: IsoDate;
      readonly float: number;
      readonly critical: boolean;
    }
  | { readonly kind: 'achieved'; readonly on: IsoDate }
  /** `undated` is the first without a date: the farthest back of what it waits for, or itself. */
  | { readonly kind: 'notCalculable'; readonly undated: string };

/** The places by id; or the milestones that wait for each other, in order, the first one again last. */
export type Network =
  | {
      readonly ok: true;
      /** The last early date of all open milestones; absent when none is calculable. */
      readonly end?: IsoDate | undefined;
      readonly places: ReadonlyMap<string, NetworkPlace>;
    }
  | { readonly ok: false; readonly cycle: readonly string[] };

/** Working days are counted from here; which day it is makes no difference to any answer. */
const ORIGIN: IsoDate = '2000-01-03';

/**
 * The network pass: early and late dates, total float and criticality of milestones.
 *
 * - Early date: the later of the milestone's own date and, for each link, the early date (or the
 *   actual day) of what it waits for plus the lag.
 * - End: the last early date among open milestones.
 * - Late date: the last day on which neither the end, nor a hard date, of its own or of an open
 *   milestone that follows, is overrun. An achieved milestone holds nothing up any more.
 * - Float: working days from early to late. It is negative when a hard date cannot be held.
 * - Critical: float of 0 or less.
 * - Not calculable: has no date, or waits for an open one that is not calculable, or for one that
 *   is not in the list. It sets no end and holds back nothing.
 *
 * It knows no today: a milestone overdue and not forecast anew stays at its own date. The answer does
 * not depend on the order of the list. Linear in milestones and links.
 * Throws RangeError when two milestones have one id, or a lag is no whole number.
 */
export function network(
  milestones: readonly NetworkMilestone[],
  calendar: WorkingCalendar,
): Network {
  const ordered = byDependency(milestones);
  if ('cycle' in ordered) return { ok: false, cycle: ordered.cycle };
  const early = forwards(ordered.order, calendar);
  const dates = [...early.values()].flatMap((each) => (each.kind === 'open' ? [each.early] : []));
  const end = dates.reduce<IsoDate | undefined>(
    (last, date) => (last === undefined || date > last ? date : last),
    undefined,
  );
  if (end === undefined) return { ok: true, places: early };
  const indexOf = (date: IsoDate) => workingDaysBetween(calendar, ORIGIN, date);
  const late = backwards(ordered.order, early, calendar, indexOf(end));
  const places = new Map<string, NetworkPlace>();
  for (const [id, place] of early) {
    const index = late.get(id);
    if (place.kind !== 'open' || index === undefined) {
      places.set(id, place);
      continue;
    }
    const float = index - indexOf(place.early);
    const date = float === 0 ? place.early : addWorkingDays(calendar, place.early, float);
    places.set(id, { ...place, late: date, float, critical: float <= 0 });
  }
  return { ok: true, end, places };
}

function forwards(
  order: readonly NetworkMilestone[],
  calendar: WorkingCalendar,
): Map<string, NetworkPlace> {
  const places = new Map<string, NetworkPlace>();
  for (const milestone of order) places.set(milestone.id, earlyPlace(milestone, places, calendar));
  return places;
}

function earlyPlace(
  { id, date, actual, links = [] }: NetworkMilestone,
  places: ReadonlyMap<string, NetworkPlace>,
  calendar: WorkingCalendar,
): NetworkPlace {
  if (actual !== undefined) return { kind: 'achieved', on: actual };
  let early = date;
  for (const link of links) {
    const before = places.get(link.after) ?? { kind: 'notCalculable', undated: link.after };
    if (before.kind === 'notCalculable') return before;
    const reached = laterBy(link, before.kind === 'open' ? before.early : before.on, calendar);
    if (early !== undefined && reached > early) early = reached;
  }
  if (early === undefined) return { kind: 'notCalculable', undated: id };
  return { kind: 'open', early, late: early, float: 0, critical: true };
}

function laterBy({ workingDays = 0, days }: NetworkLink, date: IsoDate, calendar: WorkingCalendar) {
  if (days !== undefined) return addDays(date, days);
  return workingDays === 0 ? date : addWorkingDays(calendar, date, workingDays);
}

/** The index of the last working day on which each open milestone is still in time. */
function backwards(
  order: readonly NetworkMilestone[],
  places: ReadonlyMap<string, NetworkPlace>,
  calendar: WorkingCalendar,
  end: number,
): Map<string, number> {
  const late = new Map<string, number>();
  const isOpen = (id: string) => places.get(id)?.kind === 'open';
  const lower = (id: string, index: number) => late.set(id, Math.min(late.get(id) ?? end, index));
  for (const { id, noLaterThan, links = [] } of order.toReversed()) {
    if (!isOpen(id)) continue;
    lower(id, end);
    if (noLaterThan !== undefined) lower(id, workingDaysBetween(calendar, ORIGIN, noLaterThan));
    for (const link of links) {
      if (isOpen(link.after)) lower(link.after, earlierBy(link, late.get(id) ?? end, calendar));
    }
  }
  return late;
}

function earlierBy(
  { workingDays = 0, days }: NetworkLink,
  index: number,
  calendar: WorkingCalendar,
) {
  if (days === undefined) return index - workingDays;
  // Days without work after a working day still count as that day's, so the last of them decides.
  const last = addDays(addWorkingDays(calendar, ORIGIN, index + 1), -1);
  return workingDaysBetween(calendar, ORIGIN, addDays(last, -days));
}

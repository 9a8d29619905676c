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
 * Lags and float are counted in the working days of the milestone that waits, `calendar` unless it has
 * its own. It knows no today: a milestone overdue and not forecast anew stays at its own date. The answer does
 * not depend on the order of the list. Linear in milestones and links.
 * Throws RangeError when two milestones have one id, or a lag is no whole number.
 */
export function network(
  milestones: readonly NetworkMilestone[],
  calendar: WorkingCalendar,
): Network {
  const ordered = byDependency(milestones);
  if ('cycle' in ordered) return { ok: false, cycle: ordered.cycle };
  const order = ordered.order.map((each) => ({ ...each, calendar: each.calendar ?? calendar }));
  const early = forwards(order);
  const dates = [...early.values()].flatMap((each) => (each.kind === 'open' ? [each.early] : []));
  const end = dates.reduce<IsoDate | undefined>(
    (last, date) => (last === undefined || date > last ? date : last),
    undefined,
  );
  if (end === undefined) return { ok: true, places: early };
  const last = backwards(order, early, end);
  const calendars = new Map(order.map((each) => [each.id, each.calendar]));
  const places = new Map(
    [...early].map(([id, place]) => [
      id,
      withFloat(place, last.get(id), calendars.get(id) ?? calendar),
    ]),
  );
  return { ok: true, end, places };
}

/** The late date is a working day, or the early date itself where there is no float to speak of. */
function withFloat(
  place: NetworkPlace,
  last: IsoDate | undefined,
  calendar: WorkingCalendar,
): NetworkPlace {
  if (place.kind !== 'open' || last === undefined) return place;
  const { early } = place;
  const float = workingDaysBetween(calendar, early, last);
  const sameDay = last < early ? last : early;
  const late = float === 0 ? sameDay : addWorkingDays(calendar, early, float);
  return { ...place, late, float, critical: float <= 0 };
}

type InCalendar = NetworkMilestone & { readonly calendar: WorkingCalendar };

function forwards(order: readonly InCalendar[]): Map<string, NetworkPlace> {
  const places = new Map<string, NetworkPlace>();
  for (const milestone of order) places.set(milestone.id, earlyPlace(milestone, places));
  return places;
}

function earlyPlace(
  { id, date, actual, links = [], calendar }: InCalendar,
  places: ReadonlyMap<string, NetworkPlace>,
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

/** The last day, working or not, on which each open milestone is still in time. */
function backwards(
  order: readonly InCalendar[],
  places: ReadonlyMap<string, NetworkPlace>,
  end: IsoDate,
): Map<string, IsoDate> {
  const last = new Map<string, IsoDate>();
  for (const [id, { kind }] of places) if (kind === 'open') last.set(id, end);
  const notAfter = (id: string, day: IsoDate) => {
    const known = last.get(id);
    if (known !== undefined && day < known) last.set(id, day);
  };
  for (const { id, noLaterThan, links = [], calendar } of order.toReversed()) {
    if (noLaterThan !== undefined) notAfter(id, noLaterThan);
    const day = last.get(id);
    if (day === undefined) continue;
    for (const link of links) notAfter(link.after, earlierBy(link, day, calendar));
  }
  return last;
}

/** The last day from which the lag does not lead beyond a day. */
function earlierBy(
  { workingDays = 0, days }: NetworkLink,
  day: IsoDate,
  calendar: WorkingCalendar,
): IsoDate {
  if (days !== undefined) return addDays(day, -days);
  if (workingDays === 0) return day;
  return addDays(addWorkingDays(calendar, day, 1 - workingDays), -1);
}

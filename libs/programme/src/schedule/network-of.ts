import { network, type Network, type NetworkMilestone, type NetworkPlace } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ProgrammeState } from '../model.js';
import { calendarOf } from './calendars.js';
import { milestonePlan, type MilestonePlan } from './milestone.js';

/** Where a milestone stands in the network; for what cannot be worked out, why, in plain words. */
export type MilestonePlace =
  | Exclude<NetworkPlace, { kind: 'notCalculable' }>
  | { readonly kind: 'notCalculable'; readonly reason: string };

const networks = new WeakMap<ProgrammeState['items'], Network>();

/**
 * The network of a programme's milestones as they stand. Kept by identity of the items.
 *
 * A milestone's own date is its forecast, otherwise what it is held to; once claimed, the day claimed.
 * Only a HARD date is one that must not be overrun. Links to what is superseded, cancelled, no
 * milestone, or achieved on a day nobody recorded hold nothing up.
 */
export function networkOf(compiled: CompiledDefinition, { items }: ProgrammeState): Network {
  const known = networks.get(items);
  if (known !== undefined) return known;
  const plans = Object.values(items)
    .map((item) => milestonePlan(compiled, item, items))
    .filter((plan) => plan !== null)
    .filter(hasPlace);
  const ids = new Set(plans.map((plan) => plan.item));
  const found = network(
    plans.map((plan) => milestoneOf(plan, ids)),
    calendarOf(compiled, null, items),
  );
  networks.set(items, found);
  return found;
}

const hasPlace = (plan: MilestonePlan): boolean =>
  !plan.dropped && !(plan.achieved && plan.actual === null);

function milestoneOf(plan: MilestonePlan, ids: ReadonlySet<string>): NetworkMilestone {
  const { item: id, achieved, actual, forecast, committed, planned } = plan;
  const date = actual ?? forecast ?? committed;
  return {
    id,
    calendar: plan.calendar,
    links: plan.links.filter(({ after }) => ids.has(after)),
    ...(achieved && actual !== null && { actual }),
    ...(date !== null && { date }),
    ...(planned?.hardness === 'HARD' && committed !== null && { noLaterThan: committed }),
  };
}

/** The place of one milestone; null for what is no milestone, superseded or cancelled. */
export function placeOf(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  id: string,
): MilestonePlace | null {
  const item = state.items[id];
  const plan = item === undefined ? null : milestonePlan(compiled, item, state.items);
  if (plan === null || plan.dropped) return null;
  const found = networkOf(compiled, state);
  if (!found.ok) {
    const reason = `what milestones wait for goes round: ${found.cycle.join(' → ')}; take one of these out`;
    return { kind: 'notCalculable', reason };
  }
  const place = found.places.get(id);
  if (place === undefined) {
    return { kind: 'notCalculable', reason: 'it was achieved on a day that nobody recorded' };
  }
  if (place.kind !== 'notCalculable') return place;
  return { kind: 'notCalculable', reason: reasonOf(plan, state, place.undated) };
}

/** Why, from the milestone's own point of view: what lacks a date is itself, or what it waits for. */
function reasonOf(
  { item, planned }: MilestonePlan,
  state: ProgrammeState,
  undated: string,
): string {
  const named = (id: string) => `${id} (${state.items[id]?.title ?? 'unknown'})`;
  if (undated !== item) return `it waits for ${named(undated)}, which has no date`;
  const { relativeTo } = planned ?? {};
  if (relativeTo === undefined) return 'it has no date';
  return `its date counts from ${named(relativeTo.item)}, which has none in the plan`;
}

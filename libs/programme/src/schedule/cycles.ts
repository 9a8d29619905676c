import type { CompiledDefinition } from '../chart/compile.js';
import type { ProgrammeState } from '../model.js';
import { milestonePlan } from './milestone.js';

/** What each id leads to. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** The ways that come round to where they began, each with its first id again last. */
export function cyclesIn(edges: Edges): string[][] {
  const found: string[][] = [];
  const finished = new Set<string>();
  const walk = (id: string, chain: string[]): void => {
    if (chain.includes(id)) {
      found.push([...chain.slice(chain.indexOf(id)), id]);
      return;
    }
    if (finished.has(id)) return;
    for (const next of edges.get(id) ?? []) walk(next, [...chain, id]);
    finished.add(id);
  };
  for (const id of edges.keys()) walk(id, []);
  return found;
}

/**
 * A circle in the plan, or null: of dates that count from one another, either way, or of milestones
 * that wait for one another. The two are apart, since a date counted back from a milestone does not
 * wait for it.
 */
export function planCycle(
  compiled: CompiledDefinition,
  items: ProgrammeState['items'],
): { of: 'dates' | 'dependencies'; cycle: string[] } | null {
  const plans = Object.values(items)
    .map((item) => milestonePlan(compiled, item, items))
    .filter((plan) => plan !== null)
    .filter((plan) => !plan.dropped);
  const [dates] = cyclesIn(
    new Map(
      plans.map(({ item, planned }) => [
        item,
        planned?.relativeTo === undefined ? [] : [planned.relativeTo.item],
      ]),
    ),
  );
  if (dates !== undefined) return { of: 'dates', cycle: dates };
  const [waiting] = cyclesIn(
    new Map(plans.map(({ item, links }) => [item, links.map(({ after }) => after)])),
  );
  return waiting === undefined ? null : { of: 'dependencies', cycle: waiting };
}

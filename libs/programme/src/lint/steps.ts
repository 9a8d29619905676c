import type { Chart, Rule, Transition } from '../definition/chart-schema.js';
import { withDuty } from '../definition/duties.js';
import { statesWithin } from '../definition/guard-walk.js';
import type { Path } from '../definition/yaml-file.js';

/** A transition or rule as it stands in the file: with its place, before anything is compiled. */
export type PlacedStep = { path: Path; from: string; event: string } & (
  { by: 'person'; body: Transition } | { by: 'system'; body: Rule }
);

const known = new WeakMap<Chart, { name: string; steps: readonly PlacedStep[] }>();

/** Every transition and rule of a chart. Kept: each check of a definition asks for them anew. */
export function placedSteps(name: string, chart: Chart): readonly PlacedStep[] {
  const kept = known.get(chart);
  if (kept?.name === name) return kept.steps;
  const steps = stepsOf(name, chart);
  known.set(chart, { name, steps });
  return steps;
}

function stepsOf(name: string, chart: Chart): PlacedStep[] {
  const own = listed(chart.on, ['charts', name, 'on']).map((each) => ({
    ...each,
    body: withDuty(each.body),
    from: '',
    by: 'person' as const,
  }));
  const inner = statesWithin(chart.states).flatMap(([from, state]): PlacedStep[] => {
    const at = ['charts', name, ...from.split('.').flatMap((part) => ['states', part])];
    return [
      ...listed(state.on, [...at, 'on']).map((each) => ({
        ...each,
        body: withDuty(each.body),
        from,
        by: 'person' as const,
      })),
      ...listed(state.rules, [...at, 'rules']).map((each) => ({
        ...each,
        from,
        by: 'system' as const,
      })),
    ];
  });
  return [...own, ...inner];
}

function listed<T>(
  on: Record<string, T | T[]>,
  at: Path,
): { event: string; body: T; path: Path }[] {
  return Object.entries(on).flatMap(([event, bodies]) =>
    Array.isArray(bodies)
      ? bodies.map((body, index) => ({ event, body, path: [...at, event, index] }))
      : [{ event, body: bodies, path: [...at, event] }],
  );
}

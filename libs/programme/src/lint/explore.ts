import { getAdjacencyMap } from 'xstate/graph';
import type { CompiledChart, MachineEvent, Step } from '../chart/compile.js';
import { activeSteps, initialValue } from '../chart/machine.js';
import { activePaths } from '../chart/state-value.js';
import type { StateValue } from '../model.js';

/** How many state values of one chart are looked at before lint gives up. */
export const EXPLORATION_BOUND = 5_000;

export type Edge = { from: string; to: string; step: Step };

/** Every state value a chart can reach when guards are left aside, and how it gets from one to another. */
export type Exploration = {
  values: Map<string, StateValue>;
  edges: Edge[];
  /** Whether the bound was reached, so that nothing can be said. */
  cut: boolean;
};

type Asked = MachineEvent & { step: Step };

/**
 * Walks a chart from the states its items start in, taking each step as if its guard held. History
 * is left aside: two values with the same active states count as one.
 */
export function explore(
  chart: CompiledChart,
  starts: readonly (string | undefined)[],
): Exploration {
  const found: Exploration = { values: new Map(), edges: [], cut: false };
  for (const start of new Set([undefined, ...starts])) {
    const value = initialValue(chart, start);
    if (found.values.has(keyOf(value))) continue;
    walk(chart, value, found);
  }
  return found;
}

function walk(chart: CompiledChart, start: StateValue, found: Exploration): void {
  // XState's graph types know no machine made from data; what is read back is checked by keyOf.
  const map = getAdjacencyMap(
    chart.machine as never,
    {
      fromState: chart.machine.resolveState({ value: start, context: {} }),
      events: (state: unknown) => movesFrom(chart, valueOf(state)),
      serializeState: (state: unknown) => keyOf(valueOf(state)),
      serializeEvent: (event: unknown) => wayOf(event as Asked),
      limit: EXPLORATION_BOUND,
    } as never,
  ) as Record<
    string,
    { state: unknown; transitions: Record<string, { event: Asked; state: unknown }> }
  >;
  for (const [from, { state, transitions }] of Object.entries(map)) {
    found.values.set(from, valueOf(state));
    const ways = new Map(
      Object.values(transitions).map(({ event, state: next }) => [
        wayOf(event),
        keyOf(valueOf(next)),
      ]),
    );
    for (const asked of askedFrom(chart, valueOf(state))) {
      found.edges.push({ from, to: ways.get(wayOf(asked)) ?? from, step: asked.step });
    }
  }
  if (Object.keys(map).length >= EXPLORATION_BOUND) found.cut = true;
}

/** One of each way on: steps that stay lead nowhere, and those of one way lead to the same place. */
function movesFrom(chart: CompiledChart, value: StateValue): Asked[] {
  const moving = askedFrom(chart, value).filter(
    ({ step: { body } }) => body.to !== undefined || body.reopens !== undefined,
  );
  return [...new Map(moving.map((asked) => [wayOf(asked), asked])).values()];
}

function askedFrom(chart: CompiledChart, value: StateValue): Asked[] {
  return activeSteps(chart, value).flatMap((step) =>
    reopenings(chart, step).map((regions) => ({
      type: step.event,
      regions,
      step,
      holds: (asked: string) => asked === step.id,
    })),
  );
}

const wayOf = ({ step: { from, body }, regions }: Asked): string =>
  [from, body.to, body.reopens, ...regions].join(' ');

/** For a step that reopens regions: each alone, and all of them. */
function reopenings(chart: CompiledChart, step: Step): string[][] {
  if (step.body.reopens === undefined) return [[]];
  const state = chart.states.get(step.body.reopens);
  const regions = Object.entries(state?.states ?? {})
    .filter(([, region]) => region.history === undefined)
    .map(([name]) => name);
  return [...regions.map((region) => [region]), regions];
}

const valueOf = (snapshot: unknown): StateValue => (snapshot as { value: StateValue }).value; // a machine snapshot

const keyOf = (value: StateValue): string => activePaths(value).toSorted().join(' ');

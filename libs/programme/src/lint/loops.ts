import type { Step } from '../chart/compile.js';
import type { Definition } from '../definition/definition.js';
import { chartsSeen, guardsWithin, itemsSeen } from '../definition/guard-walk.js';
import { areExclusive } from './exclusive.js';
import type { Edge, Exploration } from './explore.js';
import type { Report } from './message.js';
import { placedSteps } from './steps.js';

/**
 * Rules that could go on for ever: a rule that leads nowhere, a way round by rules alone whose guards
 * may all hold at once, or charts with such ways that look at each other.
 */
export function checkLoops(
  definition: Definition,
  explorations: Map<string, Exploration>,
  report: Report,
): void {
  const round = new Map<string, Step[]>();
  for (const [name, found] of explorations) {
    const chart = definition.charts[name];
    if (chart === undefined) continue;
    for (const step of placedSteps(name, chart)) {
      if (step.by === 'person' || step.body.to !== undefined) continue;
      const message = `rule ${step.event} leads to no other state, so it would fire again and again; give it a "to"`;
      report('rules-can-loop', step.path, message);
    }
    const loops = waysRound(found.edges.filter((edge) => edge.step.by === 'system'));
    for (const loop of loops) {
      const steps = loop.map((edge) => edge.step);
      round.set(name, [...(round.get(name) ?? []), ...steps]);
      if (excludeEachOther(steps)) continue;
      const way = steps.map((step) => `${step.event} (from ${step.from})`).join(' → ');
      const message = `rules go round without anybody acting: ${way}; make their guards exclude each other`;
      report('rules-can-loop', ['charts', name], message);
    }
  }
  checkMutual(definition, round, report);
}

function excludeEachOther(steps: Step[]): boolean {
  if (steps.some((step) => step.body.changes.length > 0)) return false;
  return steps.some((one, index) =>
    steps.slice(index + 1).some((other) => {
      const [a, b] = [one.body.guard, other.body.guard];
      return a !== undefined && b !== undefined && areExclusive(a, b);
    }),
  );
}

/** Shortest ways from each edge back to its start. */
function waysRound(edges: Edge[]): Edge[][] {
  const from = new Map<string, Edge[]>();
  for (const edge of edges) from.set(edge.from, [...(from.get(edge.from) ?? []), edge]);
  const seen = new Set<string>();
  const loops: Edge[][] = [];
  for (const first of edges) {
    const back = first.from === first.to ? [] : shortest(from, first.to, first.from);
    if (back === null) continue;
    const loop = [first, ...back];
    const key = loop
      .map((edge) => edge.step.id)
      .toSorted()
      .join();
    if (seen.has(key)) continue;
    seen.add(key);
    loops.push(loop);
  }
  return loops;
}

function shortest(from: Map<string, Edge[]>, start: string, goal: string): Edge[] | null {
  const reached = new Map<string, Edge[]>([[start, []]]);
  const queue = [start];
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    const way = reached.get(key) ?? [];
    if (key === goal) return way;
    for (const edge of from.get(key) ?? []) {
      if (reached.has(edge.to)) continue;
      reached.set(edge.to, [...way, edge]);
      queue.push(edge.to);
    }
  }
  return null;
}

/** Charts whose rules can go back and forth must not wait for each other, or they could chase. */
function checkMutual(definition: Definition, round: Map<string, Step[]>, report: Report): void {
  const sees = new Map(
    [...round].map(([name, steps]) => [name, chartsLookedAt(definition, name, steps)]),
  );
  for (const name of round.keys()) {
    const chain = chase(sees, name, name, [name]);
    if (chain === null) continue;
    const message = `rules of ${chain.join(' → ')} go back and forth and look at each other, so they could chase each other for ever`;
    report('rules-can-loop', ['charts', name], message);
  }
}

function chartsLookedAt(definition: Definition, name: string, steps: Step[]): string[] {
  const items = Object.values(definition.items).filter((item) => item.chart === name);
  const guards = steps.flatMap((step) =>
    step.body.guard === undefined
      ? []
      : [undefined, ...items].flatMap((item) =>
          step.body.guard === undefined ? [] : guardsWithin(step.body.guard, item),
        ),
  );
  const seen = guards.flatMap((guard) => [
    ...chartsSeen(guard),
    ...itemsSeen(guard).flatMap((id) => definition.items[id]?.chart ?? []),
  ]);
  return [...new Set(seen)];
}

function chase(
  sees: Map<string, string[]>,
  at: string,
  goal: string,
  chain: string[],
): string[] | null {
  for (const next of sees.get(at) ?? []) {
    if (next === goal) return [...chain, goal];
    if (chain.includes(next) || !sees.has(next)) continue;
    const found = chase(sees, next, goal, [...chain, next]);
    if (found !== null) return found;
  }
  return null;
}

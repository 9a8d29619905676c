import type { CompiledChart, CompiledDefinition } from '../chart/compile.js';
import { activePaths } from '../chart/state-value.js';
import type { Definition } from '../definition/definition.js';
import type { Path } from '../definition/yaml-file.js';
import { areExclusive } from './exclusive.js';
import { explore, EXPLORATION_BOUND, type Exploration } from './explore.js';
import type { Report } from './message.js';
import { placedSteps, type PlacedStep } from './steps.js';

/** Explores each chart: states nobody reaches, states nobody leaves, events that go two ways. */
export function checkCharts(
  compiled: CompiledDefinition,
  report: Report,
): Map<string, Exploration> {
  const explorations = new Map<string, Exploration>();
  for (const [name, chart] of Object.entries(compiled.charts)) {
    const exploration = explore(chart, startsOf(compiled.definition, name));
    explorations.set(name, exploration);
    const at: Path = ['charts', name];
    if (exploration.cut) {
      const message = `chart "${name}" has more than ${EXPLORATION_BOUND} combinations of states; split it, or its regions, into items of their own`;
      report('too-large', at, message);
      continue;
    }
    checkReached(chart, exploration, at, report);
    checkEnds(chart, exploration, at, report);
    checkBothCanFire(chart, exploration, name, report);
  }
  return explorations;
}

/** The states that items of a chart are opened or created in. */
function startsOf(definition: Definition, chart: string): (string | undefined)[] {
  const opened = Object.values(definition.items)
    .filter((item) => item.chart === chart)
    .map((item) => item.state);
  const created = Object.entries(definition.charts)
    .flatMap(([name, each]) => placedSteps(name, each))
    .flatMap((step) => step.body.changes)
    .flatMap((change) =>
      'createItem' in change && change.createItem.chart === chart ? [change.createItem.state] : [],
    );
  return [...opened, ...created];
}

const placeOf = (at: Path, state: string): Path => [
  ...at,
  ...state.split('.').flatMap((part) => ['states', part]),
];

function checkReached(chart: CompiledChart, found: Exploration, at: Path, report: Report): void {
  const reached = new Set([...found.values.values()].flatMap((value) => activePaths(value)));
  for (const [path, state] of chart.states) {
    if (state.history !== undefined || reached.has(path)) continue;
    const message = `no way leads to state "${path}"; add a transition to it, or remove it`;
    report('unreachable-state', placeOf(at, path), message);
  }
}

/** From everywhere there must be a way to a final state, or to one marked as a place to rest. */
function checkEnds(chart: CompiledChart, found: Exploration, at: Path, report: Report): void {
  const isEnd = (key: string) =>
    activePaths(found.values.get(key) ?? '').some((path) => {
      const state = chart.states.get(path);
      return state?.rest === true || (state?.final === true && !path.includes('.'));
    });
  const ending = new Set([...found.values.keys()].filter(isEnd));
  const before = new Map<string, string[]>();
  for (const { from, to } of found.edges) before.set(to, [...(before.get(to) ?? []), from]);
  const queue = [...ending];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const from of before.get(key) ?? []) {
      if (ending.has(from)) continue;
      ending.add(from);
      queue.push(from);
    }
  }
  const stuck = [...found.values.keys()].filter((key) => !ending.has(key));
  const named = new Set(
    stuck.map((key) => key.split(' ').toSorted((a, b) => b.length - a.length)[0] ?? key),
  );
  for (const path of named) {
    const message = `from state "${path}" no way leads to a final state or one marked "rest"; add a way on, or mark where the item may stay`;
    report('dead-end', placeOf(at, path), message);
  }
}

/** The same event twice from one place, or in two regions at once, with guards that may both hold. */
function checkBothCanFire(
  chart: CompiledChart,
  found: Exploration,
  name: string,
  report: Report,
): void {
  const steps = placedSteps(name, chart.chart);
  const together = (one: PlacedStep, other: PlacedStep) =>
    [...found.values.values()].some((value) => {
      const active = ['', ...activePaths(value)];
      return active.includes(one.from) && active.includes(other.from);
    });
  steps.forEach((one, index) => {
    for (const other of steps.slice(index + 1)) {
      if (one.event !== other.event || !together(one, other)) continue;
      const [a, b] = [one.body.guard, other.body.guard];
      if (a !== undefined && b !== undefined && areExclusive(a, b)) continue;
      const where = one.from === other.from ? `"${one.from}"` : `"${one.from}" and "${other.from}"`;
      const message = `${one.event} may go two ways from ${where}: to "${one.body.to ?? 'stay'}" and to "${other.body.to ?? 'stay'}"; give them guards that exclude each other, or names of their own`;
      report('both-can-fire', other.path, message);
    }
  });
}

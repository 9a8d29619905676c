import { initialTransition, transition } from 'xstate';
import type { ItemState, StateValue } from '../model.js';
import { activePaths, below, isIn } from './state-value.js';
import type { CompiledChart, MachineEvent, Step } from './compile.js';

/** The value an item of this chart starts in: the chart's initial state, or the state named. */
export function initialValue(chart: CompiledChart, state?: string): StateValue {
  if (state === undefined) {
    const [snapshot] = initialTransition(chart.machine);
    return snapshot.value as StateValue; // XState's own value, narrowed to what machines without context have
  }
  const value = state
    .split('.')
    .reduceRight<StateValue | undefined>(
      (inner, name) => (inner === undefined ? name : { [name]: inner }),
      undefined,
    );
  const resolved = chart.machine.resolveState({ value: value ?? '', context: {} });
  return resolved.value as StateValue; // as above
}

/** Steps that an event could take from a state value, innermost states first. */
export function activeSteps(chart: CompiledChart, value: StateValue, event?: string): Step[] {
  const steps: Step[] = [];
  // States are listed outermost first, so backwards is innermost first.
  const paths = ['', ...activePaths(value)];
  for (let index = paths.length - 1; index >= 0; index -= 1) {
    for (const step of chart.stepsFrom.get(paths[index] ?? '') ?? []) {
      if (event === undefined || step.event === event) steps.push(step);
    }
  }
  return steps;
}

const depth = (path: string) => path.split('.').length;

type Move = { type: string; regions: string[]; step: string };

const moves = new WeakMap<CompiledChart, Map<string, StateValue>>();
const MOST_MOVES = 1_000;

/**
 * The value an item moves to by an event whose step has been chosen, through XState's pure
 * `transition`. Kept: a chart has few values, and each is asked for again and again.
 */
export function move(
  chart: CompiledChart,
  item: Pick<ItemState, 'value' | 'remembered'>,
  event: Move,
): StateValue {
  const known = moves.get(chart) ?? new Map<string, StateValue>();
  moves.set(chart, known);
  const key = JSON.stringify([item.value, item.remembered, event.type, event.step, event.regions]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = moved(chart, item, event);
  if (known.size >= MOST_MOVES) known.clear();
  known.set(key, value);
  return value;
}

function moved(
  chart: CompiledChart,
  item: Pick<ItemState, 'value' | 'remembered'>,
  { type, regions, step }: Move,
): StateValue {
  const snapshot = chart.machine.resolveState({
    value: item.value,
    context: {},
    historyValue: historyValue(chart, item),
  });
  const event: MachineEvent = { type, regions, holds: (each) => each === step };
  const [next] = transition(chart.machine, snapshot, event);
  return next.value as StateValue; // as in initialValue
}

/** What a move leaves behind for history states: the value below each state that was left. */
export function remember(
  chart: CompiledChart,
  item: Pick<ItemState, 'value' | 'remembered'>,
  next: StateValue,
): ItemState['remembered'] {
  const left = chart.histories.filter(
    ({ parent }) => isIn(item.value, parent) && !isIn(next, parent),
  );
  if (left.length === 0) return item.remembered;
  const kept = left.map(({ path, parent }) => [path, below(item.value, parent) ?? ''] as const);
  return { ...item.remembered, ...Object.fromEntries(kept) };
}

function historyValue(chart: CompiledChart, item: Pick<ItemState, 'remembered'>) {
  const entries = chart.histories.flatMap(({ path, parent, depth: kind }) => {
    const inner = item.remembered[path];
    if (inner === undefined) return [];
    const paths = activePaths(inner).map((each) => `${parent}.${each}`);
    const wanted =
      kind === 'shallow'
        ? paths.filter((each) => depth(each) === depth(parent) + 1)
        : paths.filter((each) => !paths.some((other) => other.startsWith(`${each}.`)));
    const nodes = wanted.map((each) => chart.machine.getStateNodeById(`${chart.name}.${each}`));
    return [[`${chart.name}.${path}`, nodes] as const];
  });
  return Object.fromEntries(entries);
}

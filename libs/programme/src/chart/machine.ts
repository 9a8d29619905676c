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

/**
 * Moves an item by an event, through XState's pure `transition`.
 *
 * @param holds whether the guard of a step holds; asked at most once a step
 * @returns the new value and the steps taken (none when nothing was enabled)
 */
export function move(
  chart: CompiledChart,
  item: Pick<ItemState, 'value' | 'remembered'>,
  event: { type: string; regions: string[]; holds: (step: string) => boolean },
): { value: StateValue; taken: Step[] } {
  const snapshot = chart.machine.resolveState({
    value: item.value,
    context: {},
    historyValue: historyValue(chart, item),
  });
  const [next, actions] = transition(chart.machine, snapshot, event satisfies MachineEvent);
  // Of XState's actions only our own `took` says which step it was; compileChart wrote its params.
  const taken = (actions as { type: string; params?: unknown }[]).flatMap((action) =>
    action.type === 'took' ? (chart.steps.get((action.params as { step: string }).step) ?? []) : [],
  );
  return { value: next.value as StateValue, taken }; // as in initialValue
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

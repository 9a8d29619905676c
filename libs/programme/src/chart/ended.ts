import type { ItemState, ProgrammeState } from '../model.js';
import type { CompiledChart, CompiledDefinition } from './compile.js';
import { activePaths, isIn } from './state-value.js';

/** The item that carries the state of the programme itself, where a definition has one. */
const PROGRAMME = 'programme';

/** Whether the programme has come to its end: its own item is in a final state. Then nothing more happens. */
export function hasProgrammeEnded(compiled: CompiledDefinition, state: ProgrammeState): boolean {
  const item = state.items[PROGRAMME];
  const states = item === undefined ? undefined : compiled.charts[item.chart]?.chart.states;
  return Object.entries(states ?? {}).some(
    ([name, each]) => each.final && item !== undefined && isIn(item.value, name),
  );
}

/** Whether an item takes nothing more: it is closed, or in a final state. */
export function hasItemEnded(chart: CompiledChart, item: ItemState): boolean {
  return (
    item.closed || activePaths(item.value).some((path) => chart.states.get(path)?.final === true)
  );
}

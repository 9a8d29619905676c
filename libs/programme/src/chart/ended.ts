import type { ProgrammeState } from '../model.js';
import type { CompiledDefinition } from './compile.js';
import { isIn } from './state-value.js';

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

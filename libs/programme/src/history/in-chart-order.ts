import type { CompiledDefinition } from '../chart/compile.js';
import type { ProgrammeState, StateValue } from '../model.js';

/**
 * A state read back from the history, with the regions of each value in the order of their chart: the
 * canonical text of an entry sorts names, and people know the regions by their own order.
 */
export function inChartOrder(compiled: CompiledDefinition, state: ProgrammeState): ProgrammeState {
  const items = Object.values(state.items).map((item) => {
    const paths = [...(compiled.charts[item.chart]?.states.keys() ?? [])];
    return [item.id, { ...item, value: ordered(item.value, '', paths) }] as const;
  });
  return { ...state, items: Object.fromEntries(items) };
}

function ordered(value: StateValue, prefix: string, paths: readonly string[]): StateValue {
  if (typeof value === 'string') return value;
  const places = Object.entries(value).map(([name, inner]) => {
    const path = prefix + name;
    return { name, inner: ordered(inner, `${path}.`, paths), place: paths.indexOf(path) };
  });
  const sorted = places.toSorted((one, other) => one.place - other.place);
  return Object.fromEntries(sorted.map(({ name, inner }) => [name, inner]));
}

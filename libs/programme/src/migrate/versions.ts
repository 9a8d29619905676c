import type { CompiledDefinition } from '../chart/compile.js';
import { mappingBetween, type Mapping } from './mapping.js';

/** Two versions of a definition and what stands for what between them. */
export type Versions = {
  from: CompiledDefinition;
  to: CompiledDefinition;
  mapping: Mapping;
  /** Back to the version that `from` followed. */
  undo: boolean;
  /** Whether a field is declared alike, so that every value that fitted still fits. */
  isSameField(fromChart: string, toChart: string, field: string): boolean;
  /** Opening values that another replaces, in canonical text, by item and field of `to`; or `same`. */
  readonly reopened: Map<string, string>;
};

const known = new WeakMap<CompiledDefinition, WeakMap<CompiledDefinition, Versions[]>>();

/** Worked out once for two versions: a migration moves many programmes between the same two. */
export function versionsOf(
  from: CompiledDefinition,
  to: CompiledDefinition,
  undo: boolean,
): Versions {
  const ofFrom = known.get(from) ?? new WeakMap<CompiledDefinition, Versions[]>();
  known.set(from, ofFrom);
  const found = ofFrom.get(to) ?? [compare(from, to, false), compare(from, to, true)];
  ofFrom.set(to, found);
  return found[undo ? 1 : 0] ?? compare(from, to, undo);
}

function compare(from: CompiledDefinition, to: CompiledDefinition, undo: boolean): Versions {
  const same = new Map<string, boolean>();
  const declared = (compiled: CompiledDefinition, chart: string, field: string) =>
    JSON.stringify(compiled.definition.charts[chart]?.fields[field] ?? null);
  return {
    from,
    to,
    mapping: mappingBetween(from, to, undo),
    undo,
    reopened: new Map(),
    isSameField: (fromChart, toChart, field) => {
      const key = `${fromChart} ${toChart} ${field}`;
      const found =
        same.get(key) ?? declared(from, fromChart, field) === declared(to, toChart, field);
      same.set(key, found);
      return found;
    },
  };
}

import type { CompiledDefinition } from '../chart/compile.js';
import { statesWithin } from '../definition/guard-walk.js';

/** Old name → new names. More than one: going back, it cannot be told which it was. */
type Names = { [old: string]: string[] };

/** Which name stands for which when a programme moves from one version to another. */
export type Mapping = {
  items: { [old: string]: string };
  /** By chart of the version moved to. */
  states: { [chart: string]: Names };
  fields: { [chart: string]: { [old: string]: string } };
  duties: { [chart: string]: { [old: string]: string } };
};

const nothing: Mapping = { items: {}, states: {}, fields: {}, duties: {} };

/**
 * The mapping between two versions: as the one moved to declares it; or, to undo, what the one moved
 * from declares, read backwards.
 */
export function mappingBetween(
  from: CompiledDefinition,
  to: CompiledDefinition,
  undo: boolean,
): Mapping {
  const [newer, older] = undo ? [from, to] : [to, from];
  const declared = newer.definition.migration;
  if (declared === undefined || declared.from !== older.definition.id) return nothing;
  if (undo) {
    return {
      items: turned(declared.items),
      states: mapValues(declared.states, (names, chart) => backwards(names, chart, older)),
      fields: mapValues(declared.fields, turned),
      duties: mapValues(declared.duties ?? {}, turned),
    };
  }
  const states = mapValues(declared.states, (names) => mapValues(names, (name) => [name]));
  const { items, fields, duties = {} } = declared;
  return { items, states, fields, duties };
}

/** A name that several old ones were mapped to, or that was there before, leads back to all of them. */
function backwards(names: Record<string, string>, chart: string, older: CompiledDefinition): Names {
  const known = new Set(
    statesWithin(older.definition.charts[chart]?.states ?? {}).map(([path]) => path),
  );
  const back: Names = {};
  for (const [old, now] of Object.entries(names)) (back[now] ??= []).push(old);
  for (const [now, olds] of Object.entries(back)) {
    if (known.has(now) && names[now] === undefined) olds.push(now);
  }
  return back;
}

/** Where a state's path leads: by itself, or with the nearest state around it that is mapped. */
export function mappedPaths(names: Names | undefined, path: string): string[] {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const mapped = names?.[parts.slice(0, length).join('.')];
    if (mapped === undefined) continue;
    return mapped.map((each) => [each, ...parts.slice(length)].join('.'));
  }
  return [path];
}

const turned = (names: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).map(([old, now]) => [now, old]));

const mapValues = <T, R>(record: Record<string, T>, map: (value: T, key: string) => R) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));

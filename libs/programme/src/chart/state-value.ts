import type { StateValue } from '../model.js';

const known = new WeakMap<object, readonly string[]>();

/** The paths of all active states of a value, outermost first: `live`, `live.stabilising`. */
export function activePaths(value: StateValue): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  const paths = known.get(value) ?? pathsWithin(value, '');
  known.set(value, paths);
  return paths;
}

function pathsWithin(value: StateValue, prefix: string): string[] {
  if (typeof value === 'string') return value === '' ? [] : [prefix + value];
  return Object.entries(value).flatMap(([name, inner]) => [
    prefix + name,
    ...pathsWithin(inner, `${prefix}${name}.`),
  ]);
}

/** Whether a state named by its path from the root is active. */
export function isIn(value: StateValue, path: string): boolean {
  return activePaths(value).includes(path);
}

/** The value below a state, or undefined when that state is not active. */
export function below(value: StateValue, path: string): StateValue | undefined {
  let inner: StateValue | undefined = value;
  for (const name of path === '' ? [] : path.split('.')) {
    if (inner === undefined || typeof inner === 'string') return inner === name ? '' : undefined;
    inner = inner[name];
  }
  return inner;
}

/** A value in words: `live.stabilising`, or for parallel states `mobilising (people.open, …)`. */
export function stateWords(value: StateValue): string {
  if (typeof value === 'string') return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) {
    const inner = stateWords(only[1]);
    const joined = typeof only[1] === 'string' || Object.keys(only[1]).length === 1;
    return joined ? `${only[0]}.${inner}` : `${only[0]} (${inner})`;
  }
  return entries
    .map(([name, inner]) => `${name}${inner === '' ? '' : `.${stateWords(inner)}`}`)
    .join(', ');
}

/** The outermost state of a value: `active`, whatever its regions do. */
export function outermost(value: StateValue): string {
  return typeof value === 'string' ? value : (Object.keys(value)[0] ?? '');
}

/** Two values are the same when the same states are active. */
export function sameState(one: StateValue, other: StateValue): boolean {
  return activePaths(one).toSorted().join() === activePaths(other).toSorted().join();
}

import type { CompiledChart } from '../chart/compile.js';
import { activePaths, isIn, sameState } from '../chart/state-value.js';
import type { ItemState, StateValue } from '../model.js';
import { mappedPaths, type Mapping } from './mapping.js';

type Names = Mapping['states'][string] | undefined;

/** The state that an item stands in under the new chart; or, in words, why there is none. */
export function mapState(
  chart: CompiledChart,
  names: Names,
  value: StateValue,
): { value: StateValue } | { problems: string[] } {
  const targets: string[] = [];
  const problems: string[] = [];
  for (const leaf of leavesOf(value)) {
    const paths = mappedPaths(names, leaf);
    const [path = leaf, ...others] = paths;
    if (others.length > 0) {
      problems.push(
        `its state "${leaf}" stands for ${paths.map((each) => `"${each}"`).join(' and ')} there, and nothing says for which; move it to another state first`,
      );
    } else if (!isState(chart, path)) problems.push(noState(chart, leaf, path));
    else targets.push(path);
  }
  if (problems.length > 0) return { problems };
  const found = resolved(chart, targets);
  const lost = targets.filter((path) => !isIn(found, path));
  if (lost.length === 0) return { value: sameState(value, found) ? value : found };
  const list = targets.map((path) => `"${path}"`).join(' and ');
  return { problems: [`it cannot be in ${list} of chart "${chart.name}" at the same time`] };
}

/** What history states would return to, as far as the new chart still has those states. */
export function mapRemembered(
  chart: CompiledChart,
  names: Names,
  remembered: ItemState['remembered'],
): ItemState['remembered'] {
  const kept = Object.entries(remembered).flatMap(([path, inner]) => {
    const [to = path] = mappedPaths(names, path);
    const history = chart.histories.find((each) => each.path === to);
    if (history === undefined) return [];
    const around = path.split('.').slice(0, -1);
    const { parent } = history;
    const leaves = leavesOf(inner).map((leaf) => mappedPaths(names, [...around, leaf].join('.')));
    const within = leaves.map(([leaf = '']) => leaf.slice(parent === '' ? 0 : parent.length + 1));
    const isWhole = leaves.every(
      ([leaf = '', ...others]) =>
        others.length === 0 &&
        isState(chart, leaf) &&
        (parent === '' || leaf.startsWith(`${parent}.`)),
    );
    return isWhole ? [[to, nested(within)] as const] : [];
  });
  return Object.fromEntries(kept);
}

const isState = (chart: CompiledChart, path: string): boolean => {
  const state = chart.states.get(path);
  return state !== undefined && state.history === undefined;
};

const noState = (chart: CompiledChart, leaf: string, path: string) =>
  leaf === path
    ? `its state "${leaf}" is not in chart "${chart.name}" there; say where it leads under migration.states.${chart.name}`
    : `its state "${leaf}" is mapped to "${path}", which chart "${chart.name}" does not have there`;

/** The innermost active states. */
export function leavesOf(value: StateValue): string[] {
  const paths = activePaths(value);
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)));
}

/** XState fills in what the paths leave open: the initial state, and regions that are new. */
function resolved(chart: CompiledChart, paths: readonly string[]): StateValue {
  const snapshot = chart.machine.resolveState({ value: nested(paths), context: {} });
  return snapshot.value as StateValue; // XState's own value, narrowed to what machines without context have
}

function nested(paths: readonly string[]): StateValue {
  const within = new Map<string, string[]>();
  for (const path of paths.filter((each) => each !== '')) {
    const [head = '', ...rest] = path.split('.');
    const inner = within.get(head) ?? [];
    within.set(head, rest.length === 0 ? inner : [...inner, rest.join('.')]);
  }
  const [only, ...others] = within;
  if (only === undefined) return '';
  if (others.length === 0 && only[1].length === 0) return only[0];
  return Object.fromEntries(
    [...within].map(([name, inner]) => [name, inner.length === 0 ? {} : nested(inner)]),
  );
}

import { hasItemEnded } from '../chart/ended.js';
import { dutiesPerformed, groupName } from '../definition/duties.js';
import type { ItemState } from '../model.js';
import type { Versions } from './versions.js';

/** What becomes of the duties that persons have performed on one item. */
export type DutiesMoved = {
  /** Old name → new, of those performed; null when all keep their names. */
  renamed: { [old: string]: string } | null;
  problems: string[];
};

/**
 * Moves the duties of an item to its chart in the new version. While it is open none may be forgotten,
 * and what stayed apart from a duty performed stays apart from it.
 */
export function mapDuties(versions: Versions, item: ItemState, chart: string): DutiesMoved {
  const names = versions.mapping.duties[chart] ?? {};
  const performed = Object.keys(item.duties);
  const changed = performed.flatMap((duty) => {
    const to = names[duty];
    return to === undefined || to === duty ? [] : [[duty, to] as const];
  });
  const renamed = changed.length === 0 ? null : Object.fromEntries(changed);
  const before = versions.from.charts[item.chart];
  const isOpen = before === undefined || !hasItemEnded(before, item);
  const lost = isOpen && performed.length > 0;
  return { renamed, problems: lost ? problemsOf(versions, item, chart, names) : [] };
}

function problemsOf(
  { from, to }: Versions,
  item: ItemState,
  chart: string,
  names: Readonly<Record<string, string>>,
): string[] {
  const known = dutiesPerformed(to.definition, chart);
  const performed = Object.keys(item.duties);
  const gone = performed.filter((duty) => !known.has(names[duty] ?? duty));
  const held = performed.filter((duty) => !gone.includes(duty));
  const groups = (to.definition.charts[chart]?.separate ?? []).map((group) => new Set(group));
  const isApart = (one: string, other: string) =>
    one !== other && groups.some((group) => group.has(one) && group.has(other));
  const joined = pairsOf(from.definition.charts[item.chart]?.separate ?? [])
    .filter(([one, other]) => held.includes(one) || held.includes(other))
    .filter((pair) => !pair.some((duty) => gone.includes(duty)))
    .filter(([one, other]) => !isApart(names[one] ?? one, names[other] ?? other));
  const before = new Set((from.definition.charts[item.chart]?.separate ?? []).map(groupName));
  const swapped = (to.definition.charts[chart]?.separate ?? [])
    .filter((group) => before.has(groupName(group)))
    .flatMap((group) =>
      held
        .filter((duty) => group.includes(duty) && names[duty] !== undefined && names[duty] !== duty)
        .map((duty): [string, string] => [duty, names[duty] ?? duty])
        .filter(([, now]) => group.includes(now)),
    );
  return [
    ...swapped.map(
      ([duty, now]) =>
        `its duty "${duty}" is called "${now}" there, which is another duty of the same group already, and ${personsOf(item, duty)} performed it; nobody's duty may turn into another of its group, so give it a name that chart "${chart}" did not have`,
    ),
    ...gone.map(
      (duty) =>
        `${personsOf(item, duty)} performed its duty "${duty}", which chart "${chart}" does not have there; say under migration.duties.${chart} what it is called`,
    ),
    ...joined.map(
      ([one, other]) =>
        `its duties "${one}" and "${other}" do not stay apart in chart "${chart}" there, and ${personsOf(item, one, other)} performed one of them; keep them in one group of separate, or say under migration.duties.${chart} what they are called`,
    ),
  ];
}

/** The item with its duties under their new names; persons of two that become one are taken together. */
export function withRenamedDuties(
  item: ItemState,
  names: Readonly<Record<string, string>>,
): ItemState {
  const duties: ItemState['duties'] = {};
  for (const [old, persons] of Object.entries(item.duties)) {
    const duty = names[old] ?? old;
    duties[duty] = [...new Set([...(duties[duty] ?? []), ...persons])];
  }
  return { ...item, duties };
}

/** Every two duties that stay apart, once. */
function pairsOf(groups: readonly (readonly string[])[]): [string, string][] {
  const pairs = groups.flatMap((group) =>
    group.flatMap((one, place) =>
      group.slice(place + 1).map((other): [string, string] => [one, other]),
    ),
  );
  return [...new Map(pairs.map((pair) => [pair.toSorted().join(' '), pair])).values()];
}

const personsOf = ({ duties }: ItemState, ...names: string[]): string =>
  [...new Set(names.flatMap((name) => duties[name] ?? []))].join(', ');

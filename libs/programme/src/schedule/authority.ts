import type { Authorities, Authority } from '../definition/authority-schema.js';
import type { Definition } from '../definition/definition.js';

/** What a change weighs: the items it touches, which of them are key or hard, how far dates move. */
export type Weight = {
  items: readonly string[];
  key: readonly string[];
  hard: readonly string[];
  /** What is added, cancelled or dated for the first time: no number of days measures it. */
  reshaped: readonly string[];
  /** What it is about that is no milestone: no number of days measures that either. */
  undated: readonly string[];
  workingDays: number;
};

/** Who decides on a change, who records the decision, and why nobody lower does. */
export type Routed = { authority: string; recorder: string; because: string };

/** The lowest authority that suffices, or null with the reasons when none does. */
export function authorityFor(
  definition: Definition,
  weight: Weight,
): Routed | { authority: null; because: string } {
  const { rungs = [] } = definition.authorities ?? {};
  const found = rungs.findIndex((_rung, index) => tooLow(rungs, index, weight).length === 0);
  const rung = rungs[found];
  if (rung === undefined) return { authority: null, because: noneSuffices(definition, weight) };
  const below = rungs[found - 1];
  return {
    authority: rung.role,
    recorder: rung.recordedBy ?? rung.role,
    because:
      below === undefined
        ? `it moves ${days(weight.workingDays)} and touches nothing beyond that authority`
        : cut(`${titleOf(definition, below)}: ${tooLow(rungs, found - 1, weight).join('; ')}`),
  };
}

/** Why a rung does not suffice; nothing when it does. */
function tooLow(rungs: Authorities['rungs'], index: number, weight: Weight): string[] {
  const rung = rungs[index];
  if (rung === undefined) return ['there is no such authority'];
  const above = rungs.slice(index + 1).flatMap((each) => each.reservedItems);
  const reserved = weight.items.filter((item) => above.includes(item));
  const { upToWorkingDays: limit } = rung;
  return [
    ...(reserved.length > 0 ? [`${reserved.join(', ')} is reserved to a higher authority`] : []),
    ...(weight.key.length > 0 && !rung.mayTouchKey ? [`${weight.key.join(', ')} is key`] : []),
    ...(weight.hard.length > 0 && !rung.mayBreachHard
      ? [`the date of ${weight.hard.join(', ')} is hard`]
      : []),
    ...(weight.reshaped.length > 0 && !rung.mayAddOrCancel
      ? [`${weight.reshaped.join(', ')} is added, cancelled or dated for the first time`]
      : []),
    ...(weight.undated.length > 0 && !rung.mayAddOrCancel
      ? [`${weight.undated.join(', ')} is no milestone, so no number of days measures it`]
      : []),
    ...(limit !== undefined && weight.workingDays > limit
      ? [`decides up to ${days(limit)}, and it moves ${days(weight.workingDays)}`]
      : []),
  ];
}

function noneSuffices(definition: Definition, weight: Weight): string {
  const rungs = definition.authorities?.rungs ?? [];
  const last = rungs.at(-1);
  if (last === undefined) return 'the definition names no authorities that decide on changes';
  return cut(`${titleOf(definition, last)}: ${tooLow(rungs, rungs.length - 1, weight).join('; ')}`);
}

const titleOf = ({ roles }: Definition, { role }: Authority) => roles[role]?.title ?? role;
const days = (count: number) => `${count} working ${count === 1 ? 'day' : 'days'}`;

/** The reason stands as a label in the ledger, and those are short. */
const cut = (text: string) => (text.length <= 200 ? text : `${text.slice(0, 199)}…`);

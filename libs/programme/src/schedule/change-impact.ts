import type { PlannedDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ImpactPart } from '../definition/chart-schema.js';
import type { ItemState, Json, JsonObject, ProgrammeState } from '../model.js';
import { authorityFor } from './authority.js';
import { askedChange, changeProblems, movesOf, type AskedChange } from './change-request.js';
import { impactOf, isKey, keyProfiles, type MilestoneImpact } from './impact.js';
import { milestonePlan } from './milestone.js';

const NOT_COMPUTED = {
  dates: null,
  workingDays: null,
  authority: null,
  recorder: null,
  because: null,
};

/**
 * What a change comes to: the dates that move with it, how far, and the lowest authority that
 * suffices, with the reason. All null while it cannot be computed.
 */
export function changeImpact(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
): Record<ImpactPart, Json> {
  const asked = askedChange(compiled, item);
  if (asked === null || changeProblems(compiled, state, asked).length > 0) return NOT_COMPUTED;
  const { milestones } = impactOf(compiled, state, movesOf(asked));
  const moved = milestones.filter(({ committed }) => committed.from !== committed.to);
  const workingDays = Math.max(0, ...moved.map((each) => Math.abs(each.workingDays ?? 0)));
  const routed = authorityFor(compiled.definition, {
    items: distinct([...touched(asked), ...moved.map((each) => each.item)]),
    key: keyAmong(compiled, state, asked, moved),
    hard: hardAmong(compiled, state, asked, milestones),
    reshaped: reshaped(asked, moved),
    undated: undated(compiled, state, asked),
    workingDays,
  });
  return {
    dates: milestones.map(dateRow),
    workingDays,
    authority: routed.authority,
    recorder: routed.authority === null ? null : routed.recorder,
    because: routed.because,
  };
}

/** A milestone whose dates or float change, as a row; floats are null where not calculable. */
const dateRow = (each: MilestoneImpact): JsonObject => ({
  id: each.item,
  was: each.committed.from,
  becomes: each.committed.to,
  workingDays: each.workingDays,
  floatBefore: each.float.from,
  floatAfter: each.float.to,
  key: each.key,
  breachesHard: each.breachesHardDate,
  becomesCritical: each.becomesCritical,
});

const distinct = (names: readonly string[]): string[] => [...new Set(names)];

/** The items that it names. */
const touched = ({ subject, moves, cancellations }: AskedChange): string[] => [
  ...(subject === null ? [] : [subject]),
  ...moves.map((each) => each.milestone),
  ...cancellations,
];

function reshaped(asked: AskedChange, moved: readonly MilestoneImpact[]): string[] {
  const unmeasured = moved.filter((each) => each.workingDays === null).map((each) => each.item);
  return distinct([
    ...asked.additions.map(({ title }) => title),
    ...asked.cancellations,
    ...unmeasured,
  ]);
}

/** The subject, when it is something else than a milestone: a gate, a group, a body. */
function undated(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  asked: AskedChange,
): string[] {
  const item = asked.subject === null ? undefined : state.items[asked.subject];
  if (item === undefined) return [];
  return milestonePlan(compiled, item, state.items) === null ? [item.id] : [];
}

function keyAmong(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  asked: AskedChange,
  moved: readonly MilestoneImpact[],
): string[] {
  const key = keyProfiles(compiled);
  const isKeyItem = (id: string) => {
    const item = state.items[id];
    return item !== undefined && isKey(compiled, milestonePlan(compiled, item, state.items));
  };
  return distinct([
    ...touched(asked).filter(isKeyItem),
    ...moved.filter((each) => each.key).map((each) => each.item),
    ...asked.additions.filter(({ profile }) => key.includes(profile)).map(({ title }) => title),
  ]);
}

const isHard = (due: PlannedDate | null | undefined): boolean => due?.hardness === 'HARD';

/** Hard dates that are named, moved, set anew, or can no longer be held. */
function hardAmong(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  asked: AskedChange,
  milestones: readonly MilestoneImpact[],
): string[] {
  const planned = (id: string) => {
    const item = state.items[id];
    return item === undefined ? null : milestonePlan(compiled, item, state.items)?.planned;
  };
  const movesHard = ({ committed, hard }: MilestoneImpact) =>
    hard && committed.from !== committed.to;
  return distinct([
    ...touched(asked).filter((id) => isHard(planned(id))),
    ...milestones
      .filter((each) => each.breachesHardDate || movesHard(each))
      .map((each) => each.item),
    ...asked.additions.filter(({ due }) => isHard(due)).map(({ title }) => title),
  ]);
}

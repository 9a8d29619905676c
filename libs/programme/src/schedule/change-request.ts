import { textOf } from '../definition/json-text.js';
import type { PlannedDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { hasItemEnded } from '../chart/ended.js';
import { stateWords } from '../chart/state-value.js';
import { hasEnded, isObject } from '../guard/scope.js';
import type { ItemState, JsonObject, ProgrammeState } from '../model.js';
import { planCycle } from './cycles.js';
import { movedPlan, type Move as PlanMove } from './impact.js';
import { milestonePlan } from './milestone.js';

/** A new planned date for a milestone. */
export type Move = { milestone: string; newDue: PlannedDate };

/** What an item asks to change in the plan, read by the fields its chart declares. */
export type AskedChange = {
  subject: string | null;
  moves: Move[];
  additions: { title: string; due: PlannedDate; profile: string }[];
  cancellations: string[];
};

/** What an item asks to change, or null when its chart asks for no changes. */
export function askedChange(compiled: CompiledDefinition, item: ItemState): AskedChange | null {
  const fields = compiled.charts[item.chart]?.chart.change;
  if (fields === undefined) return null;
  const rows = (name: string): JsonObject[] => {
    const value = item.data[name];
    const all = Array.isArray(value) ? value.filter(isObject) : [];
    return all.filter((row) => !hasEnded(row, '9999-12-31'));
  };
  const subject = item.data[fields.subject];
  return {
    subject: typeof subject === 'string' ? subject : null,
    moves: rows(fields.moves).map((row) => ({
      milestone: textOf(row['milestone']),
      newDue: row['newDue'] as unknown as PlannedDate, // checked when it was named
    })),
    additions: rows(fields.additions).map((row) => ({
      title: textOf(row['title']),
      due: row['due'] as unknown as PlannedDate, // as above
      profile: textOf(row['profile']),
    })),
    cancellations: rows(fields.cancellations).map((row) => textOf(row['milestone'])),
  };
}

/** What keeps a change from being computed, in words; nothing when it can be. */
export function changeProblems(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  asked: AskedChange,
): string[] {
  const named = [...asked.moves.map((each) => each.milestone), ...asked.cancellations];
  const twice = new Set(named.filter((id, index) => named.indexOf(id) !== index));
  const empty = named.length === 0 && asked.additions.length === 0 && asked.subject === null;
  return [
    ...(empty
      ? ['it names nothing to change: a subject, a move, an addition or a cancellation']
      : []),
    ...[...twice].map((id) => `${id} is named more than once`),
    ...[...new Set(named)].flatMap((id) => unmovable(compiled, state, id)),
    ...asked.cancellations.flatMap((id) => uncancellable(compiled, state, id)),
    ...asked.additions
      .filter(({ profile }) => compiled.definition.profiles[profile] === undefined)
      .map(({ title, profile }) => `"${title}" has no reminder profile "${profile}" to go by`),
    ...goingRound(compiled, state, asked),
  ];
}

/** A plan that would go round has no dates. */
function goingRound(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  asked: AskedChange,
): string[] {
  const { items } = movedPlan(compiled, state, movesOf(asked));
  const found = planCycle(compiled, items);
  return found === null ? [] : [`${found.of} would go round: ${found.cycle.join(' → ')}`];
}

/** Its moves and cancellations, as the plan takes them. */
export const movesOf = ({ moves, cancellations }: AskedChange): PlanMove[] => [
  ...moves.map(({ milestone, newDue }) => ({ item: milestone, due: newDue })),
  ...cancellations.map((milestone) => ({ item: milestone, due: null })),
];

function unmovable(compiled: CompiledDefinition, state: ProgrammeState, id: string): string[] {
  const item = state.items[id];
  const chart = item === undefined ? undefined : compiled.charts[item.chart];
  const plan = item === undefined ? null : milestonePlan(compiled, item, state.items);
  if (item === undefined || chart === undefined || plan === null) {
    return [`${id} is no milestone: it has no planned date`];
  }
  if (plan.achieved) return [`${id} (${item.title}) is achieved; its date moves no more`];
  return hasItemEnded(chart, item) ? [`${id} (${item.title}) has ended`] : [];
}

function uncancellable(compiled: CompiledDefinition, state: ProgrammeState, id: string): string[] {
  const item = state.items[id];
  const plan = item === undefined ? null : milestonePlan(compiled, item, state.items);
  if (item === undefined || plan === null || plan.achieved || plan.active) return [];
  return [
    `${id} (${item.title}) is ${stateWords(item.value)}; only an active milestone is cancelled by a change`,
  ];
}

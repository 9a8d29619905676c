import { addWorkingDays, type IsoDate } from '#plan';
import type { Escalation } from '../definition/plan-schema.js';
import { milestonePlan, type MilestonePlan } from '../schedule/milestone.js';
import { planDay, standing } from '../schedule/standing.js';
import { answerOf, type LeafAnswer } from './finding.js';
import type { Scope } from './scope.js';

/** Whether the ladder has reached exactly this level today. */
export function escalationLeaf(guard: { level: number }, scope: Scope): LeafAnswer {
  const plan = milestonePlan(scope.compiled, scope.item, scope.state.items);
  const is =
    plan === null
      ? null
      : standing(scope.compiled, scope.state, plan, planDay(scope.compiled, scope.now));
  return {
    answer: answerOf((is?.level ?? 0) === guard.level),
    words:
      is === null || is.reasons.length === 0
        ? `nothing of the ladder is reached; this is for level ${guard.level}`
        : is.reasons.join('; '),
    inputs: { level: is?.level ?? 0, deadline: plan?.deadline ?? null },
  };
}

/** The level that the ladder has reached today: 0 where none is, or there is nothing to reach it. */
export function escalationLevelOf({ compiled, state, item, now }: Scope): number {
  const plan = milestonePlan(compiled, item, state.items);
  return plan === null ? 0 : standing(compiled, state, plan, planDay(compiled, now)).level;
}

/** Whether the ladder has reached a level that nobody has acknowledged whose hold still runs. */
export function unansweredLeaf(scope: Scope): LeafAnswer {
  const { compiled, state, item, now } = scope;
  const plan = milestonePlan(compiled, item, state.items);
  const today = planDay(compiled, now);
  const level = escalationLevelOf(scope);
  if (plan === null || level === 0) {
    const words =
      'nothing has escalated: no level of the ladder is reached, so none can be acknowledged';
    return { answer: 'no', words, inputs: { level } };
  }
  const held = plan.acknowledgements
    .filter((each) => each.level !== null && each.level >= level)
    .map(({ day }) => ({ day, until: heldUntil(plan, day, compiled.definition.escalation) }))
    .find(({ until }) => today < until);
  if (held === undefined) {
    return {
      answer: 'yes',
      words: `level ${level} is reached, and is not held`,
      inputs: { level },
    };
  }
  const words = `level ${level} was acknowledged on ${held.day} and is held until ${held.until}: give a forecast, or acknowledge the next level once it is reached`;
  return { answer: 'no', words, inputs: { level, heldUntil: held.until } };
}

const heldUntil = (
  { calendar }: MilestonePlan,
  day: IsoDate,
  ladder: Escalation | undefined,
): IsoDate => addWorkingDays(calendar, day, ladder?.holdWorkingDays ?? 0);

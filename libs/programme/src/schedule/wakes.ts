import {
  addDays,
  addWorkingDays,
  escalationSteps,
  toInstant,
  toLocalDate,
  type Instant,
  type IsoDate,
} from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { keptPerItem } from '../chart/kept-per-item.js';
import { guardsWithin, operandsOf } from '../definition/guard-walk.js';
import { rulesOf } from '../decide/system-rules.js';
import { elapsedOn } from '../guard/leaf-time.js';
import { look, type Scope } from '../guard/scope.js';
import type { ItemState, ProgrammeState, Timer } from '../model.js';
import { milestonePlan, type MilestonePlan } from './milestone.js';

/** A plan is the same object as long as nothing it rests on has changed, other items included. */
export const planIn = (
  compiled: CompiledDefinition,
  state: ProgrammeState | null,
  item: ItemState | undefined,
): MilestonePlan | null =>
  state === null || item === undefined ? null : milestonePlan(compiled, item, state.items);

/** Instants at which a rule of an item may become due: dates it waits for, rungs of the ladder. */
export function wakesOf(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  now: Instant,
): Timer[] {
  const instants = new Set(
    [...ruleDays(compiled, state, item, now), ...planDays(compiled, planIn(compiled, state, item))]
      .map(({ day, time }) => toInstant(day, time, compiled.definition.zone))
      .filter((at) => at > now),
  );
  return [...instants].toSorted().map((at) => ({
    item: item.id,
    kind: 'wake',
    key: `wake@${at}`,
    dueAt: at,
    detail: {},
  }));
}

type DayTime = { day: IsoDate; time: string };

function ruleDays(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  now: Instant,
): DayTime[] {
  const scope: Scope = {
    compiled,
    state,
    item,
    payload: {},
    actor: { kind: 'system' },
    now,
    occurredOn: toLocalDate(now, compiled.definition.zone),
    event: null,
    after: () => state,
  };
  return rulesOf(compiled, item)
    .flatMap((step) =>
      step.body.guard === undefined
        ? []
        : guardsWithin(step.body.guard, compiled.definition.items[item.id]),
    )
    .flatMap((guard) => {
      if ('dateReached' in guard) {
        const { date } = guard.dateReached;
        const day = typeof date === 'string' ? date : look(date, scope).value;
        return typeof day === 'string' ? [{ day, time: '00:00' }] : [];
      }
      const day = 'elapsed' in guard ? elapsedOn(guard.elapsed, scope) : null;
      return day === null ? [] : [{ day, time: '00:00' }];
    });
}

/** Days on which the plan alone changes what is true: late, and each rung of the ladder. */
function planDays(compiled: CompiledDefinition, plan: MilestonePlan | null): DayTime[] {
  if (plan === null || !plan.active) return [];
  const ladder = compiled.definition.escalation;
  const profile = plan.profile?.profile;
  if (profile !== undefined && 'every' in profile) {
    const from = plan.checkedOn ?? plan.anchor;
    const unanswered = addWorkingDays(
      plan.calendar,
      from,
      profile.every * profile.escalateAfterUnchecked + 1,
    );
    return [{ day: unanswered, time: profile.time }];
  }
  if (plan.deadline === null || plan.committed === null || ladder === undefined) return [];
  const known = {
    deadline: plan.deadline,
    ...(plan.forecastOn !== null && { lastForecastOn: plan.forecastOn }),
    acknowledgedOn: plan.acknowledgedOn,
  };
  return [
    { day: addDays(plan.committed, 1), time: ladder.time },
    ...escalationSteps(ladder, known, plan.calendar).map((step) => ({
      day: step.date,
      time: ladder.time,
    })),
  ];
}

/** Rules that wait for a day that other items have a part in have to be looked at when that item changes. */
export const looksElsewhere = keptPerItem((compiled, item) =>
  rulesOf(compiled, item).some((step) =>
    (step.body.guard === undefined
      ? []
      : guardsWithin(step.body.guard, compiled.definition.items[item.id])
    ).some(
      (guard) =>
        ('dateReached' in guard || 'elapsed' in guard) &&
        operandsOf(guard).some(
          (operand) =>
            'its' in operand ||
            'count' in operand ||
            ('field' in operand && operand.item !== undefined),
        ),
    ),
  ),
);

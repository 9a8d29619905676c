import {
  addDays,
  escalationLevel,
  toInstant,
  toLocalDate,
  uncheckedWatches,
  type EscalationFacts,
  type Instant,
  type IsoDate,
} from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ProgrammeState } from '../model.js';
import type { MilestonePlan } from './milestone.js';
import { placeOf } from './network-of.js';

const planDays = new WeakMap<CompiledDefinition, { now: Instant; day: IsoDate }>();

/** The day the plan is judged by: a new one begins at the ladder's hour, not at midnight. */
export function planDay(compiled: CompiledDefinition, now: Instant): IsoDate {
  const known = planDays.get(compiled);
  // Each rule of each open milestone asks for it, all within one decision and so at one instant.
  if (known?.now === now) return known.day;
  const { zone, escalation } = compiled.definition;
  const today = toLocalDate(now, zone);
  const hasBegun = escalation === undefined || toInstant(today, escalation.time, zone) <= now;
  const day = hasBegun ? today : addDays(today, -1);
  planDays.set(compiled, { now, day });
  return day;
}

/** Where a milestone stands on a day against its plan. */
export type Standing = {
  forecast: 'onPlan' | 'slipping' | 'late';
  level: number;
  /** Roles told by each level reached, lowest first. */
  tell: readonly string[];
  reasons: readonly string[];
};

type KnownStanding = { today: IsoDate; critical: boolean; standing: Standing };

const standings = new WeakMap<MilestonePlan, KnownStanding>();

/** The standing of an open milestone: slip, lateness and the level of escalation reached. */
export function standing(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  plan: MilestonePlan,
  today: IsoDate,
): Standing {
  const critical = asksWhetherCritical(compiled, plan) && isCritical(compiled, state, plan.item);
  const known = standings.get(plan);
  if (known?.today === today && known.critical === critical) return known.standing;
  const computed = computeStanding(compiled, plan, today, critical);
  standings.set(plan, { today, critical, standing: computed });
  return computed;
}

/** The network is worked out only for what has slipped, and only when the ladder minds. */
function asksWhetherCritical(
  { definition: { escalation } }: CompiledDefinition,
  { committed, forecast }: MilestonePlan,
): boolean {
  if (committed === null || forecast === null || forecast <= committed) return false;
  const slips = escalation?.steps.flatMap((step) => step.slip ?? []) ?? [];
  return slips.some((slip) => slip.onCriticalPath === true);
}

function isCritical(compiled: CompiledDefinition, state: ProgrammeState, item: string): boolean {
  const place = placeOf(compiled, state, item);
  return place?.kind === 'open' && place.critical;
}

function computeStanding(
  compiled: CompiledDefinition,
  plan: MilestonePlan,
  today: IsoDate,
  critical: boolean,
): Standing {
  const { deadline, committed, forecast } = plan;
  const late = committed !== null && today > committed;
  const slipping = committed !== null && forecast !== null && forecast > committed;
  const trend = late ? 'late' : slipping ? 'slipping' : 'onPlan';
  const ladder = compiled.definition.escalation;
  if (plan.profile !== null && 'every' in plan.profile.profile) {
    const watched = uncheckedWatches(plan.profile.profile, plan.calendar, {
      anchor: plan.anchor,
      today,
      ...(plan.checkedOn !== null && { lastCheckedOn: plan.checkedOn }),
    });
    const level = watched.escalate ? 2 : 0;
    return {
      forecast: trend,
      level,
      tell: level === 0 ? [] : plan.profile.profile.escalateTo,
      reasons: level === 0 ? [] : [`${watched.unchecked} checks in a row went unanswered`],
    };
  }
  if (deadline === null || ladder === undefined) {
    return { forecast: trend, level: 0, tell: [], reasons: [] };
  }
  const reached = escalationLevel(ladder, facts(plan, deadline, today, critical), plan.calendar);
  return { forecast: trend, level: reached.level, tell: reached.tell, reasons: reached.reasons };
}

function facts(
  plan: MilestonePlan,
  deadline: IsoDate,
  today: IsoDate,
  critical: boolean,
): EscalationFacts {
  return {
    deadline,
    hard: plan.planned?.hardness === 'HARD',
    critical,
    today,
    ...(plan.committed !== null && { committed: plan.committed }),
    ...(plan.forecast !== null && { forecast: plan.forecast }),
    ...(plan.forecastOn !== null && { lastForecastOn: plan.forecastOn }),
    acknowledgedOn: plan.acknowledgedOn,
  };
}

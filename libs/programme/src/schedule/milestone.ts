import {
  addDays,
  committedDate,
  effectiveDeadline,
  escalationLevel,
  rag,
  slippage,
  strictDeadline,
  toInstant,
  toLocalDate,
  uncheckedWatches,
  type EscalationFacts,
  type Instant,
  type IsoDate,
  type PlannedDate,
  type Rag,
  type Slippage,
} from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { isIn } from '../chart/state-value.js';
import type { Profile } from '../definition/plan-schema.js';
import type { ItemState, Json } from '../model.js';

/** The plan of a milestone, read from its data by the fields its chart declares. */
export type MilestonePlan = {
  planned: PlannedDate | null;
  committed: IsoDate | null;
  /** The other reading, where the words allow two. */
  strict: IsoDate | null;
  deadline: IsoDate | null;
  forecast: IsoDate | null;
  forecastOn: IsoDate | null;
  actual: IsoDate | null;
  acknowledgedOn: IsoDate | null;
  checkedOn: IsoDate | null;
  profile: { name: string; profile: Profile } | null;
  owner: string | null;
  dependsOn: string[];
  /** Day since which it has been watched: when its state was last entered. */
  anchor: IsoDate;
  active: boolean;
  achieved: boolean;
};

const plans = new WeakMap<ItemState, MilestonePlan | null>();

/** The plan of an item, or null when its chart has none. Kept by identity: items never change. */
export function milestonePlan(compiled: CompiledDefinition, item: ItemState): MilestonePlan | null {
  const known = plans.get(item);
  if (known !== undefined) return known;
  const plan = readPlan(compiled, item);
  plans.set(item, plan);
  return plan;
}

function readPlan(compiled: CompiledDefinition, item: ItemState): MilestonePlan | null {
  const schedule = compiled.charts[item.chart]?.chart.schedule;
  if (schedule === undefined) return null;
  const planned = plannedOf(item.data[schedule.due]);
  const profileName = text(item.data[schedule.profile]);
  const profile = profileName === null ? undefined : compiled.definition.profiles[profileName];
  const dependsOn = item.data[schedule.dependsOn];
  return {
    planned,
    committed: (planned && committedDate(planned)) ?? null,
    strict: (planned && strictDeadline(planned)) ?? null,
    deadline: (planned && effectiveDeadline(planned, compiled.calendar)) ?? null,
    forecast: text(item.data[schedule.forecast]),
    forecastOn: text(item.data[schedule.forecastOn]),
    actual: text(item.data[schedule.actual]),
    acknowledgedOn: text(item.data[schedule.acknowledgedOn]),
    checkedOn: text(item.data[schedule.checkedOn]),
    profile: profileName === null || profile === undefined ? null : { name: profileName, profile },
    owner: text(item.data[schedule.owner]),
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
    anchor: item.since,
    active: !item.closed && schedule.active.some((state) => isIn(item.value, state)),
    achieved: schedule.achieved.some((state) => isIn(item.value, state)),
  };
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

function plannedOf(value: Json | undefined): PlannedDate | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as unknown as PlannedDate) : null; // checked when it was recorded
}

/** The day the plan is judged by: a new one begins at the ladder's hour, not at midnight. */
export function planDay(compiled: CompiledDefinition, now: Instant): IsoDate {
  const { zone, escalation } = compiled.definition;
  const today = toLocalDate(now, zone);
  if (escalation === undefined) return today;
  return toInstant(today, escalation.time, zone) > now ? addDays(today, -1) : today;
}

/** Where a milestone stands on a day against its plan. */
export type Standing = {
  forecast: 'onPlan' | 'slipping' | 'late';
  level: number;
  /** Roles told by each level reached, lowest first. */
  tell: readonly string[];
  reasons: readonly string[];
};

const standings = new WeakMap<MilestonePlan, { today: IsoDate; standing: Standing }>();

/** The standing of an open milestone: slip, lateness and the level of escalation reached. */
export function standing(
  compiled: CompiledDefinition,
  plan: MilestonePlan,
  today: IsoDate,
): Standing {
  const known = standings.get(plan);
  if (known?.today === today) return known.standing;
  const computed = computeStanding(compiled, plan, today);
  standings.set(plan, { today, standing: computed });
  return computed;
}

function computeStanding(
  compiled: CompiledDefinition,
  plan: MilestonePlan,
  today: IsoDate,
): Standing {
  const { deadline, committed, forecast } = plan;
  const late = committed !== null && today > committed;
  const slipping = committed !== null && forecast !== null && forecast > committed;
  const trend = late ? 'late' : slipping ? 'slipping' : 'onPlan';
  const ladder = compiled.definition.escalation;
  if (plan.profile !== null && 'every' in plan.profile.profile) {
    const watched = uncheckedWatches(plan.profile.profile, compiled.calendar, {
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
  const reached = escalationLevel(ladder, facts(plan, deadline, today), compiled.calendar);
  return { forecast: trend, level: reached.level, tell: reached.tell, reasons: reached.reasons };
}

function facts(plan: MilestonePlan, deadline: IsoDate, today: IsoDate): EscalationFacts {
  return {
    deadline,
    hard: plan.planned?.hardness === 'HARD',
    critical: false, // the network pass that finds the critical path is a later part of the plan
    today,
    ...(plan.committed !== null && { committed: plan.committed }),
    ...(plan.forecast !== null && { forecast: plan.forecast }),
    ...(plan.forecastOn !== null && { lastForecastOn: plan.forecastOn }),
    ...(plan.acknowledgedOn !== null && { acknowledgedOn: plan.acknowledgedOn }),
  };
}

/** Slippage against the committed date: by the actual day, or the forecast while open. */
export function slipOf(compiled: CompiledDefinition, plan: MilestonePlan): Slippage | null {
  const reached = plan.actual ?? plan.forecast;
  if (plan.committed === null || reached === null) return null;
  return slippage(plan.committed, reached, compiled.calendar);
}

/** The computed colour, or null when the definition has no rules for it. */
export function ragOf(
  compiled: CompiledDefinition,
  plan: MilestonePlan,
  today: IsoDate,
): Rag | null {
  const rules = compiled.definition.rag;
  if (rules === undefined) return null;
  return rag(
    rules,
    {
      hard: plan.planned?.hardness === 'HARD',
      today,
      trackedSince: plan.anchor,
      ...(plan.committed !== null && { committed: plan.committed }),
      ...(plan.forecast !== null && { forecast: plan.forecast }),
      ...(plan.actual !== null && { actual: plan.actual }),
      ...(plan.forecastOn !== null && { lastForecastOn: plan.forecastOn }),
    },
    compiled.calendar,
  );
}

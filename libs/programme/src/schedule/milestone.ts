import {
  committedDate,
  countedFrom,
  effectiveDeadline,
  rag,
  slippage,
  strictDeadline,
  type IsoDate,
  type NetworkLink,
  type PlannedDate,
  type Rag,
  type Slippage,
  type WorkingCalendar,
} from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { hasItemEnded } from '../chart/ended.js';
import { isIn } from '../chart/state-value.js';
import type { Schedule } from '../definition/chart-schema.js';
import type { Profile } from '../definition/plan-schema.js';
import { isObject } from '../guard/scope.js';
import type { ItemState, Json, JsonObject, ProgrammeState } from '../model.js';
import { calendarOf, draftedCalendar } from './calendars.js';

/** The plan of a milestone, read from its data by the fields its chart declares. */
export type MilestonePlan = {
  item: string;
  /** The working days that its deadline, reminders and slip are counted in. */
  calendar: WorkingCalendar;
  /** The calendar it began with, before any adoption and any other owner. */
  drafted: WorkingCalendar;
  /** With the day it comes to, when it counts from another milestone. */
  planned: PlannedDate | null;
  committed: IsoDate | null;
  /** The other reading, where the words allow two. */
  strict: IsoDate | null;
  deadline: IsoDate | null;
  forecast: IsoDate | null;
  forecastOn: IsoDate | null;
  actual: IsoDate | null;
  /** Every day on which it was acknowledged, in order. */
  acknowledgedOn: IsoDate[];
  /** Each of them with the level that it answered; null where that was not recorded. */
  acknowledgements: { day: IsoDate; level: number | null }[];
  checkedOn: IsoDate | null;
  profile: { name: string; profile: Profile } | null;
  owner: string | null;
  dependsOn: string[];
  /**
   * What it waits for in the network: `dependsOn` with its lags, and what its date counts on from. A
   * date counted back from a milestone comes before that one, and does not wait for it.
   */
  links: NetworkLink[];
  /** Day since which it has been watched: when its state was last entered. */
  anchor: IsoDate;
  active: boolean;
  achieved: boolean;
  /** Superseded or cancelled: no part of the plan any more. */
  dropped: boolean;
};

type Items = ProgrammeState['items'];
type Known = { base: IsoDate | null; plan: MilestonePlan | null };

const plans = new WeakMap<ItemState, Known>();

/**
 * The plan of an item, or null when its chart has none. Kept by identity: items never change. A date
 * that counts from another milestone is read from that one, among the items given.
 */
export function milestonePlan(
  compiled: CompiledDefinition,
  item: ItemState,
  items: Items,
): MilestonePlan | null {
  return planAmong(compiled, item, items, []);
}

function planAmong(
  compiled: CompiledDefinition,
  item: ItemState,
  items: Items,
  asked: readonly string[],
): MilestonePlan | null {
  const known = plans.get(item);
  if (known?.plan === null) return null;
  const from = known === undefined ? statedOf(compiled, item) : known.plan.planned;
  const base =
    from?.relativeTo === undefined
      ? null
      : baseDate(compiled, from.relativeTo.item, items, [...asked, item.id]);
  const calendar = calendarOf(compiled, item, items);
  if (known?.plan.calendar === calendar && known.base === base) return known.plan;
  const plan = readPlan(compiled, item, base, calendar);
  plans.set(item, { base, plan });
  return plan;
}

/**
 * The day that a relative date counts from: what the other is held to, so that a forecast or a late
 * achievement moves no commitment; where it is held to none, the day on which it was achieved.
 */
function baseDate(
  compiled: CompiledDefinition,
  id: string,
  items: Items,
  asked: readonly string[],
): IsoDate | null {
  const item = items[id];
  if (item === undefined || asked.includes(id)) return null;
  const plan = planAmong(compiled, item, items, asked);
  if (plan === null || plan.dropped) return null;
  return plan.committed ?? (plan.achieved ? plan.actual : null);
}

function statedOf(compiled: CompiledDefinition, item: ItemState): PlannedDate | null {
  const schedule = compiled.charts[item.chart]?.chart.schedule;
  return schedule === undefined ? null : plannedOf(item.data[schedule.due]);
}

function readPlan(
  compiled: CompiledDefinition,
  item: ItemState,
  base: IsoDate | null,
  calendar: WorkingCalendar,
): MilestonePlan | null {
  const chart = compiled.charts[item.chart];
  const schedule = chart?.chart.schedule;
  if (chart === undefined || schedule === undefined) return null;
  const stated = plannedOf(item.data[schedule.due]);
  const planned = stated && countedFrom(stated, base, calendar);
  const profileName = text(item.data[schedule.profile]);
  const profile = profileName === null ? undefined : compiled.definition.profiles[profileName];
  const dependsOn = idsOf(item.data[schedule.dependsOn]);
  const lags = schedule.lags === undefined ? null : item.data[schedule.lags];
  const achieved = schedule.achieved.some((state) => isIn(item.value, state));
  return {
    item: item.id,
    calendar,
    drafted: draftedCalendar(compiled, item),
    planned,
    committed: (planned && committedDate(planned)) ?? null,
    strict: (planned && strictDeadline(planned)) ?? null,
    deadline: (planned && effectiveDeadline(planned, calendar)) ?? null,
    forecast: text(item.data[schedule.forecast]),
    forecastOn: text(item.data[schedule.forecastOn]),
    actual: text(item.data[schedule.actual]),
    acknowledgedOn: acknowledgedOn(item, schedule),
    acknowledgements: acknowledgementsOf(item, schedule),
    checkedOn: text(item.data[schedule.checkedOn]),
    profile: profileName === null || profile === undefined ? null : { name: profileName, profile },
    owner: text(item.data[schedule.owner]),
    dependsOn,
    links: linksOf(dependsOn, lags ?? null, stated),
    anchor: item.since,
    active: !item.closed && schedule.active.some((state) => isIn(item.value, state)),
    achieved,
    dropped: !achieved && hasItemEnded(chart, item),
  };
}

function acknowledgedOn(item: ItemState, schedule: Schedule): IsoDate[] {
  const kept = acknowledgementsOf(item, schedule).map(({ day }) => day);
  return [...new Set([text(item.data[schedule.acknowledgedOn]) ?? [], kept].flat())].toSorted();
}

function acknowledgementsOf(
  { data }: ItemState,
  { acknowledgements }: Pick<Schedule, 'acknowledgements'>,
): MilestonePlan['acknowledgements'] {
  const kept = acknowledgements === undefined ? null : data[acknowledgements];
  return (Array.isArray(kept) ? kept.filter(isObject) : []).flatMap(({ day, level }) =>
    typeof day === 'string' ? [{ day, level: typeof level === 'number' ? level : null }] : [],
  );
}

const idsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.map(String) : [];

function linksOf(dependsOn: string[], lags: Json, stated: PlannedDate | null): NetworkLink[] {
  const rows = Array.isArray(lags) ? lags.filter(isObject) : [];
  const links = dependsOn.map((after): NetworkLink => {
    const lag = rows.find((row) => row['id'] === after && isOpenRow(row))?.['workingDays'];
    return typeof lag === 'number' ? { after, workingDays: lag } : { after };
  });
  const { relativeTo } = stated ?? {};
  if (relativeTo === undefined) return links;
  const { item: after, ...length } = relativeTo;
  if ((length.days ?? length.workingDays) < 0) return links;
  return [...links, { after, ...length }];
}

const isOpenRow = (row: JsonObject): boolean => typeof row['until'] !== 'string';

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

function plannedOf(value: Json | undefined): PlannedDate | null {
  // A plain day, as actions have it, means by the end of that day.
  if (typeof value === 'string') {
    return { precision: 'DAY', bound: 'BY', hardness: 'TARGET', date: value };
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as unknown as PlannedDate) : null; // checked when it was recorded
}

/** Slippage against the committed date: by the actual day, or the forecast while open. */
export function slipOf(plan: MilestonePlan): Slippage | null {
  const reached = plan.actual ?? plan.forecast;
  if (plan.committed === null || reached === null) return null;
  return slippage(plan.committed, reached, plan.calendar);
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
    plan.calendar,
  );
}

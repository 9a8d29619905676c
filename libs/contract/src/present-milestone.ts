import type { IsoDate, PlannedDate } from '#plan';
import {
  milestonePlan,
  placeOf,
  ragOf,
  slipOf,
  standing,
  statedColour,
  stateWords,
  uncounted,
  type CompiledDefinition,
  type ItemState,
  type MilestonePlace,
  type MilestonePlan,
  type ProgrammeState,
} from '#programme';
import { plannedWords } from './day-words.js';
import type { Milestone } from './milestones.js';

/** Every item of a programme that has a plan, as it stands on a day, in the order of its items. */
export function presentMilestones(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  today: IsoDate,
): Milestone[] {
  return Object.values(state.items).flatMap((item) => {
    const plan = milestonePlan(compiled, item, state.items);
    return plan === null ? [] : [presentMilestone(compiled, state, item, plan, today)];
  });
}

function presentMilestone(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  plan: MilestonePlan,
  today: IsoDate,
): Milestone {
  const due = compiled.charts[item.chart]?.chart.schedule?.due ?? 'due';
  const now = plan.active ? standing(compiled, state, plan, today) : null;
  const rag = plan.active || plan.achieved ? ragOf(compiled, plan, today) : null;
  return {
    item: item.id,
    title: item.title,
    state: stateWords(item.value),
    achieved: plan.achieved,
    planned: plan.planned === null ? null : presentPlanned(plan.planned),
    committed: plan.committed,
    strict: plan.strict,
    deadline: plan.deadline,
    forecast: plan.forecast,
    actual: plan.actual,
    slip: slipOf(plan),
    rag: rag === null ? null : { colour: rag.colour, reasons: [...rag.reasons] },
    stated: plan.active ? statedColour(compiled, item, today) : null,
    standing:
      now === null
        ? null
        : { forecast: now.forecast, escalation: now.level, reasons: [...now.reasons] },
    calendar: plan.calendar.name,
    owner: plan.owner,
    dependsOn: plan.dependsOn,
    ...presentPlace(placeOf(compiled, state, item.id)),
    profile: plan.profile?.name ?? null,
    unknown: item.unknown[due] ?? null,
    uncounted: uncounted(compiled, state, item),
  };
}

type PlaceKeys = 'earlyDate' | 'lateDate' | 'float' | 'critical' | 'notCalculable';

function presentPlace(place: MilestonePlace | null): Pick<Milestone, PlaceKeys> {
  const none = {
    earlyDate: null,
    lateDate: null,
    float: null,
    critical: null,
    notCalculable: null,
  };
  if (place === null) return none;
  switch (place.kind) {
    case 'open': {
      const { early, late, float, critical } = place;
      return { ...none, earlyDate: early, lateDate: late, float, critical };
    }
    case 'achieved':
      return { ...none, earlyDate: place.on, lateDate: place.on };
    case 'notCalculable':
      return { ...none, notCalculable: place.reason };
    default:
      return place satisfies never;
  }
}

function presentPlanned(planned: PlannedDate): NonNullable<Milestone['planned']> {
  return {
    words: plannedWords(planned),
    wording: planned.wording ?? null,
    precision: planned.relativeTo === undefined ? planned.precision : 'RELATIVE',
    bound: planned.bound ?? null,
    hardness: planned.hardness ?? null,
    date: planned.date ?? null,
    relativeTo: planned.relativeTo ?? null,
  };
}

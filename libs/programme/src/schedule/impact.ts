import { workingDaysBetween, type IsoDate, type PlannedDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ItemState, Json, ProgrammeState } from '../model.js';
import { milestonePlan, type MilestonePlan } from './milestone.js';
import { placeOf, type MilestonePlace } from './network-of.js';

/** A milestone and the planned date it would get; null takes it out of the plan. */
export type Move = { item: string; due: PlannedDate | null };

type Change<T> = { from: T | null; to: T | null };

/** What becomes of one milestone. Days and float are null while they cannot be worked out. */
export type MilestoneImpact = {
  item: string;
  title: string;
  /** Its profile is one that the authorities name as key. */
  key: boolean;
  /** Its date is HARD, before or after. */
  hard: boolean;
  committed: Change<IsoDate>;
  /** The last working day on or before it: what reminders count from. */
  deadline: Change<IsoDate>;
  early: Change<IsoDate>;
  /** Total float in working days. */
  float: Change<number>;
  /** By how much the committed date moves, later or (negative) earlier; null without both days. */
  workingDays: number | null;
  /** Its hard date, as it stands before, would be overrun, and was not as badly before. */
  breachesHardDate: boolean;
  becomesCritical: boolean;
  /** Why its dates cannot be worked out afterwards. */
  notCalculable: string | null;
};

/** What a change of the plan comes to. */
export type Impact = {
  /** Every milestone of which a date or the float changes, in the order of the items. */
  milestones: MilestoneImpact[];
  /**
   * The most that any committed date moves, in working days, earlier or later; 0 when none moves,
   * null when one appears or disappears, which no number of days measures.
   */
  mostWorkingDays: number | null;
  breachesHardDate: boolean;
};

/**
 * What would follow if planned dates moved: relative dates that follow, early dates, float, hard
 * dates overrun. Nothing is changed. Items that do not exist, or are no milestones, move nothing.
 */
export function impactOf(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  moves: readonly Move[],
): Impact {
  return planImpact(compiled, state, movedPlan(compiled, state, moves));
}

/** The programme with planned dates moved. */
export function movedPlan(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  moves: readonly Move[],
): ProgrammeState {
  const items = { ...state.items };
  for (const { item: id, due } of moves) {
    const item = items[id];
    const schedule = item && compiled.charts[item.chart]?.chart.schedule;
    if (item === undefined || schedule === undefined) continue;
    // A planned date is plain JSON; its optional keys are absent rather than undefined.
    const value = due as unknown as Json;
    items[id] =
      due === null
        ? { ...item, closed: true }
        : { ...item, data: { ...item.data, [schedule.due]: value } };
  }
  return { ...state, items };
}

/** What differs between the plans of two states of one programme. */
export function planImpact(
  compiled: CompiledDefinition,
  before: ProgrammeState,
  after: ProgrammeState,
): Impact {
  const ids = new Set([...Object.keys(before.items), ...Object.keys(after.items)]);
  const milestones = [...ids].flatMap((id) => milestoneImpact(compiled, before, after, id) ?? []);
  const moved = milestones.filter(({ committed }) => committed.from !== committed.to);
  const days = moved.map(({ workingDays }) => workingDays);
  return {
    milestones,
    mostWorkingDays: days.includes(null)
      ? null
      : Math.max(0, ...days.map((each) => Math.abs(each ?? 0))),
    breachesHardDate: milestones.some(({ breachesHardDate }) => breachesHardDate),
  };
}

function milestoneImpact(
  compiled: CompiledDefinition,
  before: ProgrammeState,
  after: ProgrammeState,
  id: string,
): MilestoneImpact | null {
  const [was, is] = [sideOf(compiled, before, id), sideOf(compiled, after, id)];
  const committed = { from: was.committed, to: is.committed };
  const deadline = { from: was.plan?.deadline ?? null, to: is.plan?.deadline ?? null };
  const early = { from: was.early, to: is.early };
  const float = { from: was.float, to: is.float };
  if ([committed, deadline, early, float].every(({ from, to }) => from === to)) return null;
  const isHard = ({ plan }: Side) => plan?.planned?.hardness === 'HARD';
  return {
    item: id,
    title: (after.items[id] ?? before.items[id])?.title ?? id,
    key: isKey(compiled, is.plan) || isKey(compiled, was.plan),
    hard: isHard(was) || isHard(is),
    committed,
    deadline,
    early,
    float,
    workingDays:
      was.committed === null || is.committed === null
        ? null
        : workingDaysBetween(
            (is.plan ?? was.plan)?.calendar ?? compiled.calendar,
            was.committed,
            is.committed,
          ),
    breachesHardDate:
      isHard(was) &&
      was.committed !== null &&
      is.early !== null &&
      is.early > was.committed &&
      (was.early === null || is.early > was.early),
    becomesCritical: isCritical(is.place) && !isCritical(was.place),
    notCalculable: is.place?.kind === 'notCalculable' ? is.place.reason : null,
  };
}

type Side = {
  plan: MilestonePlan | null;
  place: MilestonePlace | null;
  committed: IsoDate | null;
  early: IsoDate | null;
  float: number | null;
};

function sideOf(compiled: CompiledDefinition, state: ProgrammeState, id: string): Side {
  const item: ItemState | undefined = state.items[id];
  const found = item === undefined ? null : milestonePlan(compiled, item, state.items);
  const plan = found?.dropped === true ? null : found;
  const place = plan === null ? null : placeOf(compiled, state, id);
  return {
    plan,
    place,
    committed: plan?.committed ?? null,
    early: place?.kind === 'open' ? place.early : place?.kind === 'achieved' ? place.on : null,
    float: place?.kind === 'open' ? place.float : null,
  };
}

const isCritical = (place: MilestonePlace | null): boolean =>
  place?.kind === 'open' && place.critical;

/** The reminder profiles of key milestones. */
export const keyProfiles = ({ definition }: CompiledDefinition): readonly string[] =>
  definition.authorities?.keyProfiles ?? [];

/** Whether a milestone is key, by its profile. */
export function isKey(compiled: CompiledDefinition, plan: MilestonePlan | null): boolean {
  const profile = plan?.profile ?? null;
  return profile !== null && keyProfiles(compiled).includes(profile.name);
}

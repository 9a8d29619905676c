import { presentMilestones, type Milestone } from '#contract';
import { isWatch, nextReminder, toInstant, toLocalDate } from '#plan';
import {
  milestonePlan,
  open,
  type CompiledDefinition,
  type MilestonePlan,
  type ProgrammeState,
} from '#programme';

export type PlannedReminder = { key: string; at: string; on: string };
export type Planned = Milestone & { reminders: PlannedReminder[] };

/** How many checks of something undated are listed: they have no end. */
const CHECKS_SHOWN = 3;

/** The milestones of a programme just opened, with when each reminds. */
export function plannedMilestones(compiled: CompiledDefinition, now: string): Planned[] {
  const state = openedOn(compiled, now);
  const today = toLocalDate(state.lastRecordedAt, compiled.definition.zone);
  return presentMilestones(compiled, state, today).map((each) => ({
    ...each,
    reminders: remindersOf(compiled, planOf(compiled, state, each.item)),
  }));
}

const planOf = (compiled: CompiledDefinition, { items }: ProgrammeState, id: string) => {
  const item = items[id];
  return item === undefined ? null : milestonePlan(compiled, item, items);
};

/** A programme as it is on the day it begins. */
export function openedOn(compiled: CompiledDefinition, now: string): ProgrammeState {
  const { definition } = compiled;
  const programme = {
    id: definition.id,
    organisation: definition.organisation.id,
    title: definition.title,
    clock: 'rehearsal' as const,
    actor: { kind: 'system' as const },
  };
  return open(compiled, programme, now).state;
}

/** The reminders of a milestone; of those without end, the first that repeats. */
function remindersOf(
  { definition: { zone } }: CompiledDefinition,
  plan: MilestonePlan | null,
): PlannedReminder[] {
  if (plan === null || plan.profile === null || plan.achieved) return [];
  const { profile } = plan.profile;
  const watch = isWatch(profile);
  if (!watch && plan.committed === null) return [];
  const planned = plan.planned ?? ({ precision: 'UNDATED' } as const);
  const most = watch ? CHECKS_SHOWN : profile.before.length + (profile.after?.days.length ?? 0) + 1;
  const found: PlannedReminder[] = [];
  let after = toInstant(watch ? plan.anchor : '1900-01-01', '00:00', zone);
  while (found.length < most) {
    const next = nextReminder(profile, planned, plan.calendar, zone, {
      after,
      anchor: plan.anchor,
    });
    if (next === undefined) break;
    found.push({ key: next.key, at: next.at, on: next.date });
    after = next.at;
  }
  return found;
}

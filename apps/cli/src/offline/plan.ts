import { presentMilestones, type Milestone } from '#contract';
import { isWatch, nextReminder, toInstant, toLocalDate } from '#plan';
import {
  milestonePlan,
  open,
  type CompiledDefinition,
  type MilestonePlan,
  type ProgrammeState,
} from '#programme';
import type { Io } from '../terminal/io.js';
import { paintFor } from '../terminal/paint.js';
import { table } from '../terminal/table.js';
import { floatText } from '../terminal/float-text.js';
import { soundDefinition } from './definition-file.js';

type PlannedReminder = { key: string; at: string; on: string };
type Planned = Milestone & { reminders: PlannedReminder[] };

/** How many checks of something undated are listed: they have no end. */
const CHECKS_SHOWN = 3;

/** The dates of a definition: planned, committed, and when each milestone reminds. No server. */
export function planFile(io: Io, file: string, json: boolean): void {
  const compiled = soundDefinition(io, file);
  const state = opened(compiled, io.now().toISOString());
  const today = toLocalDate(state.lastRecordedAt, compiled.definition.zone);
  const milestones: Planned[] = presentMilestones(compiled, state, today).map((each) => ({
    ...each,
    reminders: remindersOf(compiled, planOf(compiled, state, each.item)),
  }));
  if (json) {
    io.out(JSON.stringify({ milestones }, null, 2));
    return;
  }
  const paint = paintFor(io.colour);
  const dates = milestones.map((each) => [
    each.item,
    each.planned?.words ?? paint.warn('to be confirmed'),
    each.committed ?? '–',
    each.strict ?? '–',
    each.deadline ?? '–',
    each.owner ?? '–',
    each.dependsOn.join(' ') || '–',
    each.title,
  ]);
  const heading = ['ID', 'PLANNED', 'COMMITTED', 'OR STRICTLY', 'DEADLINE', 'OWNER', 'AFTER', ''];
  const reminders = milestones.map(({ item, profile, achieved, reminders: list }) => [
    item,
    profile ?? 'none',
    list.map(({ key, on }) => `${on} (${key})`).join(', ') ||
      (achieved ? 'none: it is achieved' : 'none: it has no date yet'),
  ]);
  const network = milestones
    .filter(({ achieved }) => !achieved)
    .map((each) => [
      each.item,
      each.earlyDate ?? '–',
      each.lateDate ?? '–',
      floatText(each),
      each.notCalculable ?? '',
    ]);
  const lists = [
    table(paint, heading, dates),
    table(paint, ['ID', 'EARLY', 'LATE', 'FLOAT', ''], network),
    table(paint, ['ID', 'PROFILE', 'REMINDERS'], reminders),
  ];
  io.out(lists.join('\n\n'));
}

const planOf = (compiled: CompiledDefinition, { items }: ProgrammeState, id: string) => {
  const item = items[id];
  return item === undefined ? null : milestonePlan(compiled, item, items);
};

function opened(compiled: CompiledDefinition, now: string): ProgrammeState {
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

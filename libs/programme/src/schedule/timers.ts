import {
  addDays,
  addWorkingDays,
  catchUp,
  escalationSteps,
  nextReminder,
  reminderSchedule,
  toInstant,
  toLocalDate,
  type Instant,
  type IsoDate,
  type Reminder,
} from '#plan';
import type { Profile } from '../definition/plan-schema.js';
import type { CompiledDefinition } from '../chart/compile.js';
import { hasProgrammeEnded } from '../chart/ended.js';
import { guardsWithin, operandsOf } from '../definition/guard-walk.js';
import { rulesOf } from '../decide/system-rules.js';
import { elapsedOn } from '../guard/leaf-time.js';
import { look, type Scope } from '../guard/scope.js';
import type { ItemState, ProgrammeState, Timer, TimerChanges } from '../model.js';
import { milestonePlan, type MilestonePlan } from './milestone.js';

/** What differs between the timers two states call for; only what is still to come is counted. */
export function timerChanges(
  compiled: CompiledDefinition,
  before: ProgrammeState | null,
  after: ProgrammeState,
  now: Instant,
): TimerChanges {
  const changes: TimerChanges = { set: [], cancel: [] };
  if (hasProgrammeEnded(compiled, after)) return allCancelled(compiled, before, now);
  for (const item of Object.values(after.items)) {
    const old = before?.items[item.id];
    const [was, is] = [planIn(compiled, before, old), planIn(compiled, after, item)];
    if (old === item && was === is && !looksElsewhere(compiled, item)) continue;
    const wanted = wakesOf(compiled, after, item, now);
    const had = old === undefined || before === null ? [] : wakesOf(compiled, before, old, now);
    difference(had, wanted, changes, 'superseded');
    reminderChanges(compiled, was, is, now, changes);
  }
  return changes;
}

/** A plan is the same object as long as nothing it rests on has changed, other items included. */
const planIn = (
  compiled: CompiledDefinition,
  state: ProgrammeState | null,
  item: ItemState | undefined,
): MilestonePlan | null =>
  state === null || item === undefined ? null : milestonePlan(compiled, item, state.items);

/** A programme that has ended waits for nothing. */
function allCancelled(
  compiled: CompiledDefinition,
  before: ProgrammeState | null,
  now: Instant,
): TimerChanges {
  const changes: TimerChanges = { set: [], cancel: [] };
  if (before === null) return changes;
  for (const item of Object.values(before.items)) {
    const plan = planIn(compiled, before, item);
    const reminders = plan === null ? [] : upcoming(compiled, plan, now);
    difference([...wakesOf(compiled, before, item, now), ...reminders], [], changes, 'cancelled');
  }
  return changes;
}

function reminderChanges(
  compiled: CompiledDefinition,
  oldPlan: MilestonePlan | null,
  plan: MilestonePlan | null,
  now: Instant,
  changes: TimerChanges,
): void {
  if (plan === null) return;
  const had = oldPlan === null ? [] : upcoming(compiled, oldPlan, now);
  const wanted = upcoming(compiled, plan, now);
  const reason = plan.active ? 'superseded' : 'cancelled';
  difference(had, wanted, changes, reason);
  const isNew = oldPlan === null || !oldPlan.active || oldPlan.deadline !== plan.deadline;
  if (!isNew || !plan.active) return;
  const { missed } = catchUp(listed(compiled, plan), now);
  const last = missed.at(-1);
  if (last === undefined) return;
  changes.set.push({
    item: plan.item,
    kind: 'catchUp',
    key: `catch-up@${last.countedFrom}`,
    dueAt: now,
    detail: {
      missed: missed.map((each) => each.key),
      deadline: plan.deadline,
      committed: plan.committed,
    },
  });
}

function difference(
  had: Timer[],
  wanted: Timer[],
  changes: TimerChanges,
  reason: 'superseded' | 'cancelled',
): void {
  const hadKeys = new Set(had.map((each) => each.key));
  const wantedKeys = new Set(wanted.map((each) => each.key));
  changes.set.push(...wanted.filter((each) => !hadKeys.has(each.key)));
  changes.cancel.push(
    ...had
      .filter((each) => !wantedKeys.has(each.key))
      .map(({ item, key }) => ({ item, key, reason })),
  );
}

/** Reminders from now on: all that a finite profile has, and the next one of a recurring series. */
function upcoming(compiled: CompiledDefinition, plan: MilestonePlan, now: Instant): Timer[] {
  if (!plan.active || plan.profile === null) return [];
  const { upcoming: finite } = catchUp(listed(compiled, plan), now);
  const next = finite.length > 0 ? undefined : following(compiled, plan, now);
  return [...finite, ...(next === undefined ? [] : [next])].map((reminder) =>
    reminderTimer(plan, reminder),
  );
}

/** The reminder of an item that comes next after an instant, for series that have no end. */
export function nextTimer(
  compiled: CompiledDefinition,
  plan: MilestonePlan,
  after: Instant,
): Timer | null {
  if (!plan.active || plan.profile === null) return null;
  const next = following(compiled, plan, after);
  return next === undefined ? null : reminderTimer(plan, next);
}

function reminderTimer(plan: MilestonePlan, reminder: Reminder): Timer {
  const watch = plan.profile !== null && 'every' in plan.profile.profile;
  return {
    item: plan.item,
    kind: watch ? 'check' : 'reminder',
    key: `${reminder.key}@${reminder.countedFrom}`,
    dueAt: reminder.at,
    detail: {
      offset: reminder.offset,
      deadline: plan.deadline,
      committed: plan.committed,
      profile: plan.profile?.name ?? null,
    },
  };
}

const schedules = new WeakMap<CompiledDefinition, Map<string, Reminder[]>>();

/** Every listed reminder of a plan, past ones too. Kept: it depends on profile and date alone. */
function listed(compiled: CompiledDefinition, plan: MilestonePlan): Reminder[] {
  if (plan.profile === null || plan.planned === null || plan.deadline === null) return [];
  const { profile, name } = plan.profile;
  if ('every' in profile) return [];
  const known = schedules.get(compiled) ?? new Map<string, Reminder[]>();
  schedules.set(compiled, known);
  const key = `${name} ${plan.deadline}`;
  const found = known.get(key) ?? schedule(compiled, plan, profile);
  known.set(key, found);
  return found;
}

function schedule(
  { calendar, definition }: CompiledDefinition,
  { planned, deadline }: MilestonePlan,
  profile: Exclude<Profile, { every: number }>,
): Reminder[] {
  if (planned === null || deadline === null) return [];
  const first = addWorkingDays(calendar, deadline, -Math.max(0, ...profile.before) - 1);
  const last = addWorkingDays(calendar, deadline, Math.max(0, ...(profile.after?.days ?? [])));
  return reminderSchedule(profile, planned, calendar, definition.zone, {
    from: toInstant(first, '00:00', definition.zone),
    horizon: toInstant(last, profile.time, definition.zone),
  });
}

function following(
  compiled: CompiledDefinition,
  plan: MilestonePlan,
  after: Instant,
): Reminder | undefined {
  if (plan.profile === null || plan.planned === null) return undefined;
  const { definition, calendar } = compiled;
  const options = { after, anchor: plan.anchor };
  return nextReminder(plan.profile.profile, plan.planned, calendar, definition.zone, options);
}

/** Instants at which a rule of an item may become due: dates it waits for, rungs of the ladder. */
function wakesOf(
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
      compiled.calendar,
      from,
      profile.every * profile.escalateAfterUnchecked + 1,
    );
    return [{ day: unanswered, time: profile.time }];
  }
  if (plan.deadline === null || plan.committed === null || ladder === undefined) return [];
  const known = {
    deadline: plan.deadline,
    ...(plan.forecastOn !== null && { lastForecastOn: plan.forecastOn }),
    ...(plan.acknowledgedOn !== null && { acknowledgedOn: plan.acknowledgedOn }),
  };
  return [
    { day: addDays(plan.committed, 1), time: ladder.time },
    ...escalationSteps(ladder, known, compiled.calendar).map((step) => ({
      day: step.date,
      time: ladder.time,
    })),
  ];
}

/** Rules that wait for a day that other items have a part in have to be looked at when that item changes. */
function looksElsewhere(compiled: CompiledDefinition, item: ItemState): boolean {
  return rulesOf(compiled, item).some((step) =>
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
  );
}

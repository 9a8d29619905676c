import {
  addWorkingDays,
  catchUp,
  nextReminder,
  reminderSchedule,
  toInstant,
  type Instant,
  type Reminder,
  type WorkingCalendar,
} from '#plan';
import type { Profile } from '../definition/plan-schema.js';
import type { CompiledDefinition } from '../chart/compile.js';
import { hasProgrammeEnded } from '../chart/ended.js';
import { stateWords } from '../chart/state-value.js';
import type { ItemState, ProgrammeState, Timer, TimerChanges } from '../model.js';
import type { MilestonePlan } from './milestone.js';
import { calendarsOf, earlierCalendars } from './calendars.js';
import { saidBefore } from './said-before.js';
import { looksElsewhere, planIn, wakesOf } from './wakes.js';

/** What differs between the timers two states call for; only what is still to come is counted. */
export function timerChanges(
  compiled: CompiledDefinition,
  before: ProgrammeState | null,
  after: ProgrammeState,
  now: Instant,
): TimerChanges {
  const changes: TimerChanges = { set: [], cancel: [] };
  if (hasProgrammeEnded(compiled, after)) return allCancelled(compiled, before, now);
  const isAdopted =
    before !== null && calendarsOf(compiled, before.items) !== calendarsOf(compiled, after.items);
  for (const item of Object.values(after.items)) {
    const old = before?.items[item.id];
    const [was, is] = [planIn(compiled, before, old), planIn(compiled, after, item)];
    if (old === item && was === is && !isAdopted && !looksElsewhere(compiled, item)) continue;
    const wanted = wakesOf(compiled, after, item, now);
    const had = old === undefined || before === null ? [] : wakesOf(compiled, before, old, now);
    difference(had, wanted, changes, {
      reason: 'superseded',
      why: 'what it waited for has changed',
    });
    const wasSaid = before === null ? none : saidIn(compiled, before.items, was, now);
    const said = isOfSameDay(was, is) ? saidIn(compiled, after.items, is, now, was) : none;
    reminderChanges(compiled, { was, said: wasSaid }, { is, said }, { now, item, changes });
  }
  return changes;
}

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
    const why = 'the programme has ended';
    const had = [...wakesOf(compiled, before, item, now), ...reminders];
    difference(had, [], changes, { reason: 'cancelled', why });
  }
  return changes;
}

const none: ReadonlySet<string> = new Set();

const isOfSameDay = (was: MilestonePlan | null, is: MilestonePlan | null): boolean =>
  was?.deadline === is?.deadline || was?.committed === is?.committed;

/** Offsets that came due for the deadline of a plan by calendars it is no longer counted in. */
function saidIn(
  compiled: CompiledDefinition,
  items: ProgrammeState['items'],
  plan: MilestonePlan | null,
  now: Instant,
  was: MilestonePlan | null = null,
): ReadonlySet<string> {
  if (plan === null) return none;
  const left =
    was?.active === true && was.calendar !== plan.calendar
      ? [{ calendar: was.calendar, until: null }]
      : [];
  const earlier = [...earlierCalendars(compiled, items, plan.calendar.name), ...left];
  const { zone } = compiled.definition;
  return saidBefore(earlier, { zone, now }, (calendar) =>
    listed(compiled, { ...plan, calendar }).filter((each) => each.countedFrom === plan.deadline),
  );
}

function reminderChanges(
  compiled: CompiledDefinition,
  old: { was: MilestonePlan | null; said: ReadonlySet<string> },
  { is: plan, said }: { is: MilestonePlan | null; said: ReadonlySet<string> },
  { now, item, changes }: { now: Instant; item: ItemState; changes: TimerChanges },
): void {
  if (plan === null) return;
  // What was said for this deadline by another calendar is not said again.
  const unsaid = (each: MilestonePlan, by: ReadonlySet<string>) =>
    upcoming(compiled, each, now).filter(({ key }) => !by.has(offsetOf(key)));
  const had = old.was === null ? [] : unsaid(old.was, old.said);
  const because = plan.active
    ? ({ reason: 'superseded', why: supersededBy(old.was, plan) } as const)
    : ({ reason: 'cancelled', why: `it is ${stateWords(item.value)}` } as const);
  difference(had, unsaid(plan, said), changes, because);
  changes.set.push(...caughtUp(compiled, old.was, plan, now, said));
}

/** Why reminders of an open milestone no longer apply. */
function supersededBy(old: MilestonePlan | null, plan: MilestonePlan): string {
  const [from, to] = [old?.deadline ?? null, plan.deadline];
  if (from !== to) return `its deadline moved from ${from ?? 'no date'} to ${to ?? 'no date'}`;
  const by = old?.calendar.name ?? plan.calendar.name;
  if (by !== plan.calendar.name) {
    return `it is counted in calendar ${plan.calendar.name} instead of ${by}`;
  }
  if (old?.calendar !== plan.calendar) {
    return `other holidays were adopted for its calendar, ${plan.calendar.name}`;
  }
  const [was, is] = [old.profile?.name ?? null, plan.profile?.name ?? null];
  if (was !== is) return `its profile changed from ${was ?? 'none'} to ${is ?? 'none'}`;
  return 'it is counted anew';
}

/**
 * The one reminder that stands for all those that a new date, or one that moved, has already missed. Of
 * what was said by another calendar it speaks again only where the milestone was closed in between.
 */
export function caughtUp(
  compiled: CompiledDefinition,
  oldPlan: MilestonePlan | null,
  plan: MilestonePlan,
  now: Instant,
  said: ReadonlySet<string> = none,
): Timer[] {
  const isNew = oldPlan === null || !oldPlan.active || oldPlan.deadline !== plan.deadline;
  if (!plan.active || (!isNew && oldPlan.calendar === plan.calendar)) return [];
  const missed = listed(compiled, plan).filter(({ key, at }) =>
    isNew ? at < now || said.has(key) : at < now && !said.has(key),
  );
  const last = missed.at(-1);
  if (last === undefined) return [];
  return [
    {
      item: plan.item,
      kind: 'catchUp',
      // Names the last it stands for: a date that comes back finds more missed, and that is told too.
      key: `catch-up@${last.countedFrom}>${isNew ? last.key : last.date}`,
      dueAt: now,
      detail: {
        missed: missed.map((each) => each.key),
        deadline: plan.deadline,
        committed: plan.committed,
      },
    },
  ];
}

const offsetOf = (key: string): string => key.split('@')[0] ?? key;

function difference(
  had: Timer[],
  wanted: Timer[],
  changes: TimerChanges,
  because: Pick<TimerChanges['cancel'][number], 'reason' | 'why'>,
): void {
  const hadKeys = new Set(had.map((each) => each.key));
  const wantedKeys = new Set(wanted.map((each) => each.key));
  changes.set.push(...wanted.filter((each) => !hadKeys.has(each.key)));
  changes.cancel.push(
    ...had
      .filter((each) => !wantedKeys.has(each.key))
      .map(({ item, key }) => ({ item, key, ...because })),
  );
}

/** Reminders from now on: all that a finite profile has, and the next one of a recurring series. */
export function upcoming(compiled: CompiledDefinition, plan: MilestonePlan, now: Instant): Timer[] {
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
    key: keyOf(plan, reminder),
    dueAt: reminder.at,
    detail: {
      offset: reminder.offset,
      deadline: plan.deadline,
      committed: plan.committed,
      profile: plan.profile?.name ?? null,
    },
  };
}

/**
 * Unique for one deadline and moment. Where an adopted table, or the calendar of another owner, moves a
 * reminder but not the deadline, it is another reminder, with its day in the key: the one of the day
 * before is superseded and stays on record.
 */
function keyOf({ calendar, drafted }: MilestonePlan, reminder: Reminder): string {
  const key = `${reminder.key}@${reminder.countedFrom}`;
  if (calendar === drafted) return key;
  const day = addWorkingDays(drafted, reminder.countedFrom, reminder.offset);
  return day === reminder.date ? key : `${key}>${reminder.date}`;
}

const schedules = new WeakMap<CompiledDefinition, WeakMap<WorkingCalendar, Known>>();
type Known = Map<string, Reminder[]>;

/** Every listed reminder of a plan, past ones too. Kept: it depends on profile, date and calendar alone. */
function listed(compiled: CompiledDefinition, plan: MilestonePlan): Reminder[] {
  if (plan.profile === null || plan.planned === null || plan.deadline === null) return [];
  const { profile, name } = plan.profile;
  if ('every' in profile) return [];
  const byCalendar = schedules.get(compiled) ?? new WeakMap<WorkingCalendar, Known>();
  schedules.set(compiled, byCalendar);
  const known: Known = byCalendar.get(plan.calendar) ?? new Map<string, Reminder[]>();
  byCalendar.set(plan.calendar, known);
  const key = `${name} ${plan.deadline}`;
  const found = known.get(key) ?? schedule(compiled, plan, profile);
  known.set(key, found);
  return found;
}

function schedule(
  { definition }: CompiledDefinition,
  { planned, deadline, calendar }: MilestonePlan,
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
  const { zone } = compiled.definition;
  const options = { after, anchor: plan.anchor };
  return nextReminder(plan.profile.profile, plan.planned, plan.calendar, zone, options);
}

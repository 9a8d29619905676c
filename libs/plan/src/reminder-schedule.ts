import type { IsoDate } from './day-number.js';
import { effectiveDeadline, type PlannedDate } from './planned-date.js';
import {
  DEFAULT_TIME,
  isWatch,
  type ReminderProfile,
  type WatchProfile,
} from './reminder-profile.js';
import { addWorkingDays, workingDaysBetween, type WorkingCalendar } from './working-calendar.js';
import { toInstant, toLocalDate, type Instant } from './zone-time.js';

/**
 * One reminder.
 *
 * `key` comes from the offset alone ('T-60', 'T+0', 'T+30'; 'W-1' for the first check of a watch),
 * so it is unique and stable for one deadline or anchor, which is `countedFrom`. `offset` is in
 * working days from there, negative before. `at` is the instant of `date` at the profile's time.
 */
export interface Reminder {
  readonly key: string;
  readonly offset: number;
  readonly countedFrom: IsoDate;
  readonly date: IsoDate;
  readonly at: Instant;
}

/** Both ends are included. `anchor` is the day a watch counts from; other profiles ignore it. */
export interface ReminderWindow {
  readonly from: Instant;
  readonly horizon: Instant;
  readonly anchor?: IsoDate | undefined;
}

/**
 * The reminders of a milestone within a window, in order of time.
 *
 * A profile that counts from a deadline gives none for an undated milestone. Each falls on a
 * working day. Throws RangeError for a watch without an anchor.
 */
export function reminderSchedule(
  profile: ReminderProfile,
  planned: PlannedDate,
  calendar: WorkingCalendar,
  zone: string,
  window: ReminderWindow,
): Reminder[] {
  const reminders: Reminder[] = [];
  for (const reminder of remindersFrom(profile, planned, calendar, zone, window)) {
    if (reminder.at > window.horizon) break;
    if (reminder.at >= window.from) reminders.push(reminder);
  }
  return reminders;
}

/** The first reminder strictly after an instant; undefined when the profile has no more. */
export function nextReminder(
  profile: ReminderProfile,
  planned: PlannedDate,
  calendar: WorkingCalendar,
  zone: string,
  { after, anchor }: { readonly after: Instant; readonly anchor?: IsoDate | undefined },
): Reminder | undefined {
  const start = { from: after, anchor };
  for (const reminder of remindersFrom(profile, planned, calendar, zone, start)) {
    if (reminder.at > after) return reminder;
  }
  return undefined;
}

/** Split reminders at an instant: strictly before it missed, at it or after it upcoming. */
export function catchUp(
  reminders: readonly Reminder[],
  now: Instant,
): { missed: Reminder[]; upcoming: Reminder[] } {
  return {
    missed: reminders.filter(({ at }) => at < now),
    upcoming: reminders.filter(({ at }) => at >= now),
  };
}

/**
 * How many checks of a watch have gone by unanswered, and whether that is enough to escalate.
 *
 * A check counts as unanswered from the day after it was due; a check made on a day answers every
 * one due up to that day.
 */
export function uncheckedWatches(
  profile: WatchProfile,
  calendar: WorkingCalendar,
  facts: {
    readonly anchor: IsoDate;
    readonly lastCheckedOn?: IsoDate | undefined;
    readonly today: IsoDate;
  },
): { unchecked: number; escalate: boolean } {
  const { anchor, lastCheckedOn, today } = facts;
  const checksDue = (date: IsoDate) =>
    Math.max(0, Math.floor(workingDaysBetween(calendar, anchor, date) / profile.every));
  const yesterday = addWorkingDays(calendar, today, isRolled(calendar, today) ? 0 : -1);
  const answered = lastCheckedOn === undefined ? 0 : checksDue(lastCheckedOn);
  const unchecked = Math.max(0, checksDue(yesterday) - answered);
  return { unchecked, escalate: unchecked >= profile.escalateAfterUnchecked };
}

function isRolled(calendar: WorkingCalendar, date: IsoDate): boolean {
  return addWorkingDays(calendar, date, 0) !== date;
}

/** All reminders from about an instant on, in order, without end where the profile has none. */
function* remindersFrom(
  profile: ReminderProfile,
  planned: PlannedDate,
  calendar: WorkingCalendar,
  zone: string,
  start: { readonly from: Instant; readonly anchor?: IsoDate | undefined },
): Generator<Reminder> {
  const countedFrom = isWatch(profile)
    ? requireAnchor(start.anchor)
    : effectiveDeadline(planned, calendar);
  if (countedFrom === undefined) return;
  const least = workingDaysBetween(calendar, countedFrom, toLocalDate(start.from, zone));
  for (const offset of offsetsFrom(profile, least)) {
    const date = addWorkingDays(calendar, countedFrom, offset);
    const at = toInstant(date, profile.time ?? DEFAULT_TIME, zone);
    yield { key: keyOf(profile, offset), offset, countedFrom, date, at };
  }
}

/** The offsets of a profile in order, leaving out those before `least`. */
function* offsetsFrom(profile: ReminderProfile, least: number): Generator<number> {
  if (isWatch(profile)) {
    yield* multiplesFrom(0, profile.every, least);
    return;
  }
  const after = profile.after?.days ?? [];
  const listed = new Set([...profile.before.map((days) => 0 - days), ...after]);
  yield* [...listed].filter((offset) => offset >= least).sort((a, b) => a - b);
  if (profile.after?.thenEvery !== undefined) {
    yield* multiplesFrom(Math.max(0, ...after), profile.after.thenEvery, least);
  }
}

/** base + step, base + 2 × step and so on, starting at the first that is not before `least`. */
function* multiplesFrom(base: number, step: number, least: number): Generator<number> {
  if (!(step >= 1)) throw new RangeError(`a reminder every ${step} working days never comes`);
  for (let n = Math.max(1, Math.ceil((least - base) / step)); ; n += 1) yield base + n * step;
}

function keyOf(profile: ReminderProfile, offset: number): string {
  if (isWatch(profile)) return `W-${offset / profile.every}`;
  return offset < 0 ? `T${offset}` : `T+${offset}`;
}

function requireAnchor(anchor: IsoDate | undefined): IsoDate {
  if (anchor === undefined) {
    throw new RangeError('a watch has no deadline to count from; pass the day it began as anchor');
  }
  return anchor;
}

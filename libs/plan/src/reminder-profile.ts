import { isTimeOfDay } from './zone-time.js';

/**
 * When to remind about a milestone with a deadline, in working days from its effective deadline.
 *
 * `before: [60, 5, 1]` reminds 60, 5 and 1 working days before; `after.days: [1, 3]` one and three
 * after; `after.thenEvery: 20` goes on every 20 working days after the last of these, with no end.
 * `time` is 'HH:mm' in the programme's zone, 09:00 when left out.
 */
export interface DeadlineProfile {
  readonly before: readonly number[];
  readonly after?: AfterDue | undefined;
  readonly time?: string | undefined;
}

/** Reminders once the deadline has passed, in working days after it. */
export interface AfterDue {
  readonly days: readonly number[];
  readonly thenEvery?: number | undefined;
}

/**
 * A check at regular intervals on something undated: every `every` working days from an anchor day,
 * escalated once `escalateAfterUnchecked` checks have passed unanswered.
 */
export interface WatchProfile {
  readonly every: number;
  readonly escalateAfterUnchecked: number;
  readonly time?: string | undefined;
}

/** A reminder profile: counts from a deadline, or watches something that has none. */
export type ReminderProfile = DeadlineProfile | WatchProfile;

/** Whether a profile watches something undated rather than counting from a deadline. */
export function isWatch(profile: ReminderProfile): profile is WatchProfile {
  return 'every' in profile;
}

/** What is wrong with a profile, one message each, quoting the value; empty when all is well. */
export function checkReminderProfile(profile: ReminderProfile): string[] {
  const time = profile.time ?? DEFAULT_TIME;
  const problems = isTimeOfDay(time) ? [] : [`time "${time}" is not a time of day; use HH:mm`];
  if (isWatch(profile)) {
    problems.push(...checkWhole('every', [profile.every], 1));
    problems.push(...checkWhole('escalateAfterUnchecked', [profile.escalateAfterUnchecked], 1));
    return problems;
  }
  const { before, after } = profile;
  problems.push(...checkWhole('before', before, 0), ...checkWhole('after.days', after?.days, 1));
  if (after?.thenEvery !== undefined) {
    problems.push(...checkWhole('after.thenEvery', [after.thenEvery], 1));
  }
  return problems;
}

/** The time of day at which reminders go when a profile names none. */
export const DEFAULT_TIME = '09:00';

function checkWhole(field: string, values: readonly number[] | undefined, least: number): string[] {
  return (values ?? [])
    .filter((value) => !Number.isInteger(value) || value < least)
    .map((value) => `${field} has ${value}; use whole numbers of ${least} or more`);
}

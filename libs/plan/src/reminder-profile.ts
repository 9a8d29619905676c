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

/** The time of day at which reminders go when a profile names none. */
export const DEFAULT_TIME = '09:00';

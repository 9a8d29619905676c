import { addDays, toInstant, type Instant, type Reminder, type WorkingCalendar } from '#plan';
import type { Earlier } from './calendars.js';

/**
 * Keys of the reminders of one deadline that came due while a calendar was in force that has been
 * replaced since: they have been said, wherever the calendar of now puts them. A register says the day
 * of an adoption, not the hour; what was due on that day counts as said.
 */
export function saidBefore(
  earlier: readonly Earlier[],
  { zone, now }: { zone: string; now: Instant },
  remindersBy: (calendar: WorkingCalendar) => readonly Reminder[],
): ReadonlySet<string> {
  const said = new Set<string>();
  for (const { calendar, until } of earlier) {
    const dayAfter = until === null ? now : toInstant(addDays(until, 1), '00:00', zone);
    const end = dayAfter < now ? dayAfter : now;
    for (const { key, at } of remindersBy(calendar)) if (at < end) said.add(key);
  }
  return said;
}

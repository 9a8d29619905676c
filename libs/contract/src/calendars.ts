import { z } from 'zod';
import { Day } from './json.js';

/** A working calendar as it stands: what the programme opened with, or the table adopted last. */
export const CalendarView = z
  .object({
    name: z.string(),
    title: z.string(),
    /** The programme's own: items count by it unless they, or their owner's role, name another. */
    isDefault: z.boolean(),
    country: z.string().nullable(),
    region: z.string().nullable(),
    source: z.string().nullable(),
    /** The years whose holidays are known; null when the table does not say. */
    covers: z.object({ from: z.int(), until: z.int() }).nullable(),
    /** Years for which there is only one source. */
    oneSource: z.array(z.int()),
    /** Weekdays on which nobody works, 1 for Monday. */
    weekend: z.array(z.int()),
    holidays: z.record(Day, z.string()),
    overrides: z.array(
      z.object({ day: Day, is: z.enum(['working', 'holiday']), name: z.string().nullable() }),
    ),
    /** Of a calendar made of others: which is in force from when; it has no table of its own. */
    parts: z.array(z.object({ from: Day.nullable(), calendar: z.string() })),
    /** SHA-256 of the table, in hex; an adoption names it as the one it replaces. */
    hash: z.string().nullable(),
    /** Whether the table came by an event since the programme began. */
    adopted: z.boolean(),
    /** The milestones that are counted by it. */
    milestones: z.array(z.string()),
  })
  .meta({ id: 'CalendarView' });
export type CalendarView = z.infer<typeof CalendarView>;

export const CalendarList = z
  .object({
    /** The item that takes ADOPT_CALENDAR; null when this programme adopts none. */
    register: z.string().nullable(),
    calendars: z.array(CalendarView),
  })
  .meta({ id: 'CalendarList' });
export type CalendarList = z.infer<typeof CalendarList>;

import { z } from 'zod';
import { AsAt } from './as-at.js';
import { Day, JsonValue } from './json.js';
import { Morning } from './morning.js';

/** A milestone against its plan. Days are null while nobody has said them. */
export const Milestone = z
  .object({
    item: z.string(),
    title: z.string(),
    state: z.string(),
    achieved: z.boolean(),
    /** The planned date in words, its original wording, and how exactly it is known. */
    planned: z
      .object({
        words: z.string(),
        wording: z.string().nullable(),
        precision: z.enum(['DAY', 'MONTH', 'YEAR_WINDOW', 'RELATIVE', 'UNDATED']),
        bound: z.enum(['ON', 'BY']).nullable(),
        hardness: z.enum(['HARD', 'TARGET', 'EXPECTED']).nullable(),
        /** Of a date that counts from another milestone: the day it comes to, once it does. */
        date: z.string().nullable(),
        /** What such a date counts from. */
        relativeTo: z
          .object({ item: z.string(), days: z.int().optional(), workingDays: z.int().optional() })
          .nullable(),
      })
      .nullable(),
    /** The day it is held to; lateness counts from it. */
    committed: Day.nullable(),
    /** The other reading, where the words allow two. */
    strict: Day.nullable(),
    /** The last working day on or before the committed day; reminders count from it. */
    deadline: Day.nullable(),
    forecast: Day.nullable(),
    actual: Day.nullable(),
    /** Forecast or actual against the committed day: positive late, negative early. */
    slip: z.object({ workingDays: z.int(), calendarDays: z.int() }).nullable(),
    rag: z
      .object({ colour: z.enum(['GREEN', 'AMBER', 'RED']), reasons: z.array(z.string()) })
      .nullable(),
    /** The colour that somebody states beside the computed one, while it counts. */
    stated: z
      .object({
        colour: z.enum(['GREEN', 'AMBER', 'RED']),
        /** Free text: where it was erased, `{ "$erased": true }`. */
        reason: JsonValue,
        by: z.string().nullable(),
        from: Day.nullable(),
        /** The day on which it has ended. */
        until: Day.nullable(),
      })
      .nullable(),
    standing: z
      .object({
        forecast: z.enum(['onPlan', 'slipping', 'late']),
        escalation: z.int(),
        reasons: z.array(z.string()),
      })
      .nullable(),
    /** The calendar whose working days its deadline, reminders, slip and float are counted in. */
    calendar: z.string(),
    owner: z.string().nullable(),
    dependsOn: z.array(z.string()),
    /** Not before this day, by its own date and all it waits for; the actual day once achieved. */
    earlyDate: Day.nullable(),
    /** Not after this day, or the end of the plan or a hard date is overrun. */
    lateDate: Day.nullable(),
    /** Working days from the early to the late date; negative when a hard date cannot be held. */
    float: z.int().nullable(),
    /** Whether its float is 0 or less; null when that cannot be worked out, or it is achieved. */
    critical: z.boolean().nullable(),
    /** Why these dates cannot be worked out. */
    notCalculable: z.string().nullable(),
    profile: z.string().nullable(),
    /** Why the date is still to be confirmed. */
    unknown: z.string().nullable(),
    /** That its day lies in a year whose holidays its calendar does not know, and what to do. */
    uncounted: z.string().nullable(),
  })
  .meta({ id: 'Milestone' });
export type Milestone = z.infer<typeof Milestone>;

export const MilestoneList = z
  .object({
    /** As they stand now, or stood then. */
    milestones: z.array(Milestone),
    /** Of which past this speaks; null: as they stand now. */
    asAt: AsAt.nullable(),
    /** As they stood when they were looked over last; null of a rehearsal, before the first time, and of the past. */
    morning: Morning.nullable(),
  })
  .meta({ id: 'MilestoneList' });
export type MilestoneList = z.infer<typeof MilestoneList>;

import { z } from 'zod';
import { Finding } from './finding.js';
import { Day, JsonValue, LocalTime, Moment } from './json.js';
import { ProblemPlace } from './problem.js';

const changed = <T extends z.ZodType>(value: T) =>
  z.object({ from: value.nullable(), to: value.nullable() });

/** An item that would change: its state, and every value of it; created ones come from nothing. */
export const PreviewedItem = z
  .object({
    item: z.string(),
    title: z.string(),
    state: changed(z.string()),
    created: z.boolean(),
    closed: z.boolean(),
    values: z.array(
      z.object({ field: z.string(), title: z.string(), from: JsonValue, to: JsonValue }),
    ),
  })
  .meta({ id: 'PreviewedItem' });
export type PreviewedItem = z.infer<typeof PreviewedItem>;

/** A milestone of which a date or the float would change. Days are null while nobody can say them. */
export const PreviewedMilestone = z
  .object({
    item: z.string(),
    title: z.string(),
    key: z.boolean(),
    hard: z.boolean(),
    committed: changed(Day),
    /** The last working day on or before it: what reminders count from. */
    deadline: changed(Day),
    early: changed(Day),
    /** Total float in working days. */
    float: changed(z.int()),
    /** By how much the committed date moves: positive later, negative earlier. */
    workingDays: z.int().nullable(),
    /** Its hard date, as it stands now, would be overrun. */
    breachesHardDate: z.boolean(),
    becomesCritical: z.boolean(),
    /** Why its early date could not be worked out afterwards. */
    notCalculable: z.string().nullable(),
  })
  .meta({ id: 'PreviewedMilestone' });
export type PreviewedMilestone = z.infer<typeof PreviewedMilestone>;

/** What would come of an event, or why it would be refused. Nothing was written. */
export const Preview = z
  .object({
    accepted: z.boolean(),
    /** It lacks an approval alone: beside the refusal stands what it would come to once approved. */
    onceApproved: z.boolean(),
    /** The answer that sending it would get instead. */
    refusal: z
      .object({
        code: z.string(),
        message: z.string(),
        findings: z.array(Finding),
        expected: z.array(z.string()),
        errors: z.array(ProblemPlace),
      })
      .nullable(),
    /** What would be written, rules of the system that follow included. */
    entries: z.array(
      z.object({ kind: z.string(), item: z.string().nullable(), event: z.string().nullable() }),
    ),
    items: z.array(PreviewedItem),
    milestones: z.array(PreviewedMilestone),
    /** The most that a committed date moves; null when one appears or disappears. */
    mostWorkingDays: z.int().nullable(),
    breachesHardDate: z.boolean(),
    /** What to know of where it leads, as the answer to the event would say it. */
    warnings: z.array(z.string()),
    /** Who would hear of it at once. */
    notices: z.array(
      z.object({
        item: z.string(),
        template: z.string(),
        toRoles: z.array(z.string()),
        toPersons: z.array(z.string()),
        data: z.record(z.string(), JsonValue),
      }),
    ),
    /** What would be due from now on, and what no more. */
    timers: z.object({
      set: z.array(
        z.object({
          item: z.string(),
          kind: z.string(),
          key: z.string(),
          dueAt: Moment,
          dueLocal: LocalTime,
        }),
      ),
      cancelled: z.array(
        z.object({ item: z.string(), key: z.string(), reason: z.string(), why: z.string() }),
      ),
    }),
  })
  .meta({ id: 'Preview' });
export type Preview = z.infer<typeof Preview>;

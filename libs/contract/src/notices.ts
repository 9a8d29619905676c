import { z } from 'zod';
import { JsonValue, LocalTime, Moment } from './json.js';

/**
 * `sending` until each delivery is made, then `sent`, or `late` when it was handed on over a minute
 * after it was due; `failed` when a delivery was given up. `silent`: due, but its reason was gone.
 * `rehearsed`: a rehearsal would have sent it. `fired`: a wake, which tells nobody.
 */
const reminderStatuses = [
  'pending',
  'sending',
  'sent',
  'late',
  'failed',
  'superseded',
  'cancelled',
  'silent',
  'rehearsed',
  'fired',
] as const;
const reminderKinds = ['wake', 'reminder', 'check', 'catchUp'] as const;

/** What is or was due when, and what became of it. */
export const Reminder = z
  .object({
    item: z.string(),
    title: z.string(),
    key: z.string(),
    kind: z.enum(reminderKinds),
    dueAt: Moment,
    /** The same on clocks in the programme's zone. */
    dueLocal: LocalTime,
    status: z.enum(reminderStatuses),
    /** Whether it was handed on over a minute after it was due, whatever became of it then. */
    late: z.boolean(),
    settledAt: Moment.nullable(),
    /** In words, why it is no longer wanted, was handed on late, or did not arrive. */
    why: z.string().nullable(),
    /** The entry of the history by which it no longer applies. */
    cause: z
      .object({
        sequence: z.int(),
        item: z.string().nullable(),
        event: z.string(),
        person: z.string().nullable(),
      })
      .nullable(),
    notice: z.string().nullable(),
    /** What was done to tell each person on each channel. */
    deliveries: z.array(
      z.object({
        person: z.string(),
        channel: z.string(),
        status: z.string(),
        attempts: z.int(),
        sentAt: Moment.nullable(),
        cause: z.string().nullable(),
      }),
    ),
    detail: z.record(z.string(), JsonValue),
  })
  .meta({ id: 'Reminder' });
export type Reminder = z.infer<typeof Reminder>;

export const ReminderList = z
  .object({
    reminders: z.array(Reminder),
    total: z.int(),
    /** The address of the next page, or null at the end. */
    next: z.string().nullable(),
  })
  .meta({ id: 'ReminderList' });
export type ReminderList = z.infer<typeof ReminderList>;

/** Which reminders to list; all when nothing is said. */
export const ReminderFilter = z.strictObject({
  status: z.enum(reminderStatuses).optional(),
  kind: z.enum(reminderKinds).optional(),
  item: z.string().optional(),
  /** Where the page before ended; `next` has it. */
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type ReminderFilter = z.infer<typeof ReminderFilter>;

const delivery = z.object({
  person: z.string(),
  channel: z.string(),
  status: z.string(),
  attempts: z.int(),
  sentAt: Moment.nullable(),
  readAt: Moment.nullable(),
  lastError: z.string().nullable(),
});

/** Something somebody had to hear. Of a rehearsal: what would have gone to whom. */
export const NoticeView = z
  .object({
    id: z.string(),
    item: z.string(),
    title: z.string(),
    template: z.string(),
    at: Moment,
    /** The same on clocks in the programme's zone. */
    local: LocalTime,
    toRoles: z.array(z.string()),
    toPersons: z.array(z.string()),
    /**
     * Persons it reaches as roles and delegations stand now; the vacant roles they stand in for, the
     * persons without a role in whose place they hear it, and those they act for.
     */
    recipients: z.array(
      z.object({
        person: z.string(),
        standsInFor: z.array(z.string()),
        inPlaceOf: z.array(z.string()),
        actsFor: z.array(z.string()),
      }),
    ),
    /** Roles that nobody holds, and persons without a role, that nobody could stand in for. */
    unheard: z.array(z.string()),
    /** False for rehearsals: nothing leaves the process. */
    delivers: z.boolean(),
    deliveries: z.array(delivery),
    /**
     * Of a rehearsal: where it would have gone, by what each person prefers. `digestAt` is when their
     * daily mail would have carried it; null: at once. Empty where it delivers.
     */
    wouldGo: z.array(
      z.object({
        /** A person, or `programme:<id>` for an address of the programme itself. */
        person: z.string(),
        channel: z.string(),
        /** A mail address, or the host of a URL. */
        address: z.string(),
        digestAt: z.string().nullable(),
      }),
    ),
    data: z.record(z.string(), JsonValue),
  })
  .meta({ id: 'NoticeView' });
export type NoticeView = z.infer<typeof NoticeView>;

export const NoticeList = z
  .object({ notices: z.array(NoticeView), total: z.int() })
  .meta({ id: 'NoticeList' });
export type NoticeList = z.infer<typeof NoticeList>;

export const NoticeFilter = z.strictObject({
  item: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type NoticeFilter = z.infer<typeof NoticeFilter>;

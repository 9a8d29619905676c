import { z } from 'zod';
import { JsonValue, LocalTime, Moment } from './json.js';

const channels = ['email', 'inbox', 'webhook', 'slack', 'teams', 'govuk-notify'] as const;

/** On which channel to show a notice, and as whom it reaches. */
export const NoticePreviewQuery = z.strictObject({
  channel: z.enum(channels).default('email'),
  /** One of those who hear it; when absent yourself if you do, else the first of them. */
  to: z.string().optional(),
});
export type NoticePreviewQuery = z.infer<typeof NoticePreviewQuery>;

/** A notice as a channel would take it to somebody. Nothing is sent. */
export const NoticePreview = z
  .object({
    notice: z.string(),
    template: z.string(),
    item: z.string(),
    /** When it came to be; of a reminder to come, when it is due. */
    at: Moment,
    /** The same on clocks in the programme's zone. */
    local: LocalTime,
    channel: z.enum(channels),
    /** Whom it is shown for, as roles and delegations stand now; null when nobody would hear it. */
    person: z.string().nullable(),
    /** What that person is written to in (BCP 47). */
    language: z.string(),
    subject: z.string(),
    /** Mail and GOV.UK Notify: the plain text. */
    text: z.string().nullable(),
    /** Mail: the HTML, as text. */
    html: z.string().nullable(),
    /** Mail: the deadline as `deadline.ics`, where the notice has one. */
    calendar: z.string().nullable(),
    /** Webhook, Slack and Teams: the body as it is posted. Inbox: the notice as the inbox lists it. */
    json: JsonValue.nullable(),
  })
  .meta({ id: 'NoticePreview' });
export type NoticePreview = z.infer<typeof NoticePreview>;

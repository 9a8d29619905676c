import { z } from 'zod';
import { JsonValue, Moment } from './json.js';

/** A notice in your own inbox. */
const InboxNotice = z
  .object({
    programme: z.string(),
    notice: z.string(),
    item: z.string(),
    template: z.string(),
    at: Moment,
    readAt: Moment.nullable(),
    data: z.record(z.string(), JsonValue),
    /** Where to post to mark it as read. */
    read: z.string(),
  })
  .meta({ id: 'InboxNotice' });

const unreadCounts = {
  /** In all, whatever page or part this is. */
  unread: z.int(),
  /** By programme; those with none are left out. */
  unreadByProgramme: z.array(z.object({ programme: z.string(), unread: z.int() })),
};

/** A page of your inbox, newest first. */
export const Inbox = z
  .object({
    notices: z.array(InboxNotice),
    ...unreadCounts,
    /** Where to get the next page; null on the last. */
    next: z.string().nullable(),
  })
  .meta({ id: 'Inbox' });
export type Inbox = z.infer<typeof Inbox>;

/** What is still unread after something was marked. */
export const InboxMarked = z.object(unreadCounts).meta({ id: 'InboxMarked' });
export type InboxMarked = z.infer<typeof InboxMarked>;

/** Which part of your inbox. */
export const InboxQuery = z.strictObject({
  programme: z.string().optional(),
  /** Only what you have not read. */
  unread: z.stringbool().optional(),
  /** As the page before said. */
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type InboxQuery = z.infer<typeof InboxQuery>;

/** Of which programme everything is to be marked as read; of all when absent. */
export const InboxReadAll = z
  .strictObject({ programme: z.string().optional() })
  .meta({ id: 'InboxReadAll' });
export type InboxReadAll = z.infer<typeof InboxReadAll>;

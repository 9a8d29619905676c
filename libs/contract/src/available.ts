import { z } from 'zod';
import { Finding } from './finding.js';

/** One event of one item: whether you may send it now, and if not, every reason. */
export const AvailableEvent = z
  .object({
    item: z.string(),
    itemTitle: z.string(),
    event: z.string(),
    title: z.string(),
    /** Sent by a person, or by the system as soon as its conditions hold. */
    by: z.enum(['person', 'system']),
    allowed: z.boolean(),
    /** Why not, one sentence each; empty when allowed. */
    reasons: z.array(z.string()),
    /** Roles that may send it. */
    roles: z.array(z.string()),
    /** The same in words: by title, and of a role that leads to others, to whom and why. */
    who: z.string(),
    /** The role you would act in, or null when none of yours fits. */
    role: z.string().nullable(),
    /** The person for whom you would do it, under a delegation to you; null in your own right. */
    actingFor: z.string().nullable(),
    to: z.string().nullable(),
    /** Fields of the payload, by name. */
    payload: z.record(
      z.string(),
      z.object({
        type: z.string(),
        title: z.string().optional(),
        optional: z.boolean(),
        choices: z.array(z.string()).optional(),
      }),
    ),
    blockedBy: z.array(Finding),
    /** Conditions that the payload has to meet. */
    asks: z.array(Finding),
  })
  .meta({ id: 'AvailableEvent' });
export type AvailableEvent = z.infer<typeof AvailableEvent>;

export const AvailableList = z
  .object({ events: z.array(AvailableEvent) })
  .meta({ id: 'AvailableList' });
export type AvailableList = z.infer<typeof AvailableList>;

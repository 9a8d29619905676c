import { z } from 'zod';
import { LocalTime, Moment } from './json.js';

/** A delivery that was given up: one notice to one person on one channel, and why it never went. */
export const FailedDelivery = z
  .object({
    /** What to name it by to send it again. */
    id: z.string(),
    notice: z.string(),
    item: z.string(),
    title: z.string(),
    template: z.string(),
    at: Moment,
    /** The same on clocks in the programme's zone. */
    local: LocalTime,
    /** `none` when the notice reached nobody. */
    channel: z.string(),
    /** Null when the notice reached nobody. */
    person: z.string().nullable(),
    attempts: z.int(),
    /** What the other side said last, or what to do. */
    cause: z.string(),
    /** Of which kind that was; null when the other side did not say. */
    failure: z.enum(['bounced', 'refused', 'busy', 'unreachable']).nullable(),
  })
  .meta({ id: 'FailedDelivery' });
export type FailedDelivery = z.infer<typeof FailedDelivery>;

export const FailedDeliveries = z
  .object({ deliveries: z.array(FailedDelivery), total: z.int() })
  .meta({ id: 'FailedDeliveries' });
export type FailedDeliveries = z.infer<typeof FailedDeliveries>;

export const FailedDeliveryFilter = z.strictObject({
  item: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type FailedDeliveryFilter = z.infer<typeof FailedDeliveryFilter>;

/** It is pending again, with all its attempts before it. */
export const DeliveryResent = FailedDelivery.pick({
  id: true,
  notice: true,
  channel: true,
  person: true,
}).meta({ id: 'DeliveryResent' });
export type DeliveryResent = z.infer<typeof DeliveryResent>;

import { createHash } from 'node:crypto';
import type { BulkJobOptions, Queue } from 'bullmq';
import type { DeliveryRef } from './delivery-rows.js';

/** How often a delivery is tried: after `backoffMs`, then twice that, and so on. */
export interface Retrying {
  readonly attempts: number;
  readonly backoffMs: number;
}

/** From 5 seconds to 85 minutes between attempts: close to three hours in all. */
export const usualRetrying: Retrying = { attempts: 12, backoffMs: 5000 };

/** Names a delivery in one word, the same for ever: fit for an address and a job. */
export function deliveryId({ organisation, programme, notice, channel, person }: DeliveryRef) {
  return keyHash([organisation, programme, notice, channel, person]).slice(0, 16);
}

// Hashed: the id of a job may hold no ':', which notice ids do.
const keyHash = (key: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(key)).digest('hex');

/** The id of a delivery's job. */
export const jobIdOf = ({ organisation, programme, notice, channel, person }: DeliveryRef) =>
  keyHash([organisation, programme, notice, channel, person]);

/** The job of a delivery: the same id for the same delivery, so a second one is no second job. */
function deliveryJob(ref: DeliveryRef, retrying: Retrying) {
  const { organisation, programme, notice, channel, person } = ref;
  const opts: BulkJobOptions = {
    jobId: jobIdOf(ref),
    attempts: retrying.attempts,
    backoff: { type: 'exponential', delay: retrying.backoffMs },
    removeOnComplete: true,
    removeOnFail: true,
  };
  return { name: 'deliver', data: { organisation, programme, notice, channel, person }, opts };
}

/**
 * The ids of all jobs that are still to be done, or are under way. One that moves meanwhile may be left
 * out: to ring for it again changes nothing.
 */
export async function jobsLeft(queue: Pick<Queue, 'getRanges'>): Promise<ReadonlySet<string>> {
  return new Set(await queue.getRanges(['wait', 'prioritized', 'active', 'delayed'], 0, -1));
}

/** Rings for deliveries; for those that have a job already it changes nothing. */
export async function enqueueDeliveries(
  queue: Queue,
  refs: readonly DeliveryRef[],
  retrying: Retrying,
): Promise<void> {
  if (refs.length > 0) await queue.addBulk(refs.map((ref) => deliveryJob(ref, retrying)));
}

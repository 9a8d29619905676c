import type { JobName } from './jobs.js';
import type { Queues } from './queue-backend.js';

/**
 * Sees to it that the recurring jobs recur: a look at what is due and at the outbox every `sweepMs`
 * milliseconds; a refill of the queue, and a look for programmes whose morning has come, every
 * `reconcileMs`. Calling it again restores what the
 * queue has lost and changes nothing else.
 */
export async function ensureSchedulers(
  queues: Queues,
  { sweepMs, reconcileMs }: { sweepMs: number; reconcileMs: number },
): Promise<void> {
  await recur(queues, 'sweep', sweepMs);
  await recur(queues, 'relay', sweepMs);
  await recur(queues, 'digest', sweepMs);
  await recur(queues, 'reconcile', reconcileMs);
  await recur(queues, 'check', reconcileMs);
}

async function recur(queues: Queues, job: JobName, every: number): Promise<void> {
  const opts = { removeOnComplete: true, removeOnFail: true };
  await queues.of(job).upsertJobScheduler(job, { every }, { name: job, data: {}, opts });
}

import type { JobName } from './jobs.js';
import type { Queues } from './queue-backend.js';

/**
 * Sees to it that the recurring jobs recur: a look at what is due, at the outbox and at what the log
 * has yet to take, every `sweepMs`
 * milliseconds; a refill of the queue, and a look for programmes whose morning has come or whose
 * history is to be verified, every `reconcileMs`. Calling it again restores what the
 * queue has lost and changes nothing else.
 */
export async function ensureSchedulers(
  queues: Queues,
  { sweepMs, reconcileMs }: { sweepMs: number; reconcileMs: number },
): Promise<void> {
  await recur(queues, 'sweep', sweepMs);
  await recur(queues, 'relay', sweepMs);
  await recur(queues, 'digest', sweepMs);
  await recur(queues, 'log', sweepMs);
  await recur(queues, 'reconcile', reconcileMs);
  await recur(queues, 'check', reconcileMs);
  await recur(queues, 'verify', reconcileMs);
  await recur(queues, 'anchor', reconcileMs);
}

/** Further ahead than a job that recurs ever is, unless clocks differ. */
const AHEAD_MS = 5000;

async function recur(queues: Queues, job: JobName, every: number): Promise<void> {
  const found = await queues.of(job).getJobScheduler(job);
  // Set by a machine whose clock is fast, and which may be gone: nobody else would come to it for long.
  const isAhead = (found?.next ?? 0) > Date.now() + every + AHEAD_MS;
  if (isAhead) await queues.of(job).removeJobScheduler(job);
  const opts = { removeOnComplete: true, removeOnFail: true };
  await queues.of(job).upsertJobScheduler(job, { every }, { name: job, data: {}, opts });
}

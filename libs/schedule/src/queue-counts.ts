import { queueOf, type JobName, type QueueName } from './jobs.js';
import type { Queues } from './queue-backend.js';

/** How many jobs a queue has of each kind. */
export type QueueCount = {
  queue: QueueName;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
};

/** Counts the jobs of each queue, as BullMQ itself counts them. */
export async function countJobs(queues: Queues): Promise<QueueCount[]> {
  const names = [...new Set(Object.values(queueOf))];
  return Promise.all(
    names.map(async (name) => {
      const counts = await queues.of(jobIn(name)).getJobCounts();
      const of = (...kinds: string[]) => kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
      return {
        queue: name,
        waiting: of('waiting', 'prioritized'),
        active: of('active'),
        delayed: of('delayed'),
        failed: of('failed'),
      };
    }),
  );
}

function jobIn(name: QueueName): JobName {
  // Boundary: the keys of an object are typed as text.
  const jobs = Object.keys(queueOf) as JobName[];
  const job = jobs.find((each) => queueOf[each] === name);
  if (job === undefined) throw new Error(`queue "${name}" has no job`);
  return job;
}

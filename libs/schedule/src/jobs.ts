import type { DeliveryRef } from './delivery-rows.js';

/** What each kind of job carries. A job says what to look at; what there is to do stands in the rows. */
type JobData = {
  sweep: Record<string, never>;
  relay: Record<string, never>;
  reconcile: Record<string, never>;
  check: Record<string, never>;
  verify: Record<string, never>;
  log: Record<string, never>;
  anchor: Record<string, never>;
  digest: Record<string, never>;
  deliver: DeliveryRef;
};
export type JobName = keyof JobData;

/** The queue of each kind of job: deliveries wait for mail servers, so they have one of their own. */
export const queueOf = {
  sweep: 'evolve-clock',
  relay: 'evolve-clock',
  reconcile: 'evolve-clock',
  check: 'evolve-clock',
  verify: 'evolve-deliver',
  log: 'evolve-deliver',
  anchor: 'evolve-deliver',
  digest: 'evolve-deliver',
  deliver: 'evolve-deliver',
} as const satisfies Record<JobName, string>;
export type QueueName = (typeof queueOf)[JobName];

/** What to do for one kind of job. The result is what the log says of it. Every job may run twice. */
type Handler<Name extends JobName> = {
  job: Name;
  run: (data: JobData[Name]) => Promise<object>;
};
export type AnyHandler = { [Name in JobName]: Handler<Name> }[JobName];

/** Throws unless each kind of job has exactly one handler, naming those that do not. */
export function checkHandlers(handlers: readonly { job: string }[]): void {
  const known = Object.keys(queueOf);
  const problems = [
    ...known.flatMap((job) => {
      const count = handlers.filter((each) => each.job === job).length;
      return count === 1 ? [] : [`job "${job}" has ${count} handlers`];
    }),
    ...handlers
      .filter((each) => !known.includes(each.job))
      .map((each) => `there is a handler for "${each.job}", which is no job`),
  ];
  if (problems.length === 0) return;
  throw new Error(`Each job needs exactly one handler: ${problems.join('; ')}.`);
}

/** Runs the handler of a job taken from the queue. Throws for a job this version does not know. */
export async function runJob(
  handlers: readonly AnyHandler[],
  job: { name: string; data: unknown },
): Promise<object> {
  const handler = handlers.find((each) => each.job === job.name);
  if (handler === undefined) {
    throw new Error(
      `No handler for job "${job.name}"; known are ${handlers.map((each) => each.job).join(', ')}.`,
    );
  }
  // Boundary: what a queue holds is what this library put there for that name.
  return handler.run(job.data as never);
}

import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import { checkHandlers, DeliveryFailed, runJob, type AnyHandler, type FiredEvent } from '#schedule';

/** Runs jobs by their handlers and writes to the log what came of each. */
export class JobRunner {
  readonly #handlers: readonly AnyHandler[];
  readonly #log: Logger;

  /** Throws unless each kind of job has exactly one handler. */
  constructor(handlers: readonly AnyHandler[], log: Logger) {
    checkHandlers(handlers);
    this.#handlers = handlers;
    this.#log = log;
  }

  /** Gives what came of it; rejects, when it has said why, with whatever went wrong. */
  async run(job: Pick<Job, 'id' | 'name' | 'data'>): Promise<object> {
    const log = this.#log.child({ job: job.id, name: job.name, ...job.data });
    try {
      const result = await runJob(this.#handlers, job);
      const events = eventsOf(result);
      for (const event of events) log.info({ ...event, actor: 'system' }, 'event');
      const counted = 'events' in result ? { ...result, events: events.length } : result;
      log[levelOf(counted)](counted, `${job.name} done`);
      return result;
    } catch (error) {
      if (error instanceof DeliveryFailed) log.warn({ reason: error.message }, 'to be tried again');
      else log.error({ err: error }, `${job.name} failed`);
      throw error;
    }
  }

  /** The queue itself is in trouble: a lost connection, or a job that another worker took over. */
  trouble(error: Error): void {
    this.#log.error({ err: error }, 'queue');
  }
}

/** The events that a job set off: a line each, as for those that people send. */
function eventsOf(result: object): readonly FiredEvent[] {
  if (!('events' in result) || !Array.isArray(result.events)) return [];
  // Boundary: the results of jobs differ by job, and only a sweep's have events.
  return result.events as FiredEvent[];
}

/** What changed nothing is said only to those who ask for detail: the sweep looks every second. */
function levelOf(result: object): 'debug' | 'info' | 'error' {
  if ('failures' in result && Array.isArray(result.failures) && result.failures.length > 0) {
    return 'error';
  }
  if ('outcome' in result) return result.outcome === 'nothingToDo' ? 'debug' : 'info';
  return Object.values(result).some((each) => typeof each === 'number' && each > 0)
    ? 'info'
    : 'debug';
}

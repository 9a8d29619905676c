import { cacheKey, type ProgrammeName } from './state-cache.js';

type Job<Event> = { kind: 'event'; event: Event } | { kind: 'alone'; run: () => Promise<void> };

/**
 * One line a programme: its events are handled in order, whatever waits together; some work is done
 * alone, between them.
 */
export class ProgrammeQueues<Event> {
  readonly #lines = new Map<string, Job<Event>[]>();
  readonly #waiting: (() => void)[] = [];

  /** @param handle answers every event itself, failures too; it must not reject */
  constructor(
    readonly handle: (name: ProgrammeName, events: Event[]) => Promise<void>,
    readonly most = 50,
  ) {}

  add(name: ProgrammeName, event: Event): void {
    this.#push(name, { kind: 'event', event });
  }

  /** Does the work when its turn comes. */
  alone<T>(name: ProgrammeName, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#push(name, { kind: 'alone', run: () => work().then(resolve, reject) });
    });
  }

  /** Settles once nothing is under way and nothing waits; what comes meanwhile is waited for too. */
  idle(): Promise<void> {
    if (this.#lines.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #push(name: ProgrammeName, job: Job<Event>): void {
    const key = cacheKey(name);
    const line = this.#lines.get(key);
    if (line !== undefined) {
      line.push(job);
      return;
    }
    const opened = [job];
    this.#lines.set(key, opened);
    // In the next microtask, so that what is sent in one go is handled in one go.
    queueMicrotask(() => void this.#drain(name, opened));
  }

  async #drain(name: ProgrammeName, line: Job<Event>[]): Promise<void> {
    for (let first = line.shift(); first !== undefined; first = line.shift()) {
      if (first.kind === 'alone') await first.run();
      else await this.handle(name, [first.event, ...this.#following(line)]);
    }
    this.#lines.delete(cacheKey(name));
    if (this.#lines.size > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #following(line: Job<Event>[]): Event[] {
    const events: Event[] = [];
    for (
      let next = line[0];
      next?.kind === 'event' && events.length < this.most - 1;
      next = line[0]
    ) {
      events.push(next.event);
      line.shift();
    }
    return events;
  }
}

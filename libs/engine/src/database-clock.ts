import type { Instant } from '#plan';
import { databaseNow, type Store } from '#store';

/** The time that entries of live programmes are stamped with. */
export type Clock = {
  now(): Instant;
  /** Compares with the database's clock again; called when a stamp was found to be off. */
  sample(): Promise<void>;
  /** Ends the regular comparison. */
  stop(): void;
};

const EVERY_MS = 60_000;
const TRIES = 3;

// Counts on when somebody sets this machine's clock: only the offset to the database matters.
const processClock = () => performance.timeOrigin + performance.now();

/** A clock that follows the database's: its offset is measured now and every minute. */
export async function startClock(
  store: Store,
  { local = processClock }: { local?: () => number } = {},
): Promise<Clock> {
  let offset = 0;
  const ask = async () => {
    const before = local();
    const now = await databaseNow(store.pool);
    const after = local();
    // The answer was given about half-way there and back.
    return { offset: now - (before + after) / 2, took: after - before };
  };
  const sample = async () => {
    let best = await ask();
    // The shortest way is off by least: the first one may have had to connect.
    for (let again = 1; again < TRIES; again += 1) {
      const next = await ask();
      if (next.took < best.took) best = next;
    }
    offset = best.offset;
  };
  await sample();
  // An outage shows wherever something is written; the offset measured last stays good meanwhile.
  const timer = setInterval(() => void sample().catch(() => undefined), EVERY_MS);
  timer.unref();
  return {
    now: () => new Date(Math.floor(local() + offset)).toISOString(),
    sample,
    stop: () => clearInterval(timer),
  };
}

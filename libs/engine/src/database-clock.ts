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

// Counts on when somebody sets this machine's clock: only the offset to the database matters.
const processClock = () => performance.timeOrigin + performance.now();

/** A clock that follows the database's: its offset is measured now and every minute. */
export async function startClock(
  store: Store,
  { local = processClock }: { local?: () => number } = {},
): Promise<Clock> {
  let offset = 0;
  const sample = async () => {
    const before = local();
    const now = await databaseNow(store.pool);
    const after = local();
    offset = now - (before + after) / 2; // the answer was given about half-way there and back
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

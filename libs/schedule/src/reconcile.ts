import type { Store } from '#store';
import { deliveriesWithin, type Limits } from './channel-use.js';
import { jobIdOf } from './delivery-jobs.js';
import { pendingDeliveries, type DeliveryRef } from './delivery-rows.js';

const PAGE = 500;

/** The queue of deliveries as a refill sees it. */
interface Refilled {
  /** The ids of the jobs that it holds. */
  readonly jobs: () => Promise<ReadonlySet<string>>;
  readonly ring: (refs: readonly DeliveryRef[]) => Promise<void>;
}

/**
 * Rings for every delivery that is still to be made and has no job, so that a queue that lost its jobs,
 * or never got them, is full again; what has its job is left alone. Of those on a channel with a limit
 * it rings for as many as may go in this minute, and for the others when their time comes. Returns how
 * many it rang for.
 */
export async function reconcile(
  store: Store,
  queue: Refilled,
  limits: Limits = {},
): Promise<{ rung: number }> {
  let jobs: ReadonlySet<string> | undefined;
  let rung = 0;
  const ringForLost = async (refs: readonly DeliveryRef[]) => {
    if (refs.length === 0) return;
    const known = (jobs ??= await queue.jobs());
    const lost = refs.filter((ref) => !known.has(jobIdOf(ref)));
    if (lost.length > 0) await queue.ring(lost);
    rung += lost.length;
  };
  await ringForLost(await deliveriesWithin(store.pool, limits));
  const limited = Object.keys(limits);
  let after: DeliveryRef | null = null;
  for (;;) {
    const page: DeliveryRef[] = await pendingDeliveries(store.pool, after, PAGE, limited);
    await ringForLost(page);
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return { rung };
  }
}

import type { Store } from '#store';
import { deliveriesWithin, type Limits } from './channel-use.js';
import { pendingDeliveries, type DeliveryRef } from './delivery-rows.js';

const PAGE = 500;

/**
 * Rings again for every delivery that is still to be made, so that a queue that lost its jobs, or
 * never got them, is full again. Of those on a channel with a limit it rings for as many as may go in
 * this minute, and for the others when their time comes. Returns how many it rang for.
 */
export async function reconcile(
  store: Store,
  enqueue: (refs: readonly DeliveryRef[]) => Promise<void>,
  limits: Limits = {},
): Promise<{ pending: number }> {
  const limited = await deliveriesWithin(store.pool, limits);
  await enqueue(limited);
  let pending = limited.length;
  let after: DeliveryRef | null = null;
  for (;;) {
    const page: DeliveryRef[] = await pendingDeliveries(
      store.pool,
      after,
      PAGE,
      Object.keys(limits),
    );
    await enqueue(page);
    pending += page.length;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return { pending };
  }
}

import type { Store } from '#store';
import { pendingDeliveries, type DeliveryRef } from './delivery-rows.js';

const PAGE = 500;

/**
 * Rings again for every delivery that is still to be made, so that a queue that lost its jobs, or
 * never got them, is full again. Returns how many there are.
 */
export async function reconcile(
  store: Store,
  enqueue: (refs: readonly DeliveryRef[]) => Promise<void>,
): Promise<{ pending: number }> {
  let pending = 0;
  let after: DeliveryRef | null = null;
  for (;;) {
    const page: DeliveryRef[] = await pendingDeliveries(store.pool, after, PAGE);
    await enqueue(page);
    pending += page.length;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return { pending };
  }
}

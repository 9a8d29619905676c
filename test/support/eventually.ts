import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a check passes, looking every 20 ms; after `within` ms its own failure is the answer. */
export async function eventually<T>(check: () => Promise<T> | T, within = 15_000): Promise<T> {
  const until = performance.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(20);
    }
  }
}

import { timerId, type Timer, type TimerChanges } from '#programme';
import type { Settlement, TimerSettled, TimerWrite } from '#store';

type Page = { item: string; key: string; timer: Timer | null; settled: Settlement | null };

/** No longer wanted, as opposed to gone off. */
const isCalledOff = ({ status }: Settlement): boolean =>
  status === 'superseded' || status === 'cancelled';

/**
 * What becomes of timers over several decisions that are written at once: one outcome each, however
 * often it was set and cancelled on the way.
 */
export class TimerBook {
  readonly #pages = new Map<string, Page>();

  /**
   * Cancels, then sets; a timer that is set already is left as it is, and one that went off here does
   * not come back. `causeOf` gives the sequence of
   * the entry by which timers of an item no longer apply.
   */
  change(changes: TimerChanges, now: string, causeOf: (item: string) => number | null): void {
    for (const { item, key, reason: status, why } of changes.cancel) {
      const settled = { status, settledAt: now, late: false, notice: null, why };
      this.settle({ item, key }, { ...settled, cause: causeOf(item) });
    }
    for (const timer of changes.set) {
      const page = this.#pages.get(timerId(timer));
      if (page?.timer && page.settled === null) continue;
      if (page?.settled && !isCalledOff(page.settled)) continue;
      this.#pages.set(timerId(timer), { item: timer.item, key: timer.key, timer, settled: null });
    }
  }

  settle({ item, key }: Pick<Timer, 'item' | 'key'>, settled: Settlement): void {
    const page = this.#pages.get(timerId({ item, key }));
    if (page?.settled) return;
    this.#pages.set(timerId({ item, key }), { item, key, timer: page?.timer ?? null, settled });
  }

  /** Timers set here, with what became of them since; and timers of earlier writes that are settled. */
  written(): { timers: TimerWrite[]; settled: TimerSettled[] } {
    const pages = [...this.#pages.values()];
    return {
      timers: pages.flatMap(({ timer, settled }) =>
        timer === null ? [] : [{ ...timer, settled }],
      ),
      settled: pages.flatMap(({ item, key, timer, settled }) =>
        timer === null && settled !== null ? [{ item, key, ...settled }] : [],
      ),
    };
  }
}

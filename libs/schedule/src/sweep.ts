import type { Engine, FireAnswer } from '#engine';
import { claimDueTimers, type Store, type TimerRow } from '#store';

/** A programme whose due timers could not be fired; they are tried again a few seconds later. */
export interface SweepFailure {
  readonly organisation: string;
  readonly programme: string;
  readonly error: string;
}

/** An event that time alone set off, as the log names it. */
export interface FiredEvent {
  readonly organisation: string;
  readonly programme: string;
  readonly item: string | null;
  readonly event: string;
  readonly sequence: number;
}

export interface Swept {
  readonly claimed: number;
  readonly events: readonly FiredEvent[];
  readonly failures: readonly SweepFailure[];
}

/** Programmes fired at the same time: what they write goes to the database together. */
const AT_ONCE = 16;

/**
 * Claims a batch of timers that are due by the database's clock and fires them, several programmes at
 * a time. What fails in one programme does not hold up the others.
 */
export async function sweepBatch(
  store: Store,
  engine: Pick<Engine, 'fire'>,
  limit: number,
): Promise<Swept> {
  const due = await claimDueTimers(store.pool, limit);
  const failures: SweepFailure[] = [];
  const events: FiredEvent[] = [];
  const fireAll = async ([first, ...others]: readonly TimerRow[]) => {
    if (first === undefined) return;
    const { organisation, programme } = first;
    try {
      const fired = await engine.fire(organisation, programme, [first, ...others]);
      events.push(...eventsOf(first, fired));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push({ organisation, programme, error: reason });
    }
  };
  await severalAtOnce(byProgramme(due), AT_ONCE, fireAll);
  return { claimed: due.length, events, failures };
}

/** Does the work for each, at most `most` at a time. */
export async function severalAtOnce<T>(
  all: readonly T[],
  most: number,
  work: (each: T) => Promise<void>,
): Promise<void> {
  const waiting = all.values();
  const takeTurns = async () => {
    for (const each of waiting) await work(each);
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, takeTurns));
}

function eventsOf({ organisation, programme }: TimerRow, fired: FireAnswer): FiredEvent[] {
  if (fired.outcome !== 'fired') return [];
  return fired.entries.flatMap(({ item, event, sequence }) =>
    event === null ? [] : [{ organisation, programme, item, event, sequence }],
  );
}

function byProgramme(timers: readonly TimerRow[]): TimerRow[][] {
  const groups = new Map<string, TimerRow[]>();
  for (const timer of timers) {
    const name = JSON.stringify([timer.organisation, timer.programme]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [timer]);
    else group.push(timer);
  }
  return [...groups.values()];
}

/** Runs batch after batch until one is not full, at most `batches` of them: the next job goes on. */
export async function untilEmpty(
  batch: (limit: number) => Promise<number>,
  { limit, batches }: { limit: number; batches: number },
): Promise<number> {
  let total = 0;
  for (let done = 0; done < batches; done += 1) {
    const count = await batch(limit);
    total += count;
    if (count < limit) break;
  }
  return total;
}

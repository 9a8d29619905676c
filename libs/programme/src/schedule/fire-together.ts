import type { Timer } from '../model.js';

/** A timer to fire, with those of its item that it speaks for. */
export type Together = { timer: Timer; missed: readonly Timer[] };

/**
 * Puts together what is due at the same moment: of several reminders of one item and deadline only
 * the last is told, naming the others, so that an outage of days gives one notice and not a flood.
 * Everything else stays alone, in the order given.
 */
export function fireTogether(due: readonly Timer[]): Together[] {
  const groups = new Map<string, Timer[]>();
  for (const timer of due) {
    const name = groupOf(timer);
    groups.set(name, [...(groups.get(name) ?? []), timer]);
  }
  return [...groups.values()].flatMap((timers) => {
    // A reminder speaks rather than a catch-up: what recurs goes on from it.
    const teller = timers.findLast(({ kind }) => kind === 'reminder') ?? timers.at(-1);
    if (teller === undefined) return [];
    return [{ timer: teller, missed: timers.filter((each) => each !== teller) }];
  });
}

/** Whether the timer is one that another can speak for. */
export const isTold = ({ kind }: Timer): boolean => kind === 'reminder' || kind === 'catchUp';

function groupOf(timer: Timer): string {
  const { item, key, detail } = timer;
  return JSON.stringify(isTold(timer) ? [item, detail['deadline'] ?? null] : [item, key, 'alone']);
}

/** The reminders that a timer stands for, as its notice names them: `T-5`, `T+1`. */
export function toldBy({ timer, missed }: Together): string[] {
  const own = (each: Timer): string[] => {
    const earlier = each.detail['missed'];
    const names = Array.isArray(earlier) ? earlier.filter((name) => typeof name === 'string') : [];
    return each.kind === 'catchUp' ? names : [each.key.split('@', 1)[0] ?? each.key];
  };
  return [...missed, timer].flatMap(own);
}

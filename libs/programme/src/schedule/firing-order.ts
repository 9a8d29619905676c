import type { Instant } from '#plan';
import type { Timer } from '../model.js';

/** One text a timer of a programme. */
export const timerId = ({ item, key }: Pick<Timer, 'item' | 'key'>): string => `${item}\n${key}`;

/** Of the timers due by an instant the one that fires first: by time, wakes first, then by item and key. */
export function firstDue(pending: Iterable<Timer>, to: Instant): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of pending) {
    if (timer.dueAt > to) continue;
    if (first === undefined || firesBefore(timer, first)) first = timer;
  }
  return first;
}

function firesBefore(one: Timer, other: Timer): boolean {
  if (one.dueAt !== other.dueAt) return one.dueAt < other.dueAt;
  const wakes = Number(other.kind === 'wake') - Number(one.kind === 'wake');
  if (wakes !== 0) return wakes < 0;
  if (one.item !== other.item) return one.item < other.item;
  return one.key < other.key;
}

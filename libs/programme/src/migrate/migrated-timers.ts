import type { Instant } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ProgrammeState, Timer, TimerChanges } from '../model.js';
import { milestonePlan } from '../schedule/milestone.js';
import { caughtUp, upcoming } from '../schedule/timers.js';
import { wakesOf } from '../schedule/wakes.js';

/** A programme under the version it runs on. */
type Under = { compiled: CompiledDefinition; state: ProgrammeState };

/**
 * What differs between the timers that a programme calls for under two versions. A timer that is to go
 * off at another time is set anew under the key it has.
 */
export function migratedTimers(
  before: Under,
  after: Under,
  idBefore: (id: string) => string,
  now: Instant,
): TimerChanges {
  const had = timersOf(before, now);
  const wanted = timersOf(after, now);
  const set = [...wanted].filter(([name, { dueAt }]) => had.get(name)?.dueAt !== dueAt);
  const cancel = [...had].filter(([name]) => !wanted.has(name));
  const missed = Object.values(after.state.items).flatMap((item): Timer[] => {
    const plan = milestonePlan(after.compiled, item, after.state.items);
    const old = before.state.items[idBefore(item.id)];
    if (plan === null) return [];
    const was = old && milestonePlan(before.compiled, old, before.state.items);
    return caughtUp(after.compiled, was ?? null, plan, now);
  });
  return {
    set: [...set.map(([, timer]) => timer), ...missed],
    cancel: cancel.map(([, { item, key }]) => ({
      item,
      key,
      reason: 'superseded' as const,
      why: 'the version that the programme moved to calls for other times',
    })),
  };
}

function timersOf({ compiled, state }: Under, now: Instant): Map<string, Timer> {
  const timers = Object.values(state.items).flatMap((item) => {
    const plan = milestonePlan(compiled, item, state.items);
    const reminders = plan === null ? [] : upcoming(compiled, plan, now);
    return [...wakesOf(compiled, state, item, now), ...reminders];
  });
  return new Map(timers.map((timer) => [`${timer.item} ${timer.key}`, timer]));
}

import type { SaltFor } from '#ledger';
import { secondsBetween, type Instant } from '#plan';
import {
  firstDue,
  remind,
  timerId,
  toldBy,
  wake,
  type CompiledDefinition,
  type Timer,
  type TimerChanges,
} from '#programme';
import { keepOutcome, noChanges, type Changes } from './changes.js';
import type { Known } from './state-cache.js';

/** Timers handled more than this after they were due say so. */
const LATE_AFTER_SECONDS = 60;

const nothing: TimerChanges = { set: [], cancel: [] };
const fired = { status: 'fired', notice: null, why: null, cause: null } as const;

/**
 * Fires one due timer into the changes, and gives the timers that this sets and cancels. Its notice
 * speaks for those it `missed` too, which are settled by it.
 */
export function fireTimer(
  compiled: CompiledDefinition,
  changes: Changes,
  timer: Timer,
  now: Instant,
  saltFor: SaltFor,
  missed: readonly Timer[] = [],
): TimerChanges {
  const late = secondsBetween(timer.dueAt, now) > LATE_AFTER_SECONDS;
  const settledAt = now;
  if (timer.kind === 'wake') {
    changes.timers.settle(timer, { ...fired, settledAt, late });
    const woken = wake(compiled, changes.state, now);
    if (woken === null) return nothing;
    keepOutcome(changes, woken, now, saltFor);
    return woken.timers;
  }
  const told = toldBy({ timer, missed });
  const reminded = remind(compiled, changes.state, timer, now, told);
  const { notice, next } = reminded;
  const settled =
    notice === null
      ? ({ ...fired, status: 'silent', why: reminded.why } as const)
      : { ...fired, notice: notice.id };
  for (const each of [timer, ...missed]) {
    const isLate = secondsBetween(each.dueAt, now) > LATE_AFTER_SECONDS;
    changes.timers.settle(each, { ...settled, settledAt, late: isLate });
  }
  if (notice !== null) changes.notices.push({ ...notice, at: now });
  const set: TimerChanges = { set: next === null ? [] : [next], cancel: [] };
  changes.timers.change(set, now, () => null);
  return set;
}

/**
 * Moves a rehearsal clock: fires what is pending in order, up to `to`, each at its own time. Stops
 * after `most` timers with the clock where it then stands; `done` says whether it got there.
 */
export function advance(
  known: Known,
  timers: readonly Timer[],
  to: Instant,
  most: number,
  saltFor: SaltFor,
): { changes: Changes; fired: number; done: boolean } {
  const changes = noChanges(known);
  const pending = new Map(timers.map((timer) => [timerId(timer), timer]));
  let now = known.row.clockAt ?? known.row.lastRecordedAt;
  for (let fired = 0; ; fired += 1) {
    const due = firstDue(pending.values(), to);
    if (due === undefined || fired === most) {
      const done = due === undefined;
      changes.clockAt = done && to > now ? to : now;
      return { changes, fired, done };
    }
    pending.delete(timerId(due));
    if (due.dueAt > now) now = due.dueAt;
    const { set, cancel } = fireTimer(known.compiled, changes, due, now, saltFor);
    for (const timer of cancel) pending.delete(timerId(timer));
    for (const timer of set) {
      if (!pending.has(timerId(timer))) pending.set(timerId(timer), timer);
    }
  }
}

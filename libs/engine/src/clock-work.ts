import { secondsBetween, type Instant } from '#plan';
import { fireTogether, isTold, wake, type Timer } from '#programme';
import { listTimers, readVersion, type Session, type TimerRow } from '#store';
import { lost, untilWon } from './attempts.js';
import { saltsFor } from './salts.js';
import { keepOutcome, noChanges } from './changes.js';
import { isCurrent, knownProgramme, programmeNow, readProgramme, type Core } from './core.js';
import { advance, fireTimer } from './fire-timers.js';
import { entryHeader, type EntryHeader } from './send-answer.js';
import type { ProgrammeName } from './state-cache.js';

/** What a wake wrote; no entries when there was nothing to do. */
export type WakeAnswer =
  { outcome: 'woken'; entries: number; notices: number } | { outcome: 'unknownProgramme' };

/** Fires the rules that time alone has made due. */
export function wakeProgramme(core: Core, name: ProgrammeName): Promise<WakeAnswer> {
  return untilWon<WakeAnswer>(core, name, async (write, session) => {
    const known = await knownProgramme(core, name, session);
    if (known === null) return { outcome: 'unknownProgramme' };
    const now = programmeNow(core.clock, known);
    const woken = wake(known.compiled, known.state, now);
    if (woken === null) {
      const version = await readVersion(session, name.organisation, name.programme);
      if (version !== null && !isCurrent(known, version)) return lost;
      return { outcome: 'woken', entries: 0, notices: 0 };
    }
    const changes = noChanges(known);
    keepOutcome(changes, woken, now, saltsFor(known.state));
    if (!(await write(known, changes))) return lost;
    const { entries, notices } = changes;
    return { outcome: 'woken', entries: entries.length, notices: notices.length };
  });
}

/** What firing timers wrote. */
export type FireAnswer =
  { outcome: 'fired'; entries: EntryHeader[]; notices: string[] } | { outcome: 'unknownProgramme' };

/**
 * Fires due timers of a live programme: what they set off, their notices and what became of them are
 * written together, or not at all. Firing twice comes to the same as firing once. When they fail
 * together each is tried alone, so that one at fault does not hold up the others; rejects if any was.
 */
export async function fireTimers(
  core: Core,
  name: ProgrammeName,
  timers: readonly Timer[],
): Promise<FireAnswer> {
  try {
    return await fireClaimed(core, name, timers);
  } catch (error) {
    if (timers.length <= 1) throw error;
    const errors: unknown[] = [];
    for (const timer of timers) {
      await fireClaimed(core, name, [timer]).catch((fault: unknown) => errors.push(fault));
    }
    throw new AggregateError(
      errors.length === 0 ? [error] : errors,
      `${errors.length} of ${timers.length} due timers of programme "${name.programme}" failed`,
    );
  }
}

function fireClaimed(
  core: Core,
  name: ProgrammeName,
  timers: readonly Timer[],
): Promise<FireAnswer> {
  return untilWon<FireAnswer>(core, name, async (write, session) => {
    const known = await knownProgramme(core, name, session);
    if (known === null) return { outcome: 'unknownProgramme' };
    // Due by the database's clock; this process's own may be a moment behind.
    const now = timers.reduce(
      (latest, { dueAt }) => (dueAt > latest ? dueAt : latest),
      programmeNow(core.clock, known),
    );
    const changes = noChanges(known);
    const saltFor = saltsFor(known.state);
    for (const { timer, missed } of fireTogether(await allDue(session, name, timers, now))) {
      fireTimer(known.compiled, changes, timer, now, saltFor, missed);
    }
    if (!(await write(known, changes))) return lost;
    const notices = changes.notices.map((notice) => notice.id);
    return { outcome: 'fired', entries: changes.entries.map(entryHeader), notices };
  });
}

/** A worker that took this long to come was down, and there may be more than it has claimed. */
const DOWN_AFTER_SECONDS = 60;

/**
 * The claimed timers, and after an outage every reminder that is due and still pending: those of one
 * item are told together, whichever worker claimed them, and those told meanwhile are left out.
 */
async function allDue(
  session: Session,
  { organisation, programme }: ProgrammeName,
  claimed: readonly Timer[],
  now: Instant,
): Promise<readonly Timer[]> {
  const isLate = ({ dueAt }: Timer) => secondsBetween(dueAt, now) > DOWN_AFTER_SECONDS;
  if (!claimed.some((timer) => isTold(timer) && isLate(timer))) return claimed;
  const rows = await listTimers(session, { organisation, programme, status: 'pending' });
  const due = rows.map(timerOf).filter((timer) => isTold(timer) && timer.dueAt <= now);
  return [...claimed.filter((timer) => !isTold(timer)), ...due];
}

/** What moving a rehearsal clock came to, or why it was not moved. */
export type ClockAnswer =
  | { outcome: 'moved'; now: Instant; fired: number; entries: number; notices: number }
  /** A rehearsal clock runs forwards only: `now` is where it stands. */
  | { outcome: 'backwards'; now: Instant }
  /** Further than one move goes: `now` is where it stands, `latest` how far it can be moved. */
  | { outcome: 'tooFar'; now: Instant; latest: Instant }
  | { outcome: 'live' }
  | { outcome: 'unknownProgramme' };

/** Timers fired in one write; a long move is several writes, each whole. */
const MOST_AT_ONCE = 500;

/** A slip in a year must not set off reminders for thousands of years. */
const MOST_YEARS_AT_ONCE = 20;

/** Moves the clock of a rehearsal; the timers due on the way fire in order, each at its own time. */
export async function moveClock(
  core: Core,
  name: ProgrammeName,
  to: Instant,
): Promise<ClockAnswer> {
  const total = { fired: 0, entries: 0, notices: 0 };
  let latest: Instant | undefined;
  for (;;) {
    const step = await untilWon(core, name, async (write, session) => {
      // Clock and timers are read together with the state: another process may have moved them.
      const known = await readProgramme(core, name, session);
      if (known === null) return { outcome: 'unknownProgramme' as const };
      const { clockAt } = known.row;
      if (clockAt === null) return { outcome: 'live' as const };
      if (secondsBetween(clockAt, to) < 0 || to < clockAt) {
        return { outcome: 'backwards' as const, now: clockAt };
      }
      latest ??= yearsLater(clockAt, MOST_YEARS_AT_ONCE); // a long move is still one move
      if (to > latest) return { outcome: 'tooFar' as const, now: clockAt, latest };
      const { organisation, programme } = name;
      const pending = await listTimers(session, { organisation, programme, status: 'pending' });
      const timers = pending.map(timerOf);
      const saltFor = saltsFor(known.state);
      const { changes, fired, done } = advance(known, timers, to, MOST_AT_ONCE, saltFor);
      if (!(await write(known, changes))) return lost;
      return { outcome: 'advanced' as const, changes, fired, done };
    });
    if (step.outcome !== 'advanced') return step;
    total.fired += step.fired;
    total.entries += step.changes.entries.length;
    total.notices += step.changes.notices.length;
    if (step.done) return { outcome: 'moved', now: step.changes.clockAt ?? to, ...total };
  }
}

function yearsLater(at: Instant, years: number): Instant {
  const date = new Date(at);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString();
}

const timerOf = ({ item, key, kind, dueAt, detail }: TimerRow): Timer => ({
  item,
  key,
  kind,
  dueAt,
  detail,
});

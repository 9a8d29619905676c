import { toLocalDate, type Instant } from '#plan';
import {
  dataQuality,
  hasProgrammeEnded,
  morningOf,
  nextMorning,
  raiseIssues,
  type HeldRole,
} from '#programme';
import { isCheckDue, keepCheck } from '#store';
import { lost, untilWonUnderLock } from './attempts.js';
import { keepOutcome, noChanges } from './changes.js';
import { knownProgramme, programmeNow, type Core } from './core.js';
import { saltsFor } from './salts.js';
import type { ProgrammeName } from './state-cache.js';

/**
 * What a daily check rests on beside the programme: when it was due, by the database's clock; roles
 * held now; and what the last one found.
 */
export type CheckFacts = {
  dueAt: Instant;
  held: readonly HeldRole[];
  known: readonly string[];
};

/** What a daily check wrote; `notDue`: another worker has made it, or there is no such programme. */
export type CheckAnswer =
  { outcome: 'checked'; entries: number; notices: number } | { outcome: 'notDue' };

/**
 * Works out forecast, slippage and colour of every open milestone, and raises as issues what is wrong
 * with the data, through the one write path. What it found is kept, and the next check set, in the
 * same transaction: whoever comes to it a second time finds it made. One that has ended has no next.
 */
export function checkProgramme(
  core: Core,
  name: ProgrammeName,
  { dueAt, held, known: before }: CheckFacts,
): Promise<CheckAnswer> {
  return untilWonUnderLock<CheckAnswer>(core, name, async (write, session) => {
    const known = await knownProgramme(core, name, session);
    if (known === null || !(await isCheckDue(session, { ...name, dueAt }))) {
      return { outcome: 'notDue' };
    }
    const { compiled, state } = known;
    // Due by the database's clock; this process's own may be a moment behind.
    const clock = programmeNow(core.clock, known);
    const now = clock > dueAt ? clock : dueAt;
    const day = toLocalDate(now, compiled.definition.zone);
    const findings = dataQuality(compiled, state, day, held);
    const changes = noChanges(known);
    const raised = raiseIssues(compiled, state, findings, before, now, dueAt);
    if (raised !== null) {
      keepOutcome(changes, raised, now, saltsFor(state));
      if (!(await write(known, changes))) return lost;
    }
    await keepCheck(session, {
      ...name,
      dueAt: hasProgrammeEnded(compiled, changes.state) ? null : nextMorning(compiled, now),
      checkedAt: now,
      day,
      milestones: morningOf(compiled, changes.state, day),
      findings: findings.map(({ id }) => id),
    });
    return {
      outcome: 'checked',
      entries: changes.entries.length,
      notices: changes.notices.length,
    };
  });
}

import { toLocalDate, type Instant, type IsoDate } from '#plan';
import {
  dataQuality,
  morningOf,
  nextMorning,
  raiseIssues,
  type HeldRole,
  type MorningMilestone,
} from '#programme';
import { lost, untilWon } from './attempts.js';
import { keepOutcome, noChanges } from './changes.js';
import { programmeNow, readProgramme, type Core } from './core.js';
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

/** How a programme stands on a morning, what was found wrong with its data, and what that wrote. */
export type CheckAnswer =
  | {
      outcome: 'checked';
      now: Instant;
      day: IsoDate;
      next: Instant;
      milestones: MorningMilestone[];
      findings: string[];
      entries: number;
      notices: number;
    }
  | { outcome: 'unknownProgramme' };

/**
 * Works out forecast, slippage and colour of every open milestone, and raises as issues what is wrong
 * with the data, through the one write path. Twice is the same as once.
 */
export function checkProgramme(
  core: Core,
  name: ProgrammeName,
  { dueAt, held, known: before }: CheckFacts,
): Promise<CheckAnswer> {
  return untilWon<CheckAnswer>(core, name, async (write, session) => {
    const known = await readProgramme(core, name, session);
    if (known === null) return { outcome: 'unknownProgramme' };
    const { compiled, state } = known;
    // Due by the database's clock; this process's own may be a moment behind.
    const clock = programmeNow(core.clock, known);
    const now = clock > dueAt ? clock : dueAt;
    const day = toLocalDate(now, compiled.definition.zone);
    const findings = dataQuality(compiled, state, day, held);
    const changes = noChanges(known);
    const raised = raiseIssues(compiled, state, findings, before, now);
    if (raised !== null) {
      keepOutcome(changes, raised, now, saltsFor(state));
      if (!(await write(known, changes))) return lost;
    }
    return {
      outcome: 'checked',
      now,
      day,
      next: nextMorning(compiled, now),
      milestones: morningOf(compiled, changes.state, day),
      findings: findings.map(({ id }) => id),
      entries: changes.entries.length,
      notices: changes.notices.length,
    };
  });
}

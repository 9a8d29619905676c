import type { Engine } from '#engine';
import {
  claimDueChecks,
  databaseNow,
  ensureChecks,
  keepCheck,
  listGrants,
  type CheckRow,
  type Store,
} from '#store';

/** A programme that could not be checked; it is tried again a minute later. */
interface CheckFailure {
  readonly organisation: string;
  readonly programme: string;
  readonly error: string;
}

/** What a round of daily checks came to. */
interface Checked {
  readonly checked: number;
  readonly notices: number;
  readonly failures: readonly CheckFailure[];
}

/** Programmes checked in one round; the next goes on. */
const MOST_AT_ONCE = 50;

/**
 * Checks the live programmes whose morning has come, by the database's clock. Which those are stands
 * in rows: a queue that was lost, or a worker that was down, delays a check and skips none.
 */
export async function checkProgrammes(
  store: Store,
  engine: Pick<Engine, 'check'>,
): Promise<Checked> {
  await ensureChecks(store.pool);
  const due = await claimDueChecks(store.pool, MOST_AT_ONCE);
  const failures: CheckFailure[] = [];
  let notices = 0;
  for (const row of due) {
    const { organisation, programme } = row;
    try {
      notices += await checkOne(store, engine, row);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push({ organisation, programme, error: reason });
    }
  }
  return { checked: due.length - failures.length, notices, failures };
}

async function checkOne(
  store: Store,
  engine: Pick<Engine, 'check'>,
  { organisation, programme, dueAt: due, findings: known }: CheckRow,
): Promise<number> {
  const at = new Date(await databaseNow(store.pool)).toISOString();
  const held = await listGrants(store, { organisation, programme, at });
  const answer = await engine.check(organisation, programme, { dueAt: due, held, known });
  if (answer.outcome !== 'checked') return 0;
  const { now: checkedAt, next: dueAt, day, milestones, findings, notices } = answer;
  const row = { organisation, programme, dueAt, checkedAt, day, milestones, findings };
  await keepCheck(store.pool, row);
  return notices;
}

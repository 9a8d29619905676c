import type { Engine } from '#engine';
import { claimDueChecks, databaseNow, listGrants, type DueCheck, type Store } from '#store';
import { severalAtOnce, untilEmpty } from './sweep.js';

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

/** Programmes claimed together; a job is bounded, and the next one goes on. */
const ROUNDS = { limit: 50, batches: 100 };

/** Programmes checked at the same time. */
const AT_ONCE = 4;

/**
 * Checks the live programmes whose morning has come, by the database's clock, round after round until
 * there is none. Which those are stands in rows: a queue that was lost, or a worker that was down,
 * delays a check and skips none.
 */
export async function checkProgrammes(
  store: Store,
  engine: Pick<Engine, 'check'>,
): Promise<Checked> {
  const failures: CheckFailure[] = [];
  let checked = 0;
  let notices = 0;
  const checkAndCount = async (row: DueCheck) => {
    const { organisation, programme } = row;
    try {
      const answer = await checkOne(store, engine, row);
      if (answer.outcome !== 'checked') return;
      checked += 1;
      notices += answer.notices;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push({ organisation, programme, error: reason });
    }
  };
  await untilEmpty(async (limit) => {
    const due = await claimDueChecks(store.pool, limit);
    await severalAtOnce(due, AT_ONCE, checkAndCount);
    return due.length;
  }, ROUNDS);
  return { checked, notices, failures };
}

async function checkOne(
  store: Store,
  engine: Pick<Engine, 'check'>,
  { organisation, programme, dueAt, findings: known }: DueCheck,
) {
  const at = new Date(await databaseNow(store.pool)).toISOString();
  const held = await listGrants(store, { organisation, programme, at });
  return engine.check(organisation, programme, { dueAt, held, known });
}

import type { Sha256 } from '#ledger';
import {
  appendToLog,
  clearDirty,
  inTransaction,
  keepLogProblem,
  lockLog,
  readDirty,
  readLogState,
  readUnlogged,
  type Session,
  type Store,
} from '#store';
import { growLog, marksDone, type Growth } from './grow-log.js';

/** What a run of the sequencer came to. */
export interface Sequenced {
  readonly leaves: number;
  /** Somebody else is at it. */
  readonly busy: boolean;
  /** Why some chain does not go on; null when all do. */
  readonly problem: string | null;
}

/** Entries at once, and batches in a run: a worker that is to stop waits for one batch at most. */
const usual = { limit: 5_000, batches: 100 };

/**
 * Takes what the dirty list says into the log, in batches, each in one transaction. One process does it
 * at a time. It may die at any moment: a batch is in the log as a whole, with its marks gone, or not.
 */
export async function sequenceLog(
  store: Store,
  sha256: Sha256,
  { limit, batches }: { limit: number; batches: number } = usual,
): Promise<Sequenced> {
  let leaves = 0;
  let problem: string | null = null;
  for (let batch = 0; batch < batches; batch += 1) {
    const done = await inTransaction(store, (session) => sequenceBatch(session, sha256, limit));
    if (done === null) return { leaves, busy: true, problem };
    leaves += done.leaves;
    problem ??= done.problem;
    if (done.leaves === 0 && done.cleared === 0) break;
  }
  return { leaves, busy: false, problem };
}

async function sequenceBatch(session: Session, sha256: Sha256, limit: number) {
  if (!(await lockLog(session))) return null;
  const marks = await readDirty(session, limit);
  if (marks.length === 0) return { leaves: 0, cleared: 0, problem: null };
  const { frontier } = await readLogState(session);
  const unlogged = await readUnlogged(session, marks, limit);
  const growth = growLog(sha256, frontier, unlogged);
  if (growth.leaves.length > 0) await appendToLog(session, growth);
  const cleared = marksDone(marks, unlogged, growth, unlogged.length === limit);
  if (cleared.length > 0) await clearDirty(session, cleared);
  return { leaves: growth.leaves.length, cleared: cleared.length, problem: gapWords(growth) };
}

function gapWords({ gaps }: Growth): string | null {
  const [first] = gaps;
  if (first === undefined) return null;
  const { organisation, programme, stream, missing } = first;
  const of = programme === '' ? `organisation ${organisation}` : `programme ${programme}`;
  const more = gaps.length === 1 ? '' : `, and ${gaps.length - 1} more chains have gaps`;
  return `entry ${missing} of ${stream} of ${of} is missing${more}: what comes after it is not taken into the log`;
}

/** Says on the log's own row what stands in its way; what is said already is not written again. */
export async function sayProblem(store: Store, problem: string | null): Promise<void> {
  const { problem: said } = await readLogState(store.pool);
  if (said !== problem) await keepLogProblem(store.pool, problem);
}

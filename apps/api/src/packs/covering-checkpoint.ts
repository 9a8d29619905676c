import { setTimeout as wait } from 'node:timers/promises';
import {
  askForCheckpoint,
  checkpointCovering,
  lastCheckpoint,
  listLogKeys,
  readLogState,
  type CheckpointRow,
  type Session,
} from '#store';
import { ProblemError } from '../http/problem-error.js';

/** How often, and for how long in all, a checkpoint that was asked for is looked for. */
const patience = { everyMs: 100, looks: 200, askEvery: 10 };

/** Throws a problem, 409, where nothing has ever been signed: nobody need wait for it. */
export async function mustBeSigned(session: Session): Promise<void> {
  const [keys, state] = await Promise.all([listLogKeys(session), readLogState(session)]);
  if (keys.length > 0) return;
  throw notSigned(
    state.problem ?? 'no key has signed anything here: set LEDGER_KEY_FILE for the worker',
  );
}

/**
 * The first checkpoint that covers a leaf, which `find` gives once it is in the log. Asks for one, and
 * waits. Throws a problem, 409, when none comes.
 */
export async function signedCovering(
  session: Session,
  find: () => Promise<{ position: number } | null>,
): Promise<CheckpointRow> {
  let problem: string | null = null;
  for (let look = 0; look < patience.looks; look += 1) {
    // Again and again: who was just about to sign may have taken the first for what it had in hand.
    if (look % patience.askEvery === 0) await askForCheckpoint(session);
    const leaf = await find();
    const row = leaf && (await checkpointCovering(session, leaf.position + 1));
    if (row) return row;
    await wait(patience.everyMs);
    ({ problem } = await readLogState(session));
    if (problem !== null && look >= 3 * patience.askEvery) break; // it is not going to be signed
  }
  const last = await lastCheckpoint(session);
  const since = last === null ? 'ever' : `since ${last.madeAt}`;
  const seconds = (patience.everyMs * patience.looks) / 1000;
  throw notSigned(
    problem ??
      `no checkpoint was made ${since}, nor within ${seconds} s: is the worker running, and has it a key?`,
  );
}

const notSigned = (why: string): ProblemError =>
  new ProblemError('LOG_NOT_SIGNED', `There is no evidence pack to be had: ${why}.`);

import {
  inTransaction,
  lockProgramme,
  writeProgrammes,
  type ProgrammeWrite,
  type Session,
  type WriteResult,
} from '#store';
import { afterChanges, toWrite, type Changes } from './changes.js';
import { readProgramme, type Core } from './core.js';
import type { Known, ProgrammeName } from './state-cache.js';

/** Somebody else wrote first, or the stamp was off: decide again on what stands now. */
export const lost = Symbol('lost');

/** Writes on the shared session, or on the one that holds the programme's row lock. */
export type Write = (known: Known, changes: Changes) => Promise<boolean>;

export type Attempt<T> = (write: Write, session: Session) => Promise<T | typeof lost>;

const FREE_RACES = 5;

/**
 * Makes an attempt until it is not lost. After five lost races it waits for the programme's row lock
 * and decides under it, so that a busy programme starves nobody.
 */
export async function untilWon<T>(
  core: Core,
  name: ProgrammeName,
  attempt: Attempt<T>,
): Promise<T> {
  try {
    return await race(core, name, attempt);
  } catch (error) {
    core.states.forget(name); // what the database holds now is not known here
    throw error;
  }
}

/**
 * The same under the programme's row lock from the first, in one transaction: for what is written
 * beside the programme and must be there with it or not at all. On the session that it is given.
 */
export async function untilWonUnderLock<T>(
  core: Core,
  name: ProgrammeName,
  attempt: Attempt<T>,
): Promise<T> {
  try {
    for (let raced = 0; raced < FREE_RACES; raced += 1) {
      const result = await underLock(core, name, attempt);
      if (result !== lost) return result;
    }
  } catch (error) {
    core.states.forget(name); // what the database holds now is not known here
    throw error;
  }
  throw unwritten(name);
}

async function race<T>(core: Core, name: ProgrammeName, attempt: Attempt<T>): Promise<T> {
  const { store, states, writer } = core;
  for (let raced = 0; raced < FREE_RACES; raced += 1) {
    const result = await attempt(
      writeWith(core, (write) => writer.write(write)),
      store.pool,
    );
    if (result !== lost) return result;
    states.forget(name);
  }
  const result = await underLock(core, name, attempt);
  if (result !== lost) return result;
  throw unwritten(name);
}

function underLock<T>(core: Core, name: ProgrammeName, attempt: Attempt<T>) {
  return inTransaction(core.store, async (session) => {
    await lockProgramme(session, name.organisation, name.programme);
    // What was read while waiting may be older than what the lock was waited for.
    core.states.forget(name);
    await readProgramme(core, name, session);
    return attempt(
      writeWith(core, (write) => writeOn(session, write)),
      session,
    );
  });
}

const unwritten = ({ programme }: ProgrammeName) =>
  new Error(
    `programme "${programme}" could not be written even under its lock; is the clock of this machine or of the database being changed?`,
  );

const writeWith =
  ({ clock, states }: Core, hand: (write: ProgrammeWrite) => Promise<WriteResult>): Write =>
  async (known, changes) => {
    const { won, ahead } = await hand(toWrite(known, changes));
    const { organisation, id } = known.row;
    if (won) states.set({ organisation, programme: id }, afterChanges(known, changes));
    else if (known.row.clock === 'live' && Math.abs(ahead) > 0.5) await clock.sample();
    return won;
  };

async function writeOn(session: Session, write: ProgrammeWrite): Promise<WriteResult> {
  const [result] = await writeProgrammes(session, [write]);
  if (result === undefined) throw new Error('the database gave no answer to a write');
  return result;
}

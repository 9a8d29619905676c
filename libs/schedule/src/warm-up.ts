import type { Engine } from '#engine';
import {
  claimDueTimers,
  inTransaction,
  loadProgramme,
  nextDueIn,
  writeProgrammes,
  type Session,
  type Store,
} from '#store';
import { addressInUse } from './address-rows.js';
import { beginAttempt, markSent, type DeliveryRef } from './delivery-rows.js';
import { takeLetter } from './letter-rows.js';
import { relayNotices } from './relay.js';

/** Definitions made ready at most: a worker that serves more of them reads the others when it must. */
const MOST = 50;

/**
 * Makes the definitions of live programmes ready, those with the most programmes first: to read and
 * compile one takes longer than the reminders that wait for it may be late.
 */
export async function warmUp(store: Store, engine: Pick<Engine, 'definitionOf'>): Promise<number> {
  const { rows } = await store.pool.query<{ organisation: string; programme: string }>(
    `SELECT organisation, min(id) AS programme FROM programme WHERE clock = 'live'
     GROUP BY organisation, definition ORDER BY count(*) DESC, min(id) LIMIT $1`,
    [MOST],
  );
  for (const { organisation, programme } of rows) {
    await engine.definitionOf(organisation, programme);
  }
  return rows.length;
}

/** Programmes made ready at most in one look: some seconds of work. */
const MOST_SOON = 500;

/**
 * Has the programmes read whose timers fall due within so many seconds, so that the timers find them
 * here. What is in the cache already costs nothing; what is not made ready is read when it is due.
 */
export async function readSoonDue(
  store: Store,
  engine: Pick<Engine, 'definitionOf'>,
  seconds: number,
): Promise<number> {
  const { rows } = await store.pool.query<{ organisation: string; programme: string }>({
    name: 'soon-due',
    text: `SELECT organisation, programme FROM timer
      WHERE clock = 'live' AND status = 'pending'
        AND due_at <= (SELECT clock_timestamp()) + $1 * interval '1 second'
      GROUP BY organisation, programme ORDER BY min(due_at) LIMIT $2`,
    values: [seconds, MOST_SOON],
  });
  for (const { organisation, programme } of rows) {
    await engine.definitionOf(organisation, programme);
  }
  return rows.length;
}

const nothing: DeliveryRef = {
  organisation: '',
  programme: '',
  notice: '',
  channel: '',
  person: '',
};

/**
 * Opens so many sessions, and has each do once, with nothing to do, what is done when something is due:
 * the first time in a session takes several times as long. To be called while nothing else holds any.
 */
export async function warmSessions(store: Store, many: number): Promise<void> {
  const opened = await Promise.allSettled(
    Array.from({ length: many }, () => inTransaction(store, doNothing)),
  );
  const failed = opened.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function doNothing(session: Session): Promise<void> {
  await nextDueIn(session);
  await claimDueTimers(session, 0);
  await loadProgramme(session, '', '');
  await writeProgrammes(session, []);
  await relayNotices(session, [], []);
  await beginAttempt(session, nothing);
  await takeLetter(session, nothing, '');
  await addressInUse(session, nothing, '');
  await markSent(session, nothing);
}

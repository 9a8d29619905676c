import {
  composeDigest,
  messageId,
  messages,
  NotAccepted,
  nextDigestAt,
  renderComposed,
} from '#notify';
import { toLocalDate } from '#plan';
import { inTransaction, type Session, type Store } from '#store';
import { disableMailAddress } from './address-rows.js';
import { takeTurn } from './channel-use.js';
import type { Delivering } from './deliver.js';
import {
  beginDigest,
  carriedBy,
  dueReaders,
  holdDigest,
  holdOn,
  insertDigest,
  markDigestFailed,
  markDigestSent,
  pendingDigests,
  putInto,
  takeDigest,
  type DigestRef,
  type DueReader,
} from './digest-rows.js';
import { loadLetter } from './letter-rows.js';

/** What digests need beyond what any delivery needs. */
export type Digesting = Delivering & { readonly backoffMs: number };

/** What one look at the digests did. */
type DigestsMade = { made: number; sent: number; notices: number; failures: string[] };

const READERS = 200;

/**
 * Makes the digests that are due, and sends those that wait, one mail a day for each person. Whatever
 * was due while no worker ran is in the next one, never lost and never in two. May run twice at once.
 */
export async function makeDigests(deps: Digesting): Promise<DigestsMade> {
  const readers = await dueReaders(deps.store.pool, READERS);
  let made = 0;
  for (const reader of readers) made += (await gather(deps.store, reader)) ? 1 : 0;
  const result: DigestsMade = { made, sent: 0, notices: 0, failures: [] };
  for (const ref of await pendingDigests(deps.store.pool, READERS, deps.limits?.['email'])) {
    const { notices, failure } = await sendDigest(deps, ref);
    if (notices > 0) result.sent += 1;
    result.notices += notices;
    if (failure !== null) result.failures.push(failure);
  }
  return result;
}

/** Puts what is due into the digest of today; where that has gone, it waits for tomorrow's. */
async function gather(store: Store, reader: DueReader): Promise<boolean> {
  const { organisation, person, now, address } = reader;
  const zone = reader.zone ?? 'UTC';
  const day = toLocalDate(now, zone);
  return inTransaction(store, async (session) => {
    const ref = { organisation, person, day };
    if (await insertDigest(session, ref, address)) {
      await putInto(session, ref);
      return true;
    }
    await holdOn(session, ref, nextDigestAt(now, { at: reader.digestAt ?? '08:00', zone }, day));
    return false;
  });
}

/** Sends one digest under its one Message-ID; a crash after the mail server's yes may repeat it. */
async function sendDigest(
  deps: Digesting,
  ref: DigestRef,
): Promise<{ notices: number; failure: string | null }> {
  const attempt = await begin(deps, ref);
  if (attempt === null) return { notices: 0, failure: null };
  const tried: { address: string | null } = { address: null };
  try {
    const notices = await inTransaction(deps.store, (session) =>
      sendHeld(deps, session, ref, tried),
    );
    return { notices, failure: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isForGood = error instanceof NotAccepted && error.isForGood;
    const limit = isForGood ? attempt : deps.attempts;
    const kind = error instanceof NotAccepted ? error.kind : null;
    const { pool } = deps.store;
    const status = await markDigestFailed(pool, ref, { error: reason, kind }, limit);
    if (kind === 'bounced' && tried.address !== null) {
      await disableMailAddress(pool, ref, tried.address, reason);
    }
    const what = `digest of ${ref.day} to ${ref.person}, attempt ${attempt} of ${deps.attempts}`;
    return { notices: 0, failure: `${what}${status === 'dead' ? ', given up' : ''}: ${reason}` };
  }
}

/** Begins an attempt, and takes a turn of its organisation's mail; without one it waits as it is. */
const begin = ({ store, limits = {}, backoffMs }: Digesting, ref: DigestRef) =>
  inTransaction(store, async (session) => {
    if (!(await holdDigest(session, ref))) return null;
    const turn = { organisation: ref.organisation, channel: 'email' };
    return (await takeTurn(session, turn, limits)) ? beginDigest(session, ref, backoffMs) : null;
  });

/** Sends what a digest carries; notes in `tried` where to, as long as the answer may be a no. */
async function sendHeld(
  deps: Digesting,
  session: Session,
  ref: DigestRef,
  tried: { address: string | null },
): Promise<number> {
  const taken = await takeDigest(session, ref);
  if (taken === null) return 0;
  const refs = await carriedBy(session, ref);
  const letters = [];
  for (const each of refs) letters.push(await loadLetter(session, each, deps.publicUrl));
  const held = letters.flatMap((loaded) => (loaded === null ? [] : [loaded.letter]));
  if (held.length > 0) {
    const channel = deps.channels.find((each) => each.name === 'email');
    if (channel === undefined) throw new Error('channel "email" is not set up here');
    const { organisation, person, day } = ref;
    if (taken.address === null) {
      throw new NotAccepted(
        'refused',
        `${person} has no mail address any more. Give them one, then send each notice again.`,
      );
    }
    tried.address = taken.address;
    const words = messages(taken.language);
    const notice = `digest-${day}`;
    const id = { organisation, programme: '', notice, person };
    await channel.send({
      ...renderComposed(
        composeDigest({ day, name: taken.name, letters: held, publicUrl: deps.publicUrl }, words),
        words.language,
      ),
      ...id,
      to: taken.address,
      messageId: messageId({ ...id, programme: 'digests' }, new URL(deps.publicUrl).hostname),
    });
  }
  await markDigestSent(session, ref, taken.address);
  return held.length;
}

import { aboutOf, hostOf, messageId, NotAccepted, renderLetter, type Channel } from '#notify';
import { inTransaction, type Session, type Store } from '#store';
import { addressInUse, disableAddress, readdress } from './address-rows.js';
import { takeTurn, type Limits } from './channel-use.js';
import {
  beginAttempt,
  holdDelivery,
  markFailed,
  markSent,
  waitForMinute,
  type DeliveryRef,
  type Failure,
} from './delivery-rows.js';
import { takeLetter } from './letter-rows.js';

/** An attempt failed and another will follow; the message is what the other side said. */
export class DeliveryFailed extends Error {
  override readonly name = 'DeliveryFailed';
}

export interface Delivering {
  readonly store: Store;
  readonly channels: readonly Channel[];
  readonly publicUrl: string;
  /** Attempts before a delivery becomes a dead letter. */
  readonly attempts: number;
  /** How much each channel may send in a minute; what is over waits. */
  readonly limits?: Limits;
}

export type Delivered =
  | { outcome: 'sent'; item: string; messageId: string; attempt: number }
  | { outcome: 'dead'; error: string; attempt: number }
  /** Sent before, given up, waiting for its time, of a rehearsal, or in another worker's hands. */
  | { outcome: 'nothingToDo' };

/**
 * Makes one delivery. The row is held while it is sent, so two workers never send it at once; only a
 * crash between the other side's acceptance and our note repeats it, under the same Message-ID.
 * Throws DeliveryFailed for the queue to try again later.
 */
export async function deliver(deps: Delivering, ref: DeliveryRef): Promise<Delivered> {
  const { pool } = deps.store;
  const attempt = await begin(deps, ref);
  if (attempt === null) return { outcome: 'nothingToDo' };
  try {
    return await sendWhereReached(deps, ref, attempt);
  } catch (error) {
    const failure = failureOf(error);
    const isForGood = error instanceof NotAccepted && error.isForGood;
    const limit = isForGood ? attempt : deps.attempts;
    const status = await markFailed(pool, ref, failure, limit);
    if (failure.kind === 'bounced') await disableAddress(pool, ref, failure.error);
    if (status === 'dead') return { outcome: 'dead', error: failure.error, attempt };
    throw new DeliveryFailed(
      `${ref.channel} to ${ref.person} of notice ${ref.notice}, attempt ${attempt} of ${deps.attempts}: ${failure.error}`,
    );
  }
}

/**
 * Begins an attempt. On a channel with a limit it takes a turn first, and only when there is something
 * to send: what is paused, sent or in other hands uses none up. Over the limit it waits.
 */
async function begin({ store, limits = {} }: Delivering, ref: DeliveryRef): Promise<number | null> {
  if (limits[ref.channel] === undefined) return beginAttempt(store.pool, ref);
  return inTransaction(store, async (session) => {
    if (!(await holdDelivery(session, ref))) return null;
    if (await takeTurn(session, ref, limits)) return beginAttempt(session, ref);
    await waitForMinute(session, ref);
    return null;
  });
}

function failureOf(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof NotAccepted)) return { error: reason, kind: null, retryAfterMs: null };
  return { error: reason, kind: error.kind, retryAfterMs: error.retryAfterMs ?? null };
}

/** An address that nobody is reached at any more. */
type Stale = { outcome: 'stale'; address: string };

/** Sends to the address that was planned; where another was given in its place since then, to that. */
async function sendWhereReached(
  deps: Delivering,
  ref: DeliveryRef,
  attempt: number,
): Promise<Delivered> {
  const send = () => inTransaction(deps.store, (session) => sendHeld(deps, session, ref, attempt));
  const first = await send();
  if (first.outcome !== 'stale') return first;
  const second = (await readdress(deps.store.pool, ref, false)) ? await send() : first;
  if (second.outcome !== 'stale') return second;
  throw new NotAccepted(
    'refused',
    `The address at "${hostOf(second.address)}" is no longer in use for ${ref.person}, who gave no other. Sent again, it goes to where ${ref.channel} reaches them then.`,
  );
}

async function sendHeld(
  { channels, publicUrl }: Delivering,
  session: Session,
  ref: DeliveryRef,
  attempt: number,
): Promise<Delivered | Stale> {
  const loaded = await takeLetter(session, ref, publicUrl);
  if (loaded === null) return { outcome: 'nothingToDo' };
  const channel = channels.find((each) => each.name === ref.channel);
  if (channel === undefined) {
    const known = channels.map((each) => each.name).join(', ');
    throw new Error(`channel "${ref.channel}" is not set up here; there are: ${known}`);
  }
  const given = await addressInUse(session, ref, loaded.address);
  if (given === null && channel.address(loaded.letter.recipient) !== loaded.address) {
    return { outcome: 'stale', address: loaded.address };
  }
  const id = messageId(ref, new URL(publicUrl).hostname);
  const { organisation, programme, notice, person } = ref;
  await channel.send({
    ...renderLetter(loaded.letter),
    about: aboutOf(loaded.letter),
    organisation,
    programme,
    notice,
    person,
    to: loaded.address,
    messageId: id,
    ...(typeof given?.secret === 'string' && { secret: given.secret }),
  });
  await markSent(session, ref);
  return { outcome: 'sent', item: loaded.letter.notice.item, messageId: id, attempt };
}

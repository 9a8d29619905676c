import { aboutOf, messageId, renderLetter, type Channel } from '#notify';
import { inTransaction, type Session, type Store } from '#store';
import {
  beginAttempt,
  loadLetter,
  markFailed,
  markSent,
  takeDelivery,
  type DeliveryRef,
} from './delivery-rows.js';

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
}

export type Delivered =
  | { outcome: 'sent'; item: string; messageId: string; attempt: number }
  | { outcome: 'dead'; error: string; attempt: number }
  /** Sent before, given up, of a rehearsal, or in another worker's hands. */
  | { outcome: 'nothingToDo' };

/**
 * Makes one delivery. The row is held while it is sent, so two workers never send it at once; only a
 * crash between the other side's acceptance and our note repeats it, under the same Message-ID.
 * Throws DeliveryFailed for the queue to try again later.
 */
export async function deliver(deps: Delivering, ref: DeliveryRef): Promise<Delivered> {
  const attempt = await beginAttempt(deps.store.pool, ref);
  if (attempt === null) return { outcome: 'nothingToDo' };
  try {
    return await inTransaction(deps.store, (session) => sendHeld(deps, session, ref, attempt));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const status = await markFailed(deps.store.pool, ref, reason, deps.attempts);
    if (status === 'dead') return { outcome: 'dead', error: reason, attempt };
    throw new DeliveryFailed(
      `${ref.channel} to ${ref.person} of notice ${ref.notice}, attempt ${attempt} of ${deps.attempts}: ${reason}`,
    );
  }
}

async function sendHeld(
  { channels, publicUrl }: Delivering,
  session: Session,
  ref: DeliveryRef,
  attempt: number,
): Promise<Delivered> {
  if (!(await takeDelivery(session, ref))) return { outcome: 'nothingToDo' };
  const loaded = await loadLetter(session, ref, publicUrl);
  if (loaded === null) return { outcome: 'nothingToDo' };
  const channel = channels.find((each) => each.name === ref.channel);
  if (channel === undefined) {
    const known = channels.map((each) => each.name).join(', ');
    throw new Error(`channel "${ref.channel}" is not set up here; there are: ${known}`);
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
  });
  await markSent(session, ref);
  return { outcome: 'sent', item: loaded.letter.notice.item, messageId: id, attempt };
}

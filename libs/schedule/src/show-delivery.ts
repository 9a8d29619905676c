import { renderLetter, type Rendered } from '#notify';
import type { Session } from '#store';
import { loadLetter, type DeliveryRef } from './delivery-rows.js';

/** A delivery as its reader sees it; null when there is none, or it belongs to a rehearsal. */
export async function showDelivery(
  session: Session,
  ref: DeliveryRef,
  publicUrl: string,
): Promise<Rendered | null> {
  const loaded = await loadLetter(session, ref, publicUrl);
  return loaded === null ? null : renderLetter(loaded.letter);
}

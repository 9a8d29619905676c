import { inTransaction, type Store } from '#store';
import { readdress } from './address-rows.js';
import { reviveDelivery, withdrawDelivery, type DeliveryRef } from './delivery-rows.js';
import { unrelay } from './outbox-rows.js';
import { NOBODY } from './nobody.js';

/**
 * Sends a dead letter again, with all its attempts before it; the worker takes it up within seconds.
 * It goes to where its recipient is reached by now; one that reached nobody has its recipients looked up
 * anew. `notDead` leaves it as it is.
 */
export async function resend(store: Store, ref: DeliveryRef): Promise<'resent' | 'notDead'> {
  return inTransaction(store, async (session) => {
    if (ref.channel === NOBODY.channel) {
      if (!(await withdrawDelivery(session, ref))) return 'notDead';
      await unrelay(session, ref);
      return 'resent';
    }
    if (!(await reviveDelivery(session, ref))) return 'notDead';
    await readdress(session, ref, true);
    return 'resent';
  });
}

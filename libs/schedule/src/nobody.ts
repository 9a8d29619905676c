import { messages } from '#notify';
import { roleName } from '#programme';
import type { Session } from '#store';
import type { DeliveryRef, NewDelivery } from './delivery-rows.js';
import { rolesNamed } from './outbox-rows.js';

/** What a notice that reaches nobody is filed under, so that it can be seen and sent again. */
export const NOBODY: Pick<DeliveryRef, 'channel' | 'person'> = { channel: 'none', person: '' };

/** Says of each delivery to nobody why nobody hears it, in the words of its programme for its roles. */
export async function sayWhyNobody(
  session: Session,
  planned: readonly NewDelivery[],
): Promise<NewDelivery[]> {
  const lost = planned.filter(({ channel }) => channel === NOBODY.channel);
  if (lost.length === 0) return [...planned];
  const named = await rolesNamed(session, lost);
  const { undelivered } = messages('en-GB');
  return planned.map((each) => {
    if (!lost.includes(each)) return each;
    const { organisation, programme, standsInFor, inPlaceOf } = each;
    const { roles = {}, manager = '' } =
      named.find((of) => of.organisation === organisation && of.programme === programme) ?? {};
    const name = (role: string) => roleName({ roles }, role);
    const lastError = undelivered.nobody(standsInFor.map(name), inPlaceOf, name(manager));
    return { ...each, lastError };
  });
}

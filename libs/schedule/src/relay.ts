import { recipientsOf, type Channel, type HeldRole, type KnownPerson } from '#notify';
import type { Delegation } from '#programme';
import { inTransaction, type Session, type Store } from '#store';
import { addressesGiven, recipientOf, type GivenAddress } from './address-rows.js';
import { delegationRegisters, delegationsAbout } from './delegation-rows.js';
import type { DeliveryRef, NewDelivery } from './delivery-rows.js';
import { NOBODY, sayWhyNobody } from './nobody.js';
import { peopleNamed, rolesHeld, takeOutbox, type OutboxNotice } from './outbox-rows.js';
import { preferencesOf, wantedOn, type Preferences } from './preference-of.js';
import { writeRelay } from './write-relay.js';

export interface RelayResult {
  readonly notices: number;
  readonly deliveries: readonly DeliveryRef[];
}

/**
 * Takes one batch of notices from the outbox and writes their deliveries, one for each recipient and
 * channel that reaches them, in one transaction. Running it twice, or two at once, adds nothing.
 */
export async function relayBatch(
  store: Store,
  channels: readonly Pick<Channel, 'name' | 'address'>[],
  limit: number,
): Promise<RelayResult> {
  return inTransaction(store, async (session) => {
    const notices = await takeOutbox(session, limit);
    if (notices.length === 0) return { notices: 0, deliveries: [] };
    const deliveries = await relayNotices(session, notices, channels);
    return {
      notices: notices.length,
      deliveries: deliveries
        .filter((each) => each.status === 'pending' && each.holdUntil === null)
        .map(refOf),
    };
  });
}

/** Writes the deliveries of notices that are in hand, and that they are relayed. */
export async function relayNotices(
  session: Session,
  notices: readonly OutboxNotice[],
  channels: readonly Pick<Channel, 'name' | 'address'>[],
): Promise<NewDelivery[]> {
  const deliveries = await deliveriesOf(session, notices, channels);
  await writeRelay(session, notices, deliveries);
  return deliveries;
}

async function deliveriesOf(
  session: Session,
  notices: readonly OutboxNotice[],
  channels: readonly Pick<Channel, 'name' | 'address'>[],
): Promise<NewDelivery[]> {
  const held = await rolesHeld(session, notices);
  const registers = await delegationRegisters(session, notices);
  const persons = [
    ...held.map((each) => each.person),
    ...notices.flatMap((each) => each.toPersons),
  ];
  const organisations = [...new Set(notices.map((each) => each.organisation))];
  const named = [...new Set(persons)];
  const people = await peopleNamed(session, organisations, named);
  const preferences = await preferencesOf(session, organisations, named);
  const programmes = [...new Set(notices.map((each) => each.programme))];
  const given = await addressesGiven(session, organisations, named, programmes);
  const planned = notices.flatMap((notice) => {
    const { organisation, programme } = notice;
    const ofProgramme = held.filter(
      (each) => each.organisation === organisation && each.programme === programme,
    );
    const ofOrganisation = people.filter((each) => each.organisation === organisation);
    const delegations = registers
      .filter((each) => each.organisation === organisation && each.programme === programme)
      .flatMap((register) => delegationsAbout(register, notice));
    return planDeliveries(notice, ofProgramme, ofOrganisation, delegations, {
      channels,
      preferences,
      given: given.filter((each) => each.organisation === organisation),
    });
  });
  return sayWhyNobody(session, planned);
}

/** The channels there are, the addresses given for them, and which of them each person wants. */
type Ways = {
  channels: readonly Pick<Channel, 'name' | 'address'>[];
  preferences: Preferences;
  given: readonly GivenAddress[];
};

/** The deliveries of one notice. One that reaches nobody becomes a dead letter. */
function planDeliveries(
  notice: OutboxNotice,
  held: readonly HeldRole[],
  people: readonly KnownPerson[],
  delegations: readonly Delegation[],
  { channels, preferences, given }: Ways,
): NewDelivery[] {
  const { organisation, programme, id } = notice;
  const base = { organisation, programme, notice: id };
  const { recipients, unheard, left } = recipientsOf(notice, {
    held,
    people,
    manager: notice.manager,
    delegations,
  });
  const reached = recipients.flatMap((recipient) =>
    channels.flatMap((channel): NewDelivery[] => {
      const own = given.find(
        (each) => each.person === recipient.person && each.channel === channel.name,
      );
      const address = own?.address ?? channel.address(recipient);
      if (address === null) return [];
      const wish = wantedOn(preferences, notice, recipient.person, channel.name);
      if (!wish.wanted) return [];
      const { person, standsInFor, inPlaceOf, actsFor } = recipient;
      return [
        {
          ...base,
          channel: channel.name,
          person,
          address,
          standsInFor,
          inPlaceOf,
          actsFor,
          // An inbox shows the delivery itself: there is nothing to send.
          status: channel.name === 'inbox' ? 'sent' : 'pending',
          lastError: null,
          holdUntil: wish.holdUntil,
        },
      ];
    }),
  );
  const posted = toProgramme(base, channels, given);
  if (unheard.length === 0 && left.length === 0 && reached.length > 0) {
    return [...reached, ...posted];
  }
  return [
    ...reached,
    ...posted,
    {
      ...base,
      ...NOBODY,
      address: '',
      standsInFor: unheard,
      inPlaceOf: left,
      actsFor: [],
      status: 'dead',
      lastError: null,
      holdUntil: null,
    },
  ];
}

/** What goes to the addresses of the programme itself: each is a recipient of its own. */
function toProgramme(
  base: Pick<NewDelivery, 'organisation' | 'programme' | 'notice'>,
  channels: Ways['channels'],
  given: readonly GivenAddress[],
): NewDelivery[] {
  return given
    .filter((each) => each.programme === base.programme)
    .filter((each) => channels.some(({ name }) => name === each.channel))
    .map(({ id, channel, address }) => ({
      ...base,
      channel,
      person: recipientOf(id),
      address,
      standsInFor: [],
      inPlaceOf: [],
      actsFor: [],
      status: 'pending',
      lastError: null,
      holdUntil: null,
    }));
}

const refOf = ({ organisation, programme, notice, channel, person }: DeliveryRef): DeliveryRef => ({
  organisation,
  programme,
  notice,
  channel,
  person,
});

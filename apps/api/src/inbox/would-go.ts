import { hostOf, waitsForDigest, type Recipient } from '#notify';
import {
  addressesOf,
  readPreferences,
  type OwnedAddress,
  type PreferenceRow,
  type Session,
} from '#store';
import type { NoticeView } from '#contract';

/** What decides where a person would be reached. */
export type Ways = {
  people: readonly { id: string; email: string | null }[];
  preferences: readonly PreferenceRow[];
  addresses: readonly OwnedAddress[];
};

/** Where these people would be reached, and where a programme has addresses of its own. */
export async function waysOf(
  session: Session,
  { organisation, programme }: { organisation: string; programme: string },
  persons: readonly string[],
): Promise<Ways> {
  const [people, preferences, addresses] = await Promise.all([
    session.query<{ id: string; email: string | null }>(
      'SELECT id, email FROM person WHERE organisation = $1 AND id = ANY ($2)',
      [organisation, persons],
    ),
    readPreferences(session, [organisation], persons),
    addressesOf(session, { organisation, programme }, persons),
  ]);
  return { people: people.rows, preferences, addresses };
}

/**
 * Where a notice of a rehearsal would have gone: to each recipient on the channels that reach them and
 * that they want, and once to each address of the programme itself. Of an address they gave the host alone is said: the rest of a URL is as good as a password.
 */
export function wouldGo(
  notice: { data: Readonly<Record<string, unknown>> },
  recipients: readonly Pick<Recipient, 'person'>[],
  { people, preferences, addresses }: Ways,
): NoticeView['wouldGo'] {
  const shared = addresses
    .filter(({ isShared }) => isShared)
    .map(({ recipient, channel, address }) => {
      return { person: recipient, channel, address: hostOf(address), digestAt: null };
    });
  const reached = recipients.flatMap(({ person }) => {
    const email = people.find(({ id }) => id === person)?.email ?? null;
    const said = preferences.find((each) => each.person === person);
    const named = addresses.filter((each) => !each.isShared && each.recipient === person);
    const urgent = notice.data['urgent'] === true;
    return [
      ...(email === null ? [] : [{ channel: 'email', address: email }]),
      { channel: 'inbox', address: person },
      ...named.map(({ channel, address }) => ({ channel, address: hostOf(address) })),
    ]
      .filter(({ channel }) => said?.muted.includes(channel) !== true)
      .map((way) => {
        const at = said?.digestAt ?? null;
        const waits = at !== null && waitsForDigest({ urgent }, way.channel);
        return { person, ...way, digestAt: waits ? at : null };
      });
  });
  return [...reached, ...shared];
}

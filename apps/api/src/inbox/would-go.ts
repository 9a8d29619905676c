import { waitsForDigest, type Recipient } from '#notify';
import {
  addressesOf,
  readPreferences,
  type OwnedAddress,
  type PreferenceRow,
  type Session,
} from '#store';
import type { NoticeView } from '#contract';
import { hostOf } from '../preferences/host-of.js';

/** What decides where a person would be reached. */
export type Ways = {
  people: readonly { id: string; email: string | null }[];
  preferences: readonly PreferenceRow[];
  addresses: readonly OwnedAddress[];
};

/** Where the people of an organisation would be reached. */
export async function waysOf(
  session: Session,
  organisation: string,
  persons: readonly string[],
): Promise<Ways> {
  const [people, preferences, addresses] = await Promise.all([
    session.query<{ id: string; email: string | null }>(
      'SELECT id, email FROM person WHERE organisation = $1 AND id = ANY ($2)',
      [organisation, persons],
    ),
    readPreferences(session, [organisation], persons),
    addressesOf(session, organisation, persons),
  ]);
  return { people: people.rows, preferences, addresses };
}

/**
 * Where a notice of a rehearsal would have gone: to each recipient on the channels that reach them and
 * that they want. Of an address they gave the host alone is said: the rest of a URL is as good as a password.
 */
export function wouldGo(
  notice: { data: Readonly<Record<string, unknown>> },
  recipients: readonly Pick<Recipient, 'person'>[],
  { people, preferences, addresses }: Ways,
): NoticeView['wouldGo'] {
  return recipients.flatMap(({ person }) => {
    const email = people.find(({ id }) => id === person)?.email ?? null;
    const said = preferences.find((each) => each.person === person);
    const named = addresses.filter((each) => each.person === person);
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
}

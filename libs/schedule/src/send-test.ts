import { randomUUID } from 'node:crypto';
import {
  composeTest,
  messageId,
  messages,
  NotAccepted,
  renderComposed,
  type Message,
} from '#notify';
import {
  inTransaction,
  pausedChannels,
  type AddressOwner,
  type PausedChannel,
  type Session,
  type Store,
} from '#store';
import { takeTurn } from './channel-use.js';
import type { Delivering } from './deliver.js';

/** How many tests one person may send in a minute: enough to set an address up, too few to flood one. */
const TESTS_A_MINUTE = 6;

/** Where a test goes, and who asked for it. */
export type TestTo = {
  owner: AddressOwner;
  channel: string;
  address: string;
  secret: string | null;
  /** The person who asked. */
  asker: string;
};

/** What became of a test. Of those that were not sent: why. */
export type Tested =
  | { outcome: 'accepted' }
  /** What the other side said. */
  | { outcome: NotAccepted['kind']; said: string }
  | { outcome: 'notSetUp' }
  | { outcome: 'paused'; pause: PausedChannel }
  /** The channel, or the person who asked, has used the minute up. */
  | { outcome: 'overLimit'; limit: number; of: 'channel' | 'person' };

/**
 * Sends one marked message to an address, by the code that notices go by. It counts against the limit
 * of its channel; it is no delivery, is not tried again, and switches no address off.
 */
export async function sendTest(
  deps: Pick<Delivering, 'store' | 'channels' | 'publicUrl' | 'limits'>,
  to: TestTo,
): Promise<Tested> {
  const channel = deps.channels.find((each) => each.name === to.channel);
  if (channel === undefined) return { outcome: 'notSetUp' };
  const held = await whyHeld(deps, to);
  if (held !== null) return held;
  try {
    await channel.send(await testMessage(deps, to));
    return { outcome: 'accepted' };
  } catch (error) {
    if (error instanceof NotAccepted) return { outcome: error.kind, said: error.message };
    throw error;
  }
}

/** Why nothing goes out now; null when it may, and then the turns are taken. */
function whyHeld(
  { store, limits = {} }: { store: Store; limits?: Delivering['limits'] },
  { owner: { organisation }, channel, asker }: TestTo,
): Promise<Tested | null> {
  return inTransaction(store, async (session) => {
    const paused = await pausedChannels(session, organisation);
    const pause = paused.find((each) => each.channel === channel);
    if (pause !== undefined) return { outcome: 'paused', pause };
    const own = `test:${asker}`;
    if (!(await takeTurn(session, { organisation, channel: own }, { [own]: TESTS_A_MINUTE }))) {
      return { outcome: 'overLimit', limit: TESTS_A_MINUTE, of: 'person' };
    }
    if (await takeTurn(session, { organisation, channel }, limits)) return null;
    return { outcome: 'overLimit', limit: limits[channel] ?? 0, of: 'channel' };
  });
}

async function testMessage(
  { store, publicUrl }: Pick<Delivering, 'store' | 'publicUrl'>,
  { owner, channel, address, secret, asker }: TestTo,
): Promise<Message> {
  const { organisation } = owner;
  const programme = 'programme' in owner ? owner.programme : null;
  const said = await saidOf(store.pool, { organisation, programme, asker });
  const words = messages(said.language ?? 'en-GB');
  const composed = composeTest({ ...said, channel, publicUrl }, words);
  const id = {
    organisation,
    programme: programme ?? '',
    notice: `test-${randomUUID()}`,
    person: 'person' in owner ? owner.person : `programme:${owner.programme}`,
  };
  return {
    ...renderComposed(composed, words.language),
    ...id,
    isTest: true,
    to: address,
    messageId: messageId(id, new URL(publicUrl).hostname),
    ...(secret !== null && { secret }),
  };
}

/** What a test names: who asked, by name and in their language, and the programme by its title. */
type Said = { asker: string | null; programmeTitle: string | null; language: string | null };

async function saidOf(
  session: Session,
  of: { organisation: string; programme: string | null; asker: string },
): Promise<Said> {
  const { rows } = await session.query<Said>(
    `SELECT (SELECT name FROM person WHERE organisation = $1 AND id = $2) AS asker,
       (SELECT title FROM programme WHERE organisation = $1 AND id = $3) AS "programmeTitle",
       (SELECT language FROM preference WHERE organisation = $1 AND person = $2) AS language`,
    [of.organisation, of.asker, of.programme],
  );
  return rows[0] ?? { asker: null, programmeTitle: null, language: null };
}

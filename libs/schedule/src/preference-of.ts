import { nextDigestAt, waitsForDigest, type Channel } from '#notify';
import { readPreferences, type PreferenceRow, type Session } from '#store';
import type { OutboxNotice } from './outbox-rows.js';

/** What people have said about how they want to hear, and the database's time it was read at. */
export type Preferences = { now: string; said: readonly PreferenceRow[] };

export async function preferencesOf(
  session: Session,
  organisations: readonly string[],
  persons: readonly string[],
): Promise<Preferences> {
  const { rows } = await session.query<{ now: string }>('SELECT clock_timestamp() AS now');
  const [row] = rows;
  if (row === undefined) throw new Error('the database gave no time');
  return { now: row.now, said: await readPreferences(session, organisations, persons) };
}

/**
 * Whether a person wants a notice on a channel, and until when it waits for their digest (null: it
 * goes at once). Who said nothing hears everything at once.
 */
export function wantedOn(
  { now, said }: Preferences,
  notice: Pick<OutboxNotice, 'organisation' | 'urgent'>,
  person: string,
  channel: Channel['name'],
): { wanted: false } | { wanted: true; holdUntil: string | null } {
  const own = said.find(
    (each) => each.organisation === notice.organisation && each.person === person,
  );
  if (own === undefined) return { wanted: true, holdUntil: null };
  if (own.muted.includes(channel)) return { wanted: false };
  const { digestAt, zone } = own;
  const waits = digestAt !== null && waitsForDigest(notice, channel);
  return { wanted: true, holdUntil: waits ? nextDigestAt(now, { at: digestAt, zone }) : null };
}

import { nextDigestAt, waitsForDigest, type Channel } from '#notify';
import { databaseNow, readPreferences, type PreferenceRow, type Session } from '#store';
import type { OutboxNotice } from './outbox-rows.js';

/**
 * What people have said about how they want to hear, and the database's time it was read at; null where
 * nobody has a digest.
 */
export type Preferences = { now: string | null; said: readonly PreferenceRow[] };

export async function preferencesOf(
  session: Session,
  organisations: readonly string[],
  persons: readonly string[],
): Promise<Preferences> {
  const said = await readPreferences(session, organisations, persons);
  const hasDigest = said.some(({ digestAt }) => digestAt !== null);
  return { now: hasDigest ? new Date(await databaseNow(session)).toISOString() : null, said };
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
  if (digestAt === null || now === null || !waitsForDigest(notice, channel)) {
    return { wanted: true, holdUntil: null };
  }
  return { wanted: true, holdUntil: nextDigestAt(now, { at: digestAt, zone }) };
}

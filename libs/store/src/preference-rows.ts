import type { Session } from './connect.js';

/** How a person wants to hear. `digestAt` is HH:mm in `zone`; null: each notice at once. */
export type PreferenceRow = {
  organisation: string;
  person: string;
  zone: string;
  digestAt: string | null;
  muted: string[];
  /** What they are written to in (BCP 47). */
  language: string;
};

/** What these people have said, of all organisations they may belong to; nothing for who said nothing. */
export async function readPreferences(
  session: Session,
  organisations: readonly string[],
  persons: readonly string[],
): Promise<PreferenceRow[]> {
  const { rows } = await session.query<PreferenceRow>(
    `SELECT organisation, person, zone, digest_at AS "digestAt", muted, language FROM preference
     WHERE organisation = ANY ($1) AND person = ANY ($2)`,
    [organisations, persons],
  );
  return rows;
}

/** Keeps what a person said, in place of what they said before. */
export async function writePreference(session: Session, row: PreferenceRow): Promise<void> {
  const { organisation, person, zone, digestAt, muted, language } = row;
  await session.query(
    `INSERT INTO preference (organisation, person, zone, digest_at, muted, language)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (organisation, person) DO UPDATE SET zone = excluded.zone,
       digest_at = excluded.digest_at, muted = excluded.muted,
       language = excluded.language, updated_at = clock_timestamp()`,
    [organisation, person, zone, digestAt, muted, language],
  );
}

/**
 * Mail held back for a digest that has not gone goes out at `until` instead; at once when that is
 * null. Nothing that waits is lost when somebody changes their mind.
 */
export async function rescheduleHeld(
  session: Session,
  { organisation, person }: { organisation: string; person: string },
  until: string | null,
): Promise<void> {
  await session.query(
    `UPDATE delivery SET hold_until = $3
     WHERE organisation = $1 AND person = $2 AND status = 'pending' AND hold_until IS NOT NULL
       AND digest IS NULL`,
    [organisation, person, until],
  );
}

/** How much mail of a person waits for a digest, and until when. */
export async function waitingFor(
  session: Session,
  { organisation, person }: { organisation: string; person: string },
): Promise<{ notices: number; until: string | null }> {
  const { rows } = await session.query<{ notices: number; until: string | null }>(
    `SELECT count(*)::int AS notices, min(hold_until) AS until FROM delivery
     WHERE organisation = $1 AND person = $2 AND status = 'pending' AND hold_until IS NOT NULL`,
    [organisation, person],
  );
  return rows[0] ?? { notices: 0, until: null };
}

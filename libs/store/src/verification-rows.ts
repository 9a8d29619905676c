import type { Session } from './connect.js';

/** Which programme is to be verified. */
export type VerificationDue = { organisation: string; programme: string };

/** What came of verifying a programme. `problem` null: it holds. Instants are `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type VerificationRow = VerificationDue & {
  verifiedAt: string;
  entries: number | null;
  head: string | null;
  problem: string | null;
};

/** How long a verification that a worker has taken up is left to it. */
const CLAIM = `interval '1 hour'`;

/** The last two o'clock at night in the zone of a programme's definition. */
const lastNight = `(date_trunc('day', clock_timestamp() AT TIME ZONE d.zone - interval '2 hours')
  + interval '2 hours') AT TIME ZONE d.zone`;

/**
 * Claims a programme that was not verified since the last night, by the database's clock, those first
 * that have waited longest; null when there is none. Other workers leave it alone for an hour.
 */
export async function claimVerification(session: Session): Promise<VerificationDue | null> {
  const { rows } = await session.query<VerificationDue>(
    `INSERT INTO history_verification AS v (organisation, programme, claimed_at)
     SELECT p.organisation, p.id, clock_timestamp() FROM programme p
     JOIN definition d ON (d.organisation, d.hash) = (p.organisation, p.definition)
     LEFT JOIN history_verification v ON (v.organisation, v.programme) = (p.organisation, p.id)
     WHERE coalesce(v.verified_at, p.opened_at) < ${lastNight}
       AND (v.claimed_at IS NULL OR v.claimed_at < clock_timestamp() - ${CLAIM})
     ORDER BY coalesce(v.verified_at, p.opened_at), p.organisation, p.id LIMIT 1
     ON CONFLICT (organisation, programme) DO UPDATE SET claimed_at = excluded.claimed_at
       WHERE v.claimed_at IS NULL OR v.claimed_at < clock_timestamp() - ${CLAIM}
     RETURNING organisation, programme`,
  );
  return rows[0] ?? null;
}

/** Keeps what came of a verification, as of now by the database's clock. */
export async function keepVerification(
  session: Session,
  { organisation, programme, entries, head, problem }: Omit<VerificationRow, 'verifiedAt'>,
): Promise<void> {
  await session.query(
    `UPDATE history_verification
     SET verified_at = clock_timestamp(), claimed_at = NULL, entries = $3, head = $4, problem = $5
     WHERE organisation = $1 AND programme = $2`,
    [organisation, programme, entries, head, problem],
  );
}

/** The last verification of each programme of an organisation; those never verified are left out. */
export async function listVerifications(
  session: Session,
  organisation: string,
): Promise<VerificationRow[]> {
  const { rows } = await session.query<VerificationRow>(
    `SELECT organisation, programme, verified_at AS "verifiedAt", entries, head, problem
     FROM history_verification WHERE organisation = $1 AND verified_at IS NOT NULL
     ORDER BY programme`,
    [organisation],
  );
  return rows;
}

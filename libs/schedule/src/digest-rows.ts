import type { Session } from '#store';
import type { DeliveryRef, Failure } from './delivery-rows.js';

/** Which digest: that of a person on a day in their zone. */
export type DigestRef = { organisation: string; person: string; day: string };

/** Somebody whose held mail is due, with what they asked for and the database's time. */
export type DueReader = {
  organisation: string;
  person: string;
  address: string;
  zone: string | null;
  digestAt: string | null;
  now: string;
};

/** Those who have mail held back until now or before, a bounded number of them. */
export async function dueReaders(session: Session, limit: number): Promise<DueReader[]> {
  const { rows } = await session.query<DueReader>(
    `SELECT d.organisation, d.person, max(d.address) AS address, p.zone,
       p.digest_at AS "digestAt", clock_timestamp() AS now
     FROM delivery d
     LEFT JOIN preference p ON (p.organisation, p.person) = (d.organisation, d.person)
     WHERE d.status = 'pending' AND d.digest IS NULL AND d.hold_until <= clock_timestamp()
     GROUP BY d.organisation, d.person, p.zone, p.digest_at
     ORDER BY min(d.hold_until), d.organisation, d.person LIMIT $1`,
    [limit],
  );
  return rows;
}

/** Adds a digest; false when that day has one already. */
export async function insertDigest(
  session: Session,
  { organisation, person, day }: DigestRef,
  address: string,
): Promise<boolean> {
  const { rowCount } = await session.query(
    `INSERT INTO digest (organisation, person, day, address) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organisation, person, day) DO NOTHING`,
    [organisation, person, day, address],
  );
  return rowCount === 1;
}

const dueOf = `organisation = $1 AND person = $2 AND status = 'pending' AND digest IS NULL
  AND hold_until <= clock_timestamp()`;

/** Puts what is due into a digest. */
export async function putInto(session: Session, ref: DigestRef): Promise<void> {
  await session.query(`UPDATE delivery SET digest = $3 WHERE ${dueOf}`, keyOf(ref));
}

/** Holds what is due back until another moment. */
export async function holdOn(
  session: Session,
  { organisation, person }: Pick<DigestRef, 'organisation' | 'person'>,
  until: string,
): Promise<void> {
  await session.query(`UPDATE delivery SET hold_until = $3 WHERE ${dueOf}`, [
    organisation,
    person,
    until,
  ]);
}

const isDue = `g.status = 'pending' AND g.next_at <= clock_timestamp()`;
const isMailRunning = `NOT EXISTS (SELECT 1 FROM channel_state s
  WHERE s.organisation = g.organisation AND s.channel = 'email')`;

/**
 * Digests to be sent now, in order of when. Those of an organisation whose mail is paused, or has sent
 * the `mails` it may in this minute, hold up no other's.
 */
export async function pendingDigests(
  session: Session,
  limit: number,
  mails: number | null = null,
): Promise<DigestRef[]> {
  const { rows } = await session.query<DigestRef>(
    `SELECT organisation, person, day FROM digest g
     WHERE ${isDue} AND ${isMailRunning} AND NOT EXISTS (SELECT 1 FROM channel_use u
       WHERE u.organisation = g.organisation AND u.channel = 'email'
         AND u.minute >= date_trunc('minute', clock_timestamp()) AND u.sent >= $2)
     ORDER BY next_at, organisation, person LIMIT $1`,
    [limit, mails],
  );
  return rows;
}

const key = 'g.organisation = $1 AND g.person = $2 AND g.day = $3';
const keyOf = ({ organisation, person, day }: DigestRef) => [organisation, person, day];

/** Holds a digest for the length of the transaction; false when there is nothing to do now. */
export async function holdDigest(session: Session, ref: DigestRef): Promise<boolean> {
  const { rowCount } = await session.query(
    `SELECT FROM digest g WHERE ${key} AND ${isDue} AND ${isMailRunning} FOR UPDATE SKIP LOCKED`,
    keyOf(ref),
  );
  return rowCount === 1;
}

/**
 * Notes that an attempt begins, before it does, and when the next one would be: after `backoffMs`,
 * then twice that, and so on. Null when there is nothing to do now.
 */
export async function beginDigest(
  session: Session,
  ref: DigestRef,
  backoffMs: number,
): Promise<number | null> {
  const { rows } = await session.query<{ attempts: number }>(
    `UPDATE digest g SET attempts = attempts + 1,
       next_at = clock_timestamp() + $4 * power(2, attempts) * interval '1 millisecond'
     WHERE ${key} AND ${isDue} AND ${isMailRunning}
     RETURNING attempts`,
    [...keyOf(ref), backoffMs],
  );
  return rows[0]?.attempts ?? null;
}

/** Whom a digest is for, and where mail reaches them by now; null: nowhere. */
type Reader = { address: string | null; name: string | null; language: string };

/** Takes a digest for the length of the transaction: its reader, as they are reached now. */
export async function takeDigest(session: Session, ref: DigestRef): Promise<Reader | null> {
  const { rows } = await session.query<Reader>(
    `SELECT coalesce(
       (SELECT a.address FROM channel_address a
        WHERE (a.organisation, a.person) = (g.organisation, g.person) AND a.channel = 'email'
          AND a.enabled ORDER BY a.created_at DESC, a.id LIMIT 1),
       (SELECT w.email FROM person w
        WHERE (w.organisation, w.id) = (g.organisation, g.person))) AS address,
       (SELECT w.name FROM person w
        WHERE (w.organisation, w.id) = (g.organisation, g.person)) AS name,
       coalesce((SELECT p.language FROM preference p
         WHERE (p.organisation, p.person) = (g.organisation, g.person)), 'en-GB') AS language
     FROM digest g WHERE ${key} AND g.status = 'pending' FOR UPDATE SKIP LOCKED`,
    keyOf(ref),
  );
  return rows[0] ?? null;
}

/** The deliveries that a digest carries, oldest first. */
export async function carriedBy(session: Session, ref: DigestRef): Promise<DeliveryRef[]> {
  const { rows } = await session.query<DeliveryRef>(
    `SELECT organisation, programme, notice, channel, person FROM delivery
     WHERE organisation = $1 AND person = $2 AND digest = $3 AND status = 'pending'
     ORDER BY created_at, programme, notice`,
    keyOf(ref),
  );
  return rows;
}

/** Notes that a digest went out and where to, and with it all that it carried. */
export async function markDigestSent(
  session: Session,
  ref: DigestRef,
  address: string | null,
): Promise<void> {
  await session.query(
    `WITH sent AS (UPDATE digest g SET status = 'sent', sent_at = clock_timestamp(),
       last_error = NULL, address = coalesce($4, address) WHERE ${key})
     UPDATE delivery SET status = 'sent', sent_at = clock_timestamp(), attempts = attempts + 1
     WHERE organisation = $1 AND person = $2 AND digest = $3 AND status = 'pending'`,
    [...keyOf(ref), address],
  );
}

/**
 * Notes why an attempt failed. After `limit` attempts the digest is given up, and each notice it
 * carried becomes a dead letter of its own, to be seen and sent again.
 */
export async function markDigestFailed(
  session: Session,
  ref: DigestRef,
  { error, kind }: Pick<Failure, 'error' | 'kind'>,
  limit: number,
): Promise<'pending' | 'dead' | 'sent' | null> {
  const { rows } = await session.query<{ status: 'pending' | 'dead' | 'sent' }>(
    `WITH failed AS (UPDATE digest g SET last_error = $4,
       status = CASE WHEN status = 'pending' AND attempts >= $5 THEN 'dead' ELSE status END
       WHERE ${key} RETURNING status, attempts),
     given_up AS (UPDATE delivery d SET status = 'dead', last_error = $4, failure = $6,
       attempts = f.attempts
       FROM failed f WHERE f.status = 'dead' AND d.organisation = $1 AND d.person = $2
         AND d.digest = $3 AND d.status = 'pending')
     SELECT status FROM failed`,
    [...keyOf(ref), error, limit, kind],
  );
  return rows[0]?.status ?? null;
}

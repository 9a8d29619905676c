import type { NotAccepted } from '#notify';
import { quickCommit, type Session } from '#store';

/** Which delivery: one notice to one person on one channel. */
export type DeliveryRef = {
  organisation: string;
  programme: string;
  notice: string;
  channel: string;
  person: string;
};

const key = `d.organisation = $1 AND d.programme = $2 AND d.notice = $3 AND d.channel = $4
  AND d.person = $5`;
const keyOf = (ref: DeliveryRef) => [
  ref.organisation,
  ref.programme,
  ref.notice,
  ref.channel,
  ref.person,
];

/** A delivery to be made, with where it goes and for whom and in whose stead it is heard. */
export type NewDelivery = DeliveryRef & {
  address: string;
  standsInFor: readonly string[];
  inPlaceOf: readonly string[];
  actsFor: readonly string[];
  /** What needs no sending is sent when it is written down. */
  status: 'pending' | 'dead' | 'sent';
  lastError: string | null;
  /** Until when it waits for a digest; null: it goes at once. */
  holdUntil: string | null;
};

const isDue = `status = 'pending' AND hold_until IS NULL
  AND (next_at IS NULL OR next_at <= clock_timestamp())
  AND NOT EXISTS (SELECT 1 FROM channel_state s
    WHERE (s.organisation, s.channel) = (d.organisation, d.channel))`;

/**
 * Deliveries that may be made now one by one, in order of their key, after the one given. What waits
 * for a digest is not among them, nor what is for a channel that is paused or left out.
 */
export async function pendingDeliveries(
  session: Session,
  after: DeliveryRef | null,
  limit: number,
  leftOut: readonly string[] = [],
): Promise<DeliveryRef[]> {
  const { rows } = await session.query<DeliveryRef>(
    `SELECT organisation, programme, notice, channel, person FROM delivery d
     WHERE (organisation, programme, notice, channel, person) > ($1, $2, $3, $4, $5)
       AND channel <> ALL($7) AND ${isDue}
     ORDER BY organisation, programme, notice, channel, person LIMIT $6`,
    [...(after === null ? ['', '', '', '', ''] : keyOf(after)), limit, leftOut],
  );
  return rows;
}

/**
 * Holds a delivery for the length of the transaction, so that an attempt may begin in it. False when
 * there is none to make now, or it is in other hands.
 */
export async function holdDelivery(session: Session, ref: DeliveryRef): Promise<boolean> {
  const { rowCount } = await session.query(
    `SELECT FROM delivery d WHERE ${key} AND ${isDue} FOR UPDATE SKIP LOCKED`,
    keyOf(ref),
  );
  return rowCount === 1;
}

/** Lets a delivery wait for the next minute; no attempt is used up. */
export async function waitForMinute(session: Session, ref: DeliveryRef): Promise<void> {
  await session.query(
    `UPDATE delivery d SET next_at = date_trunc('minute', clock_timestamp()) + interval '1 minute'
     WHERE ${key}`,
    keyOf(ref),
  );
}

/**
 * Notes that an attempt begins, before it does: a delivery that kills its worker must run out too. Null
 * when there is none to make; on a paused channel it waits, and uses no attempt up.
 */
export async function beginAttempt(session: Session, ref: DeliveryRef): Promise<number | null> {
  const { rows } = await session.query<{ attempts: number }>({
    name: 'begin-attempt',
    text: `WITH ${quickCommit}
     UPDATE delivery d SET attempts = attempts + 1 FROM quick WHERE ${key} AND ${isDue}
     RETURNING attempts`,
    values: keyOf(ref),
  });
  return rows[0]?.attempts ?? null;
}

export async function markSent(session: Session, ref: DeliveryRef): Promise<void> {
  await session.query({
    name: 'mark-sent',
    text: `UPDATE delivery d SET status = 'sent', sent_at = clock_timestamp(), last_error = NULL,
       failure = NULL WHERE ${key}`,
    values: keyOf(ref),
  });
}

/** Why an attempt failed: of which kind, where the other side said, and how long it asks us to wait. */
export type Failure = {
  error: string;
  kind: NotAccepted['kind'] | null;
  retryAfterMs: number | null;
};

/** Notes why an attempt failed, and gives a delivery up that has had `limit` attempts. */
export async function markFailed(
  session: Session,
  ref: DeliveryRef,
  { error, kind, retryAfterMs }: Failure,
  limit: number,
): Promise<'pending' | 'dead' | 'sent' | null> {
  const { rows } = await session.query<{ status: 'pending' | 'dead' | 'sent' }>(
    `UPDATE delivery d SET last_error = $6, failure = $7,
       next_at = clock_timestamp() + $8 * interval '1 millisecond',
       status = CASE WHEN status = 'pending' AND attempts >= $9 THEN 'dead' ELSE status END
     WHERE ${key} RETURNING status`,
    [...keyOf(ref), error, kind, retryAfterMs, limit],
  );
  return rows[0]?.status ?? null;
}

/** A dead letter becomes pending again, with all its attempts before it; false when it is not dead. */
export async function reviveDelivery(session: Session, ref: DeliveryRef): Promise<boolean> {
  const { rowCount } = await session.query(
    `UPDATE delivery d SET status = 'pending', attempts = 0, last_error = NULL, hold_until = NULL,
       next_at = NULL, failure = NULL WHERE ${key} AND status = 'dead'`,
    keyOf(ref),
  );
  return rowCount === 1;
}

/** A dead letter is no longer wanted as it stands; false when it is not dead. */
export async function withdrawDelivery(session: Session, ref: DeliveryRef): Promise<boolean> {
  const { rowCount } = await session.query(
    `UPDATE delivery d SET status = 'withdrawn' WHERE ${key} AND status = 'dead'`,
    keyOf(ref),
  );
  return rowCount === 1;
}

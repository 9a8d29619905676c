import type { Session } from '#store';
import type { DeliveryRef } from './delivery-rows.js';

/** How many messages each channel of an organisation may send in a minute; absent: any number. */
export type Limits = Readonly<Record<string, number>>;

/**
 * Takes a turn on a channel, counted over all processes by the database's clock; false where the
 * minute is used up. Taken in the transaction of what it is for, it is given back if that fails.
 */
export async function takeTurn(
  session: Session,
  { organisation, channel }: Pick<DeliveryRef, 'organisation' | 'channel'>,
  limits: Limits,
): Promise<boolean> {
  const limit = limits[channel];
  if (limit === undefined) return true;
  const { rowCount } = await session.query(
    `INSERT INTO channel_use AS u (organisation, channel, minute, sent)
     VALUES ($1, $2, date_trunc('minute', clock_timestamp()), 1)
     ON CONFLICT (organisation, channel) DO UPDATE
       SET sent = CASE WHEN u.minute < excluded.minute THEN 1 ELSE u.sent + 1 END,
         minute = greatest(u.minute, excluded.minute)
       WHERE u.minute < excluded.minute OR u.sent < $3`,
    [organisation, channel, limit],
  );
  return rowCount === 1;
}

/**
 * Deliveries on the channels that have a limit, as many as it still lets through in this minute and no
 * more: those never tried before first, and the oldest of them first, whatever their programme.
 */
export async function deliveriesWithin(session: Session, limits: Limits): Promise<DeliveryRef[]> {
  const { rows } = await session.query<DeliveryRef>(
    `WITH allowed AS (
       SELECT l.key AS channel, l.value::bigint AS most FROM json_each_text($1) l
     ), waiting AS (
       SELECT d.organisation, d.programme, d.notice, d.channel, d.person, a.most,
         row_number() OVER (PARTITION BY d.organisation, d.channel
           ORDER BY d.attempts, d.created_at, d.programme, d.notice, d.person) AS place
       FROM delivery d JOIN allowed a USING (channel)
       WHERE d.status = 'pending' AND d.hold_until IS NULL
         AND (d.next_at IS NULL OR d.next_at <= clock_timestamp())
         AND NOT EXISTS (SELECT FROM channel_state s
           WHERE (s.organisation, s.channel) = (d.organisation, d.channel))
     )
     SELECT w.organisation, w.programme, w.notice, w.channel, w.person FROM waiting w
     LEFT JOIN channel_use u ON (u.organisation, u.channel) = (w.organisation, w.channel)
       AND u.minute >= date_trunc('minute', clock_timestamp())
     WHERE w.place <= w.most - coalesce(u.sent, 0)
     ORDER BY w.place, w.organisation, w.channel`,
    [JSON.stringify(limits)],
  );
  return rows;
}

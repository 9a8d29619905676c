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
    `SELECT d.* FROM organisation o
     CROSS JOIN json_each_text($1) AS l (channel, most)
     LEFT JOIN channel_use u ON (u.organisation, u.channel) = (o.id, l.channel)
       AND u.minute >= date_trunc('minute', clock_timestamp())
     CROSS JOIN LATERAL (
       SELECT organisation, programme, notice, channel, person FROM delivery
       WHERE (organisation, channel) = (o.id, l.channel) AND status = 'pending'
         AND hold_until IS NULL AND (next_at IS NULL OR next_at <= clock_timestamp())
       ORDER BY attempts, created_at, programme, notice, person
       LIMIT greatest(l.most::bigint - coalesce(u.sent, 0), 0)
     ) d
     WHERE NOT EXISTS (SELECT FROM channel_state s
       WHERE (s.organisation, s.channel) = (o.id, l.channel))`,
    [JSON.stringify(limits)],
  );
  return rows;
}

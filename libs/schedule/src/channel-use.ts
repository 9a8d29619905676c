import type { Session } from '#store';
import type { DeliveryRef } from './delivery-rows.js';

/** How many messages each channel of an organisation may send in a minute; absent: any number. */
export type Limits = Readonly<Record<string, number>>;

/**
 * Takes a turn on a channel, counted over all processes by the database's clock. Where the minute is
 * used up the delivery waits for the next one, no attempt of it is used up, and the answer is false.
 */
export async function takeTurn(
  session: Session,
  ref: DeliveryRef,
  limits: Limits,
): Promise<boolean> {
  const limit = limits[ref.channel];
  if (limit === undefined) return true;
  const { rowCount } = await session.query(
    `INSERT INTO channel_use AS u (organisation, channel, minute, sent)
     VALUES ($1, $2, date_trunc('minute', clock_timestamp()), 1)
     ON CONFLICT (organisation, channel) DO UPDATE
       SET sent = CASE WHEN u.minute = excluded.minute THEN u.sent + 1 ELSE 1 END,
         minute = excluded.minute
       WHERE u.minute <> excluded.minute OR u.sent < $3`,
    [ref.organisation, ref.channel, limit],
  );
  if (rowCount === 1) return true;
  await session.query(
    `UPDATE delivery
     SET next_at = date_trunc('minute', clock_timestamp()) + interval '1 minute'
     WHERE organisation = $1 AND programme = $2 AND notice = $3 AND channel = $4 AND person = $5
       AND status = 'pending'`,
    [ref.organisation, ref.programme, ref.notice, ref.channel, ref.person],
  );
  return false;
}

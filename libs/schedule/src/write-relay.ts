import type { Session } from '#store';
import type { NewDelivery } from './delivery-rows.js';
import type { OutboxNotice } from './outbox-rows.js';

// One statement: with something due every few milliseconds, each further way to the database counts.
const statement = `
WITH relayed AS (
  UPDATE notice n SET relayed_at = clock_timestamp()
  FROM unnest($1::text[], $2::text[], $3::text[]) AS u (organisation, programme, id)
  WHERE (n.organisation, n.programme, n.id) = (u.organisation, u.programme, u.id)
)
INSERT INTO delivery (organisation, programme, notice, channel, person, address,
  stands_in_for, in_place_of, acts_for, status, sent_at, last_error, hold_until)
SELECT organisation, programme, notice, channel, person, address,
  ARRAY(SELECT json_array_elements_text("standsInFor")),
  ARRAY(SELECT json_array_elements_text("inPlaceOf")),
  ARRAY(SELECT json_array_elements_text("actsFor")), status,
  CASE WHEN status = 'sent' THEN clock_timestamp() END, "lastError", "holdUntil"
FROM json_to_recordset($4) AS d (organisation text, programme text, notice text, channel text,
  person text, address text, "standsInFor" json, "inPlaceOf" json, "actsFor" json,
  status text, "lastError" text, "holdUntil" timestamptz)
ON CONFLICT (organisation, programme, notice, channel, person) DO UPDATE
  SET status = excluded.status, sent_at = excluded.sent_at,
    last_error = excluded.last_error, hold_until = excluded.hold_until
  WHERE delivery.status = 'withdrawn'`;

/**
 * Marks notices as relayed and adds their deliveries; those that exist already stay as they are, save
 * those withdrawn.
 */
export async function writeRelay(
  session: Session,
  notices: readonly OutboxNotice[],
  deliveries: readonly NewDelivery[],
): Promise<void> {
  await session.query({
    name: 'write-relay',
    text: statement,
    values: [
      notices.map(({ organisation }) => organisation),
      notices.map(({ programme }) => programme),
      notices.map(({ id }) => id),
      JSON.stringify(deliveries),
    ],
  });
}

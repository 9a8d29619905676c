import type { Session } from '#store';
import { deliveryId } from './delivery-jobs.js';
import type { DeliveryRef, Failure } from './delivery-rows.js';

/** A delivery that was given up, with the notice it carries. */
export type DeadLetter = DeliveryRef & {
  /** Stands for the five that name it. */
  id: string;
  item: string;
  template: string;
  at: string;
  attempts: number;
  lastError: string | null;
  /** Of which kind the last failure was, where the other side said. */
  failure: Failure['kind'];
};

/** The deliveries of a programme that were given up, oldest notice first; of one item when given. */
export async function listDeadLetters(
  session: Session,
  asked: { organisation: string; programme: string; item?: string | undefined },
): Promise<DeadLetter[]> {
  const { rows } = await session.query<Omit<DeadLetter, 'id'>>(
    `SELECT d.organisation, d.programme, d.notice, d.channel, d.person, n.item, n.template, n.at,
       d.attempts, d.last_error AS "lastError", d.failure
     FROM delivery d
     JOIN notice n ON (n.organisation, n.programme, n.id) = (d.organisation, d.programme, d.notice)
     WHERE d.status = 'dead' AND d.organisation = $1 AND d.programme = $2
       AND ($3::text IS NULL OR n.item = $3)
     ORDER BY n.at, d.notice, d.channel, d.person`,
    [asked.organisation, asked.programme, asked.item],
  );
  return rows.map((row) => ({ ...row, id: deliveryId(row) }));
}

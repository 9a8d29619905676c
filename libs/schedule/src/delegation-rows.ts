import { delegationIn, inForceAbout, type Delegation, type JsonObject } from '#programme';
import type { Session } from '#store';
import type { OutboxNotice } from './outbox-rows.js';

/** A register of delegations as it stands, and which day it is there. */
export type DelegationRegister = {
  organisation: string;
  programme: string;
  item: string;
  /** The local day of the programme's zone, by the database's clock. */
  today: string;
  rows: JsonObject[];
};

/** The registers of delegations in the programmes of some notices: which they are, their charts say. */
export async function delegationRegisters(
  session: Session,
  notices: readonly Pick<OutboxNotice, 'organisation' | 'programme'>[],
): Promise<DelegationRegister[]> {
  const { rows } = await session.query<DelegationRegister>(
    // Each definition is read once, however many programmes run on it.
    `WITH concerned AS MATERIALIZED (
       SELECT organisation, id, definition FROM programme
       WHERE (organisation, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
     ), register AS MATERIALIZED (
       SELECT d.organisation, d.hash, d.zone, c.name, c.chart ->> 'delegations' AS field
       FROM definition d CROSS JOIN LATERAL json_each(d.document -> 'charts') AS c (name, chart)
       WHERE (d.organisation, d.hash) IN (SELECT organisation, definition FROM concerned)
         AND c.chart ->> 'delegations' IS NOT NULL
     )
     SELECT i.organisation, i.programme, i.id AS item, i.data -> r.field AS rows,
       (clock_timestamp() AT TIME ZONE r.zone)::date::text AS today
     FROM concerned p
     JOIN register r ON (r.organisation, r.hash) = (p.organisation, p.definition)
     JOIN item i ON (i.organisation, i.programme, i.chart) = (p.organisation, p.id, r.name)
     WHERE NOT i.retired AND json_typeof(i.data -> r.field) = 'array'`,
    [notices.map((each) => each.organisation), notices.map((each) => each.programme)],
  );
  return rows;
}

/** The delegations of a register that are in force today for what a notice is about. */
export function delegationsAbout(
  { item, today, rows }: DelegationRegister,
  notice: Pick<OutboxNotice, 'item' | 'chart' | 'subject'>,
): Delegation[] {
  const about = {
    id: notice.item,
    chart: notice.chart ?? '',
    data: { subject: notice.subject },
  };
  return inForceAbout(
    rows.map((row) => delegationIn(item, row)),
    about,
    today,
  );
}

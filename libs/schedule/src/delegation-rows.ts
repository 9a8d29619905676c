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
  const { rows } = await session.query<DelegationRegister>({
    name: 'delegation-registers',
    text: `SELECT i.organisation, i.programme, i.id AS item, i.data -> r.field AS rows,
       (clock_timestamp() AT TIME ZONE d.zone)::date::text AS today
     FROM programme p
     JOIN definition d ON (d.organisation, d.hash) = (p.organisation, p.definition)
     CROSS JOIN LATERAL json_each_text(d.delegations) AS r (chart, field)
     JOIN item i ON (i.organisation, i.programme, i.chart) = (p.organisation, p.id, r.chart)
     WHERE (p.organisation, p.id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       AND NOT i.retired AND json_typeof(i.data -> r.field) = 'array'`,
    values: [notices.map((each) => each.organisation), notices.map((each) => each.programme)],
  });
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

import type { Session } from '#store';
import type { DeliveryRef } from './delivery-rows.js';

/** An address that a person, or a programme for everybody in it, gave for a channel. */
export type GivenAddress = {
  organisation: string;
  id: string;
  person: string | null;
  programme: string | null;
  channel: string;
  address: string;
};

/** The addresses in use of some people and of some programmes, oldest first. */
export async function addressesGiven(
  session: Session,
  organisations: readonly string[],
  persons: readonly string[],
  programmes: readonly string[],
): Promise<GivenAddress[]> {
  const { rows } = await session.query<GivenAddress>({
    name: 'addresses-given',
    text: `SELECT organisation, id, person, programme, channel, address FROM channel_address
     WHERE organisation = ANY ($1) AND enabled
       AND (person = ANY ($2) OR programme = ANY ($3))
     ORDER BY created_at, id`,
    values: [organisations, persons, programmes],
  });
  return rows;
}

/** Under which recipient a programme's own address is filed: no person is called so. */
export const recipientOf = (addressId: string) => `programme:${addressId}`;

// The row that a delivery goes to: of the person, or the programme's own.
const row = `a.organisation = $1 AND a.channel = $2 AND a.address = $4 AND a.enabled
  AND (a.person = $3 OR (a.programme = $5 AND 'programme:' || a.id = $3))`;
const rowOf = (ref: DeliveryRef, address: string) => [
  ref.organisation,
  ref.channel,
  ref.person,
  address,
  ref.programme,
];

/** What a delivery is signed with; null when its address is no longer in use. */
export async function addressInUse(
  session: Session,
  ref: DeliveryRef,
  address: string,
): Promise<{ secret: string | null } | null> {
  const { rows } = await session.query<{ secret: string | null }>({
    name: 'address-in-use',
    text: `SELECT a.secret FROM channel_address a WHERE ${row} LIMIT 1`,
    values: rowOf(ref, address),
  });
  return rows[0] ?? null;
}

/** Switches off the address that a delivery went to, and keeps why. */
export async function disableAddress(
  session: Session,
  { organisation, programme, notice, channel, person }: DeliveryRef,
  why: string,
): Promise<void> {
  await session.query(
    `UPDATE channel_address a SET enabled = false, failure = $6 FROM delivery d
     WHERE d.organisation = $1 AND d.programme = $2 AND d.notice = $3 AND d.channel = $4
       AND d.person = $5 AND (a.organisation, a.channel, a.address) =
         (d.organisation, d.channel, d.address)
       AND (a.person = d.person OR (a.programme = d.programme AND 'programme:' || a.id = d.person))`,
    [organisation, programme, notice, channel, person, why],
  );
}

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

// The addresses in use that reach the recipient of a delivery: the person's, or the programme's own.
const ofRecipient = `a.organisation = $1 AND a.channel = $4 AND a.enabled
  AND (a.person = $5 OR (a.programme = $2 AND $5 LIKE 'programme:%'))`;
const keyOf = ({ organisation, programme, notice, channel, person }: DeliveryRef) => [
  organisation,
  programme,
  notice,
  channel,
  person,
];
const key = `d.organisation = $1 AND d.programme = $2 AND d.notice = $3 AND d.channel = $4
  AND d.person = $5`;

/** What a delivery is signed with; null when its address is no longer in use. */
export async function addressInUse(
  session: Session,
  ref: DeliveryRef,
  address: string,
): Promise<{ secret: string | null } | null> {
  const { organisation, programme, channel, person } = ref;
  const { rows } = await session.query<{ secret: string | null }>({
    name: 'address-in-use',
    text: `SELECT a.secret FROM channel_address a
     WHERE a.organisation = $1 AND a.channel = $3 AND a.address = $5 AND a.enabled
       AND (a.person = $4 OR (a.programme = $2 AND $4 LIKE 'programme:%')) LIMIT 1`,
    values: [organisation, programme, channel, person, address],
  });
  return rows[0] ?? null;
}

/**
 * Lets a delivery go to the address that its recipient has given by now; false when there is none.
 *
 * @param orOwnMail whether mail may go to the person's own address instead
 */
export async function readdress(
  session: Session,
  ref: DeliveryRef,
  orOwnMail: boolean,
): Promise<boolean> {
  const { rowCount } = await session.query(
    `UPDATE delivery d SET address = now.address FROM (SELECT coalesce(
       (SELECT a.address FROM channel_address a WHERE ${ofRecipient}
        ORDER BY a.created_at DESC, a.id LIMIT 1),
       (SELECT w.email FROM person w
        WHERE $6 AND $4 = 'email' AND (w.organisation, w.id) = ($1, $5))) AS address) now
     WHERE ${key} AND now.address IS NOT NULL`,
    [...keyOf(ref), orOwnMail],
  );
  return rowCount === 1;
}

/** Switches off the address that a delivery went to, and keeps why. */
export async function disableAddress(
  session: Session,
  ref: DeliveryRef,
  why: string,
): Promise<void> {
  await session.query(
    `UPDATE channel_address a SET enabled = false, failure = $6 FROM delivery d
     WHERE ${key} AND a.address = d.address AND ${ofRecipient}`,
    [...keyOf(ref), why],
  );
}

/** Switches off the mail address that a person gave and a digest went to, and keeps why. */
export async function disableMailAddress(
  session: Session,
  { organisation, person }: Pick<DeliveryRef, 'organisation' | 'person'>,
  address: string,
  why: string,
): Promise<void> {
  await session.query(
    `UPDATE channel_address SET enabled = false, failure = $4
     WHERE organisation = $1 AND person = $2 AND channel = 'email' AND address = $3 AND enabled`,
    [organisation, person, address, why],
  );
}

import type { Session } from './connect.js';

/** Where a channel reaches a person who named an address for it: one for each channel. */
export type AddressRow = {
  channel: string;
  address: string;
  enabled: boolean;
  failure: string | null;
  createdAt: string;
};

type Owner = { organisation: string; person: string };

/** The addresses a person has named, by channel. */
export async function listAddresses(
  session: Session,
  { organisation, person }: Owner,
): Promise<AddressRow[]> {
  const { rows } = await session.query<AddressRow>(
    `SELECT channel, address, enabled, failure, created_at AS "createdAt" FROM channel_address
     WHERE organisation = $1 AND person = $2 ORDER BY channel`,
    [organisation, person],
  );
  return rows;
}

/** Names a person's address for a channel, in place of the one before. Meant for a transaction. */
export async function writeAddress(
  session: Session,
  owner: Owner,
  named: { id: string; channel: string; address: string; secret: string | null },
): Promise<void> {
  await removeAddress(session, owner, named.channel);
  await session.query(
    `INSERT INTO channel_address (organisation, id, person, channel, address, secret)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [owner.organisation, named.id, owner.person, named.channel, named.address, named.secret],
  );
}

/** Forgets a person's address for a channel, with its secret; false when there is none. */
export async function removeAddress(
  session: Session,
  { organisation, person }: Owner,
  channel: string,
): Promise<boolean> {
  const { rowCount } = await session.query(
    'DELETE FROM channel_address WHERE organisation = $1 AND person = $2 AND channel = $3',
    [organisation, person, channel],
  );
  return (rowCount ?? 0) > 0;
}

/** Whose address. */
export type OwnedAddress = { person: string; channel: string; address: string };

/** The addresses in use of these people, by person and channel. */
export async function addressesOf(
  session: Session,
  organisation: string,
  persons: readonly string[],
): Promise<OwnedAddress[]> {
  const { rows } = await session.query<OwnedAddress>(
    `SELECT person, channel, address FROM channel_address
     WHERE organisation = $1 AND person = ANY ($2) AND enabled ORDER BY person, channel`,
    [organisation, persons],
  );
  return rows;
}

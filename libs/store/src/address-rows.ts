import type { Session } from './connect.js';

/** Where a channel reaches a person, or everybody of a programme: one address for each channel. */
export type AddressRow = {
  channel: string;
  address: string;
  enabled: boolean;
  failure: string | null;
  createdAt: string;
};

/** Whose addresses: those of a person, or those that a programme gave for all in it. */
export type AddressOwner = { organisation: string } & ({ person: string } | { programme: string });

/** The condition on an owner's rows, for the first two parameters. */
const owned = (owner: AddressOwner) =>
  `organisation = $1 AND ${'person' in owner ? 'person' : 'programme'} = $2`;
const keyOf = (owner: AddressOwner) => [
  owner.organisation,
  'person' in owner ? owner.person : owner.programme,
];

/** The addresses of an owner, by channel. */
export async function listAddresses(session: Session, owner: AddressOwner): Promise<AddressRow[]> {
  const { rows } = await session.query<AddressRow>(
    `SELECT channel, address, enabled, failure, created_at AS "createdAt" FROM channel_address
     WHERE ${owned(owner)} ORDER BY channel`,
    keyOf(owner),
  );
  return rows;
}

/** An owner's address for a channel, with what it is signed with; null when none is named. */
export async function readAddress(
  session: Session,
  owner: AddressOwner,
  channel: string,
): Promise<(AddressRow & { secret: string | null }) | null> {
  const { rows } = await session.query<AddressRow & { secret: string | null }>(
    `SELECT channel, address, enabled, failure, created_at AS "createdAt", secret
     FROM channel_address WHERE ${owned(owner)} AND channel = $3
     ORDER BY enabled DESC, created_at LIMIT 1`,
    [...keyOf(owner), channel],
  );
  return rows[0] ?? null;
}

/** Names an owner's address for a channel, in place of the one before. Meant for a transaction. */
export async function writeAddress(
  session: Session,
  owner: AddressOwner,
  named: { id: string; channel: string; address: string; secret: string | null },
): Promise<void> {
  await removeAddress(session, owner, named.channel);
  await session.query(
    `INSERT INTO channel_address (organisation, ${'person' in owner ? 'person' : 'programme'}, id, channel, address, secret)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [...keyOf(owner), named.id, named.channel, named.address, named.secret],
  );
}

/** Forgets an owner's address for a channel, with its secret; false when there is none. */
export async function removeAddress(
  session: Session,
  owner: AddressOwner,
  channel: string,
): Promise<boolean> {
  const { rowCount } = await session.query(
    `DELETE FROM channel_address WHERE ${owned(owner)} AND channel = $3`,
    [...keyOf(owner), channel],
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

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

/**
 * Whom an address reaches: a person by their id, or all of a programme: `recipient` is then as its
 * deliveries have it, and `isShared` is true.
 */
export type OwnedAddress = {
  recipient: string;
  isShared: boolean;
  channel: string;
  address: string;
};

/** The addresses in use of these people and of a programme, by recipient and channel. */
export async function addressesOf(
  session: Session,
  { organisation, programme }: { organisation: string; programme: string },
  persons: readonly string[],
): Promise<OwnedAddress[]> {
  const { rows } = await session.query<OwnedAddress>(
    `SELECT coalesce(person, 'programme:' || id) AS recipient, person IS NULL AS "isShared",
       channel, address
     FROM channel_address
     WHERE organisation = $1 AND (programme = $2 OR person = ANY ($3)) AND enabled
     ORDER BY recipient, channel`,
    [organisation, programme, persons],
  );
  return rows;
}

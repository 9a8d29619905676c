import type { Grant } from '#programme';
import { inTransaction, type Session, type Store } from './connect.js';

/** Somebody who acts or is told; name and address are personal. */
export type Person = { id: string; name: string | null; email: string | null };

/** A role held in a programme. `items` null: for all of them. Instants. */
export type GrantRow = Grant & {
  programme: string;
  person: string;
  from: string;
  until: string | null;
};

/** A role to give, from the instant named. */
export type NewGrant = Omit<GrantRow, 'until'> & { until?: string | null };

/** Adds people, or brings name and address up to date. */
export async function upsertPeople(
  store: Store,
  organisation: string,
  people: readonly Person[],
): Promise<void> {
  await inTransaction(store, (session) => writePeople(session, organisation, people));
}

/** Gives roles in a programme from the instant named; somebody not known yet is added without a name. */
export async function upsertGrants(
  store: Store,
  organisation: string,
  grants: readonly NewGrant[],
): Promise<void> {
  await inTransaction(store, (session) => writeGrants(session, organisation, grants));
}

/** `upsertPeople` on the session of a transaction. */
export async function writePeople(
  session: Session,
  organisation: string,
  people: readonly Person[],
): Promise<void> {
  for (const { id, name, email } of people) {
    await session.query(
      `INSERT INTO person (organisation, id, name, email) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organisation, id) DO UPDATE SET name = excluded.name, email = excluded.email`,
      [organisation, id, name, email],
    );
  }
}

/** `upsertGrants` on the session of a transaction. */
export async function writeGrants(
  session: Session,
  organisation: string,
  grants: readonly NewGrant[],
): Promise<void> {
  for (const { programme, person, role, items, authority, from, until = null } of grants) {
    await session.query(
      `INSERT INTO person (organisation, id) VALUES ($1, $2) ON CONFLICT (organisation, id) DO NOTHING`,
      [organisation, person],
    );
    await session.query(
      `INSERT INTO "grant" (organisation, programme, person, role, items, authority, "from", until)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (organisation, programme, person, role) DO UPDATE
       SET items = excluded.items, authority = excluded.authority,
         "from" = excluded."from", until = excluded.until`,
      [organisation, programme, person, role, items ?? [], authority, from, until],
    );
  }
}

/** The grants of an organisation in force at an instant; of one programme or person when given. */
export async function listGrants(
  store: Store,
  asked: { organisation: string; at: string; programme?: string; person?: string },
): Promise<GrantRow[]> {
  const { at, ...where } = asked;
  const rows = await store.prisma.grant.findMany({
    where: { ...where, from: { lte: at }, OR: [{ until: null }, { until: { gt: at } }] },
    orderBy: [{ programme: 'asc' }, { person: 'asc' }, { role: 'asc' }],
  });
  return rows.map(({ programme, person, role, items, authority, from, until }) => ({
    programme,
    person,
    role,
    items: items.length === 0 ? null : items,
    authority,
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
  }));
}

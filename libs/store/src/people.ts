import type { Grant } from '#programme';
import type { Store } from './connect.js';

/** Somebody who acts or is told; name and address are personal. */
export type Person = { id: string; name: string | null; email: string | null };

/** A role held in a programme. `items` null: for all of them. Instants. */
export type GrantRow = Grant & {
  programme: string;
  person: string;
  from: string;
  until: string | null;
};

/** Adds people, or brings name and address up to date. */
export async function upsertPeople(
  store: Store,
  organisation: string,
  people: readonly Person[],
): Promise<void> {
  await store.prisma.$transaction(
    people.map(({ id, name, email }) =>
      store.prisma.person.upsert({
        where: { organisation_id: { organisation, id } },
        create: { organisation, id, name, email },
        update: { name, email },
      }),
    ),
  );
}

/** Gives roles in a programme from the instant named; somebody not known yet is added without a name. */
export async function upsertGrants(
  store: Store,
  organisation: string,
  grants: readonly (Omit<GrantRow, 'from' | 'until'> & { from: string; until?: string | null })[],
): Promise<void> {
  await store.prisma.$transaction(
    grants.flatMap(({ programme, person, role, items, authority, from, until = null }) => {
      const held = { items: items ?? [], authority, from, until };
      const where = { organisation, programme, person, role };
      return [
        store.prisma.person.upsert({
          where: { organisation_id: { organisation, id: person } },
          create: { organisation, id: person },
          update: {},
        }),
        store.prisma.grant.upsert({
          where: { organisation_programme_person_role: where },
          create: { ...where, ...held },
          update: held,
        }),
      ];
    }),
  );
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

import type { HeldRole, KnownPerson } from '#notify';
import { quickCommit, type Session } from '#store';

/** A notice of a live programme that nobody has made deliveries of yet. */
export type OutboxNotice = {
  organisation: string;
  programme: string;
  id: string;
  item: string;
  toRoles: string[];
  toPersons: string[];
  /** No digest may hold it back. */
  urgent: boolean;
  /** The chart of the item, and what it is about where it is an approval. */
  chart: string | null;
  subject: string | null;
  /** The role that manages the programme, and hears what nobody else would. */
  manager: string;
};

type Scoped<T> = T & { organisation: string; programme: string };

/**
 * Takes notices of live programmes from the outbox for the length of the transaction, oldest first;
 * those in other hands are left to them. A relay that a crash of the database forgets is made again:
 * the notices are then in the outbox still.
 */
export async function takeOutbox(session: Session, limit: number): Promise<OutboxNotice[]> {
  const { rows } = await session.query<OutboxNotice>({
    name: 'take-outbox',
    text: `WITH ${quickCommit}
     SELECT n.organisation, n.programme, n.id, n.item, n.to_roles AS "toRoles",
       n.to_persons AS "toPersons", coalesce((n.data ->> 'urgent')::boolean, false) AS urgent,
       i.chart, i.data ->> 'subject' AS subject, f.manager
     FROM notice n CROSS JOIN quick
     JOIN programme p ON (p.organisation, p.id) = (n.organisation, n.programme)
     JOIN definition f ON (f.organisation, f.hash) = (p.organisation, p.definition)
     LEFT JOIN item i ON (i.organisation, i.programme, i.id) = (n.organisation, n.programme, n.item)
     WHERE n.clock = 'live' AND n.relayed_at IS NULL AND p.clock = 'live'
     ORDER BY n.created_at, n.id LIMIT $1 FOR UPDATE OF n SKIP LOCKED`,
    values: [limit],
  });
  return rows;
}

/** Puts a notice back into the outbox, so that its recipients are looked up anew. */
export async function unrelay(
  session: Session,
  { organisation, programme, notice }: { organisation: string; programme: string; notice: string },
): Promise<void> {
  await session.query(
    `UPDATE notice SET relayed_at = NULL WHERE organisation = $1 AND programme = $2 AND id = $3`,
    [organisation, programme, notice],
  );
}

/** The roles held now, by the database's clock, in the programmes of some notices. */
export async function rolesHeld(
  session: Session,
  notices: readonly OutboxNotice[],
): Promise<Scoped<HeldRole>[]> {
  const { rows } = await session.query<Scoped<HeldRole>>({
    name: 'roles-held',
    text: `SELECT g.organisation, g.programme, g.person, g.role, g.items FROM "grant" g
     WHERE (g.organisation, g.programme) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       AND g."from" <= clock_timestamp() AND (g.until IS NULL OR g.until > clock_timestamp())
     ORDER BY g.person, g.role`,
    values: columns(notices, 'organisation', 'programme'),
  });
  return rows;
}

/** The roles of a programme by their names, and which of them manages it. */
type RolesNamed = { roles: Readonly<Record<string, { title: string }>>; manager: string };

/** What the roles of these programmes are called, as their definitions say it. */
export async function rolesNamed(
  session: Session,
  notices: readonly Pick<OutboxNotice, 'organisation' | 'programme'>[],
): Promise<Scoped<RolesNamed>[]> {
  const { rows } = await session.query<Scoped<RolesNamed>>(
    `SELECT p.organisation, p.id AS programme, f.document -> 'roles' AS roles, f.manager
     FROM programme p
     JOIN definition f ON (f.organisation, f.hash) = (p.organisation, p.definition)
     WHERE (p.organisation, p.id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    columns(notices, 'organisation', 'programme'),
  );
  return rows;
}

/** The people named, of all organisations that they may belong to. */
export async function peopleNamed(
  session: Session,
  organisations: readonly string[],
  persons: readonly string[],
): Promise<(KnownPerson & { organisation: string })[]> {
  const { rows } = await session.query<KnownPerson & { organisation: string }>({
    name: 'people-named',
    text: `SELECT organisation, id, name, email FROM person
     WHERE organisation = ANY ($1) AND id = ANY ($2)`,
    values: [organisations, persons],
  });
  return rows;
}

const columns = (
  notices: readonly Pick<OutboxNotice, 'organisation' | 'programme'>[],
  ...names: ('organisation' | 'programme')[]
) => names.map((name) => notices.map((each) => each[name]));

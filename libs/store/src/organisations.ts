import type { Head, SealedEntry } from '#ledger';
import type { Definition } from '#programme';
import type { Session, Store } from './connect.js';

/** Makes the organisation unless it is there; an existing title stays. */
export async function ensureOrganisation(
  session: Session,
  { id, title }: { id: string; title: string },
): Promise<void> {
  await session.query(
    'INSERT INTO organisation (id, title) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING',
    [id, title],
  );
}

/** Organisations by id. */
export async function listOrganisations(store: Store): Promise<{ id: string; title: string }[]> {
  return store.prisma.organisation.findMany({
    select: { id: true, title: true },
    orderBy: { id: 'asc' },
  });
}

/** The end of the organisation's own chain, and the time of its last entry. */
export type OrganisationHead = { head: Head; lastRecordedAt: string | null };

/** Locks the organisation's chain until the transaction ends; throws when there is no organisation. */
export async function lockOrganisation(session: Session, id: string): Promise<OrganisationHead> {
  const { rows } = await session.query<{
    sequence: number;
    hash: string;
    lastRecordedAt: string | null;
  }>(
    `SELECT version AS sequence, head AS hash, last_recorded_at AS "lastRecordedAt"
     FROM organisation WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`there is no organisation "${id}"; make it first`);
  const { lastRecordedAt, ...head } = found;
  return { head, lastRecordedAt };
}

/** Where the organisation's own chain ends; null when there is no organisation. */
export async function organisationHead(store: Store, id: string): Promise<Head | null> {
  const found = await store.prisma.organisation.findUnique({ where: { id } });
  return found === null ? null : { sequence: Number(found.version), hash: found.head };
}

/** Appends one entry to the organisation's own chain, whose lock is held. */
export async function appendToOrganisation(session: Session, sealed: SealedEntry): Promise<void> {
  const { entry, hash, canonical } = sealed;
  await session.query(
    `WITH chain AS (
       UPDATE organisation SET version = $2, head = $3, last_recorded_at = $4
       WHERE id = $1 AND version = $2 - 1 RETURNING id
     ), dirty AS (
       INSERT INTO log_dirty (organisation, programme, stream) SELECT id, '', 'history' FROM chain
     )
     INSERT INTO entry (organisation, programme, stream, sequence, hash, canonical)
     SELECT id, '', 'history', $2, $3, $5 FROM chain`,
    [entry.organisation, entry.sequence, hash, entry.recordedAt, canonical],
  );
}

/** A published definition without its text. */
export type DefinitionRow = {
  organisation: string;
  hash: string;
  name: string;
  title: string;
  publishedAt: string;
  publishedBy: string;
};

/** Stores a definition version; false when this very version is published already. */
export async function insertDefinition(
  session: Session,
  row: Omit<DefinitionRow, 'publishedAt'>,
  document: Definition,
): Promise<boolean> {
  const { rowCount } = await session.query(
    `INSERT INTO definition (organisation, hash, name, title, document, published_by)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organisation, hash) DO NOTHING`,
    [row.organisation, row.hash, row.name, row.title, JSON.stringify(document), row.publishedBy],
  );
  return rowCount === 1;
}

/** The document of a definition version, keys in the order published; null when there is none. */
export async function definitionByHash(
  session: Session,
  organisation: string,
  hash: string,
): Promise<object | null> {
  const { rows } = await session.query<{ document: object }>(
    'SELECT document FROM definition WHERE organisation = $1 AND hash = $2',
    [organisation, hash],
  );
  return rows[0]?.document ?? null;
}

/** The definition versions of an organisation, newest first. */
export async function listDefinitions(
  store: Store,
  organisation: string,
): Promise<DefinitionRow[]> {
  const rows = await store.prisma.definition.findMany({
    where: { organisation },
    omit: { document: true, delegations: true },
    orderBy: [{ publishedAt: 'desc' }, { hash: 'asc' }],
  });
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}

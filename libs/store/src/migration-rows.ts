import type { JsonObject } from '#programme';
import type { Session } from './connect.js';

/** A request to move programmes to another version. */
export type MigrationRow = {
  organisation: string;
  id: string;
  definition: string;
  dryRun: boolean;
  requestedBy: string;
  requestedAt: string;
};

export type MigrationStatus = 'asked' | 'ready' | 'blocked' | 'applied' | 'stale' | 'failed';

/** One programme of a request. All but the name and status are null until it is previewed. */
export type MigrationProgrammeRow = {
  programme: string;
  status: MigrationStatus;
  fromDefinition: string | null;
  head: string | null;
  digest: string | null;
  summary: JsonObject | null;
  appliedBy: string | null;
  appliedAt: string | null;
  sequence: number | null;
  /** Why it failed. */
  reason: string | null;
};

/** Stores a request for the programmes named. Run it in a transaction. */
export async function insertMigration(
  session: Session,
  row: Omit<MigrationRow, 'requestedAt'>,
  programmes: readonly string[],
): Promise<void> {
  const { organisation, id, definition, dryRun, requestedBy } = row;
  await session.query(
    `INSERT INTO migration_request (organisation, id, definition, dry_run, requested_by)
     VALUES ($1, $2, $3, $4, $5)`,
    [organisation, id, definition, dryRun, requestedBy],
  );
  await session.query(
    `INSERT INTO migration_programme (organisation, migration, programme, requested_by, status)
     SELECT $1, $2, programme, $3, 'asked' FROM unnest($4::text[]) AS programme`,
    [organisation, id, requestedBy, programmes],
  );
}

/** A request of an organisation by its id; null when there is none. */
export async function readMigration(
  session: Session,
  { organisation, id }: Pick<MigrationRow, 'organisation' | 'id'>,
): Promise<MigrationRow | null> {
  const { rows } = await session.query<MigrationRow>(
    `SELECT organisation, id, definition, dry_run AS "dryRun", requested_by AS "requestedBy",
       requested_at AS "requestedAt" FROM migration_request
     WHERE organisation = $1 AND id = $2`,
    [organisation, id],
  );
  return rows[0] ?? null;
}

/** Which of the programmes of a request: of those named, of one state or of any, from the one after an id. */
export type MigrationPart = {
  among: readonly string[];
  status?: MigrationStatus | undefined;
  after?: string;
  limit: number;
};

/** Programmes of a request by id, at most so many. */
export async function listMigrationProgrammes(
  session: Session,
  { organisation, id }: Pick<MigrationRow, 'organisation' | 'id'>,
  { among, status, after = '', limit }: MigrationPart,
): Promise<MigrationProgrammeRow[]> {
  const { rows } = await session.query<MigrationProgrammeRow>(
    `SELECT programme, status, from_definition AS "fromDefinition", head, digest, summary,
       applied_by AS "appliedBy", applied_at AS "appliedAt", sequence, reason
     FROM migration_programme
     WHERE organisation = $1 AND migration = $2 AND ($3::text IS NULL OR status = $3)
       AND programme > $4 AND programme = ANY($5)
     ORDER BY programme LIMIT $6`,
    [organisation, id, status, after, among, limit],
  );
  return rows;
}

/** How many of the programmes named a request has in each state; states without any are left out. */
export async function countMigrationProgrammes(
  session: Session,
  { organisation, id }: Pick<MigrationRow, 'organisation' | 'id'>,
  among: readonly string[],
): Promise<{ status: MigrationStatus; programmes: number }[]> {
  const { rows } = await session.query<{ status: MigrationStatus; programmes: number }>(
    `SELECT status, count(*)::int AS programmes FROM migration_programme
     WHERE organisation = $1 AND migration = $2 AND programme = ANY($3)
     GROUP BY status ORDER BY status`,
    [organisation, id, among],
  );
  return rows;
}

/** Keeps what the preview of one programme came to. */
export async function keepPreview(
  session: Session,
  { organisation, id }: Pick<MigrationRow, 'organisation' | 'id'>,
  row: Pick<MigrationProgrammeRow, 'programme' | 'status' | 'summary'> & {
    fromDefinition: string;
    head: string;
    digest: string;
  },
): Promise<void> {
  const { programme, status, fromDefinition, head, digest, summary } = row;
  await session.query(
    `UPDATE migration_programme
     SET status = $4, from_definition = $5, head = $6, digest = $7, summary = $8
     WHERE organisation = $1 AND migration = $2 AND programme = $3 AND status = 'asked'`,
    [organisation, id, programme, status, fromDefinition, head, digest, JSON.stringify(summary)],
  );
}

/** Notes what applying it came to: `stale`, or `applied` by whom and as which entry. */
export async function settleMigration(
  session: Session,
  { organisation, id }: Pick<MigrationRow, 'organisation' | 'id'>,
  programme: string,
  settled: { status: 'stale' } | { status: 'applied'; by: string; sequence: number },
): Promise<void> {
  const by = settled.status === 'applied' ? settled.by : null;
  const sequence = settled.status === 'applied' ? settled.sequence : null;
  await session.query(
    `UPDATE migration_programme
     SET status = $4, applied_by = $5, sequence = $6,
         applied_at = CASE WHEN $5::text IS NULL THEN NULL ELSE now() END
     WHERE organisation = $1 AND migration = $2 AND programme = $3 AND status = 'ready'`,
    [organisation, id, programme, settled.status, by, sequence],
  );
}

/** Notes that a programme cannot be previewed or applied, and why; the rest of the request goes on. */
export async function failMigration(
  session: Session,
  { organisation, id }: Pick<MigrationRow, 'organisation' | 'id'>,
  programme: string,
  reason: string,
): Promise<void> {
  await session.query(
    `UPDATE migration_programme SET status = 'failed', reason = $4
     WHERE organisation = $1 AND migration = $2 AND programme = $3 AND status IN ('asked', 'ready')`,
    [organisation, id, programme, reason],
  );
}

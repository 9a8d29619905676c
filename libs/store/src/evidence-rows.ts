import type { Session, Store } from './connect.js';

/** A file of evidence, as a programme calls it. `sha256` is 64 lower-case hexadecimal digits. */
export type EvidenceRow = {
  sha256: string;
  name: string;
  title: string;
  mediaType: string;
  /** In bytes. */
  size: number;
  addedBy: string;
  addedAt: string;
};

/** Where a file is looked for: the organisation is part of every key. */
export type EvidencePlace = { organisation: string; programme: string };

/** Keeps a content in the database, or (`bytes` null) notes that it is kept elsewhere; once for each organisation. */
export async function insertEvidenceContent(
  session: Session,
  { organisation, sha256, size }: { organisation: string; sha256: string; size: number },
  bytes: Buffer | null,
): Promise<void> {
  await session.query(
    `INSERT INTO evidence_content (organisation, sha256, size, bytes) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organisation, sha256) DO NOTHING`,
    [organisation, sha256, size, bytes],
  );
}

/** Whether the organisation has this content already. */
export async function hasEvidenceContent(
  session: Session,
  organisation: string,
  sha256: string,
): Promise<boolean> {
  const { rowCount } = await session.query(
    'SELECT 1 FROM evidence_content WHERE organisation = $1 AND sha256 = $2',
    [organisation, sha256],
  );
  return rowCount === 1;
}

/** Names a content in a programme; false when the programme has it already, under the name it then got. */
export async function insertEvidenceFile(
  session: Session,
  { organisation, programme }: EvidencePlace,
  file: Omit<EvidenceRow, 'size' | 'addedAt'>,
): Promise<boolean> {
  const { rowCount } = await session.query(
    `INSERT INTO evidence_file (organisation, programme, sha256, name, title, media_type, added_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [organisation, programme, file.sha256, file.name, file.title, file.mediaType, file.addedBy],
  );
  return rowCount === 1;
}

/**
 * The files of a programme, first added first, at most so many, those after one only (`after`, its hash);
 * of those named only, when `sha256` names any.
 */
export async function listEvidenceFiles(
  session: Session,
  {
    organisation,
    programme,
    sha256,
    after,
    limit = 1000,
  }: EvidencePlace & { sha256?: readonly string[]; after?: string; limit?: number },
): Promise<EvidenceRow[]> {
  const { rows } = await session.query<EvidenceRow>(
    `SELECT sha256, name, title, media_type AS "mediaType", size, added_by AS "addedBy",
       added_at AS "addedAt"
     FROM evidence_file JOIN evidence_content USING (organisation, sha256)
     WHERE organisation = $1 AND programme = $2 AND ($3::text[] IS NULL OR sha256 = ANY ($3))
       AND ($4::text IS NULL OR (added_at, sha256) > (
         SELECT last.added_at, last.sha256 FROM evidence_file last
         WHERE last.organisation = $1 AND last.programme = $2 AND last.sha256 = $4))
     ORDER BY added_at, sha256 LIMIT $5`,
    [organisation, programme, sha256 ?? null, after ?? null, limit],
  );
  return rows;
}

const PART_BYTES = 256 * 1024;

/** The content, a part at a time; null when the database does not hold it. */
export async function readEvidenceContent(
  { pool }: Store,
  organisation: string,
  sha256: string,
): Promise<AsyncIterable<Buffer> | null> {
  const part = async (from: number) => {
    const { rows } = await pool.query<{ part: Buffer | null }>(
      `SELECT substring(bytes FROM $3 FOR ${PART_BYTES}) AS part FROM evidence_content
       WHERE organisation = $1 AND sha256 = $2`,
      [organisation, sha256, from],
    );
    return rows[0]?.part ?? null;
  };
  const first = await part(1);
  return first === null ? null : partsFrom(first, part);
}

async function* partsFrom(first: Buffer, next: (from: number) => Promise<Buffer | null>) {
  let from = 1;
  for (let part: Buffer | null = first; part !== null && part.length > 0; part = await next(from)) {
    yield part;
    from += part.length;
    if (part.length < PART_BYTES) return;
  }
}

import type { Session } from './connect.js';

const entry = 'SELECT organisation, programme, stream, sequence, hash, canonical FROM entry';

/** Every entry, as they lie in the table: organisation, programme, stream, sequence, hash, canonical text. */
export const entriesAsStored = entry;

/** The same in the order of their chains. */
export const entriesInOrder = `${entry} ORDER BY organisation, programme, stream, sequence`;

/**
 * The leaves from one position to before another (null: to the end) in order: organisation, programme,
 * stream, sequence, position, hash.
 */
export const leavesBetween = (from: number, to: number | null): string => `
  SELECT organisation, programme, stream, sequence, position, hash FROM log_leaf
  WHERE position >= ${from} ${to === null ? '' : `AND position < ${to}`} ORDER BY position`;

/** The first leaf, of this chain or of any, that is not the hash of its entry; null when all are. */
export async function leafUnlikeEntry(
  session: Session,
  chain: { organisation: string; programme: string; stream: string } | null,
): Promise<{
  organisation: string;
  programme: string;
  stream: string;
  sequence: number;
  hash: string;
  leaf: string;
} | null> {
  const { rows } = await session.query<{
    organisation: string;
    programme: string;
    stream: string;
    sequence: number;
    hash: string;
    leaf: string;
  }>(
    `SELECT organisation, programme, stream, sequence, e.hash, l.hash AS leaf FROM entry e
     JOIN log_leaf l USING (organisation, programme, stream, sequence)
     WHERE ($1::text IS NULL OR (organisation, programme, stream) = ($1, $2, $3))
       AND e.hash <> l.hash
     ORDER BY l.position LIMIT 1`,
    [chain?.organisation, chain?.programme, chain?.stream],
  );
  return rows[0] ?? null;
}

/** The checkpoints after one, in the order in which they were made; at most so many. */
export async function checkpointsFrom(
  session: Session,
  { id, limit }: { id: number; limit: number },
): Promise<{ id: number; size: number; note: string }[]> {
  const { rows } = await session.query<{ id: number; size: number; note: string }>(
    'SELECT id, size, note FROM log_checkpoint WHERE id > $1 ORDER BY id LIMIT $2',
    [id, limit],
  );
  return rows;
}

/** What came of going through the whole log last. */
export type LogVerification = { verifiedAt: string; size: number; problem: string | null };

export async function readLogVerification(session: Session): Promise<LogVerification | null> {
  const { rows } = await session.query<LogVerification>(
    `SELECT verified_at AS "verifiedAt", verified_size AS size, verified_problem AS problem
     FROM log_state WHERE id = 1 AND verified_at IS NOT NULL`,
  );
  return rows[0] ?? null;
}

/**
 * Claims going through the log, if it has leaves and was not gone through since two o'clock last night
 * (UTC). Other workers leave it alone for six hours.
 */
export async function claimLogVerification(session: Session): Promise<boolean> {
  const { rowCount } = await session.query(
    `UPDATE log_state SET verify_claimed_at = clock_timestamp()
     WHERE id = 1 AND size > 0
       AND (verify_claimed_at IS NULL OR verify_claimed_at < clock_timestamp() - interval '6 hours')
       AND (verified_at IS NULL OR verified_at <
         (date_trunc('day', clock_timestamp() AT TIME ZONE 'UTC' - interval '2 hours')
           + interval '2 hours') AT TIME ZONE 'UTC')`,
  );
  return rowCount === 1;
}

/** Keeps what came of it. */
export async function keepLogVerification(
  session: Session,
  { size, problem }: Omit<LogVerification, 'verifiedAt'>,
): Promise<void> {
  await session.query(
    `UPDATE log_state SET verified_at = clock_timestamp(), verify_claimed_at = NULL,
       verified_size = $1, verified_problem = $2 WHERE id = 1`,
    [size, problem],
  );
}

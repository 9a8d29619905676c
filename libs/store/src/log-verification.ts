import type { Session } from './connect.js';

/**
 * Every entry in the order of its chain, with the leaf that the log has for it: organisation, programme,
 * stream, sequence, hash, canonical text, hash of the leaf (null: none).
 */
export const entriesWithLeaves = `
  SELECT e.organisation, e.programme, e.stream, e.sequence, e.hash, e.canonical, l.hash
  FROM entry e LEFT JOIN log_leaf l
    ON (l.organisation, l.programme, l.stream, l.sequence)
      = (e.organisation, e.programme, e.stream, e.sequence)
  ORDER BY e.organisation, e.programme, e.stream, e.sequence`;

/** Every leaf in order: its position, and its hash. */
export const leavesInOrder = 'SELECT position, hash FROM log_leaf ORDER BY position';

/** A leaf without an entry: one that was taken away. Null when there is none. */
export async function leafWithoutEntry(
  session: Session,
): Promise<{ organisation: string; programme: string; stream: string; sequence: number } | null> {
  const { rows } = await session.query<{
    organisation: string;
    programme: string;
    stream: string;
    sequence: number;
  }>(
    `SELECT l.organisation, l.programme, l.stream, l.sequence FROM log_leaf l
     WHERE NOT EXISTS (SELECT FROM entry e
       WHERE (e.organisation, e.programme, e.stream, e.sequence)
         = (l.organisation, l.programme, l.stream, l.sequence))
     ORDER BY l.position LIMIT 1`,
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

import type { Session } from './connect.js';

/** A place outside where checkpoints are kept, and how that goes. Instants are text. */
export type LogAnchorRow = {
  name: string;
  /** Where it is, without passwords. */
  place: string;
  /** Leaves of the checkpoint kept there last. */
  size: number | null;
  anchoredAt: string | null;
  triedAt: string | null;
  failingSince: string | null;
  problem: string | null;
};

/** The places that were ever set up, by name. */
export async function listAnchors(session: Session): Promise<LogAnchorRow[]> {
  const { rows } = await session.query<LogAnchorRow>(
    `SELECT name, place, size, anchored_at AS "anchoredAt", tried_at AS "triedAt",
       failing_since AS "failingSince", problem
     FROM log_anchor ORDER BY name`,
  );
  return rows;
}

/**
 * Whether an anchor is to be tried now, by the database's clock: it has not kept this size, was last
 * kept `everySeconds` ago or longer, and was not tried within the last `retrySeconds`. Notes that it is,
 * so that no other process tries as well.
 */
export async function claimAnchor(
  session: Session,
  { name, place }: Pick<LogAnchorRow, 'name' | 'place'>,
  due: { size: number; everySeconds: number; retrySeconds: number },
): Promise<boolean> {
  const { rowCount } = await session.query(
    `INSERT INTO log_anchor AS a (name, place, tried_at) VALUES ($1, $2, clock_timestamp())
     ON CONFLICT (name) DO UPDATE SET place = $2, tried_at = clock_timestamp()
     WHERE (a.size IS DISTINCT FROM $3 OR a.place <> $2)
       AND (a.anchored_at IS NULL OR a.place <> $2 OR a.problem IS NOT NULL
         OR a.anchored_at <= clock_timestamp() - $4 * interval '1 second')
       AND (a.tried_at IS NULL OR a.place <> $2
         OR a.tried_at <= clock_timestamp() - $5 * interval '1 second')`,
    [name, place, due.size, due.everySeconds, due.retrySeconds],
  );
  return rowCount === 1;
}

/** Notes what came of it: kept at this size, or (`problem`) why not. */
export async function keepAnchored(
  session: Session,
  name: string,
  came: { size: number } | { problem: string },
): Promise<void> {
  if ('size' in came) {
    await session.query(
      `UPDATE log_anchor SET size = $2, anchored_at = clock_timestamp(), failing_since = NULL,
         problem = NULL
       WHERE name = $1`,
      [name, came.size],
    );
    return;
  }
  await session.query(
    `UPDATE log_anchor SET problem = $2, failing_since = coalesce(failing_since, clock_timestamp())
     WHERE name = $1`,
    [name, came.problem],
  );
}

import type { MorningMilestone } from '#programme';
import type { Session } from './connect.js';

/** What the last daily check of a programme came to. Instants are `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type CheckRow = {
  organisation: string;
  programme: string;
  /** When the next is due; null: never, as of one that has ended. */
  dueAt: string | null;
  /** Null until the first check. */
  checkedAt: string | null;
  /** The local day that it was made for. */
  day: string | null;
  milestones: MorningMilestone[];
  /** Ids of what was wrong with the data. */
  findings: string[];
};

/** A check that is to be made now. */
export type DueCheck = CheckRow & { dueAt: string };

const columns = `organisation, programme, due_at AS "dueAt", checked_at AS "checkedAt", day,
  milestones, findings`;

/** How long a check that a worker has taken up is left to it. */
const CLAIM_SECONDS = 60;

/**
 * Sees to it that every live programme is checked, from now on: those without a row get one (from the
 * moment they open they have it), and so do those that had ended and have gone on since.
 */
export async function ensureChecks(session: Session): Promise<void> {
  await session.query(`
    INSERT INTO programme_check AS c (organisation, programme, due_at)
    SELECT organisation, id, clock_timestamp() FROM programme p
    WHERE clock = 'live' AND NOT EXISTS (SELECT FROM programme_check c
      WHERE (c.organisation, c.programme) = (p.organisation, p.id)
        AND (c.due_at IS NOT NULL OR c.checked_at >= p.last_recorded_at))
    ON CONFLICT (organisation, programme) DO UPDATE SET due_at = excluded.due_at
      WHERE c.due_at IS NULL`);
}

/** Claims checks that are due by the database's clock, at most `limit`; other workers leave them alone. */
export async function claimDueChecks(session: Session, limit: number): Promise<DueCheck[]> {
  const { rows } = await session.query<DueCheck>(
    `WITH due AS (
      SELECT organisation AS o, programme AS p FROM programme_check
      WHERE due_at <= clock_timestamp()
        AND (claimed_at IS NULL OR claimed_at < clock_timestamp() - $2 * interval '1 second')
      ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    UPDATE programme_check SET claimed_at = clock_timestamp() FROM due
    WHERE organisation = o AND programme = p
    RETURNING ${columns}`,
    [limit, CLAIM_SECONDS],
  );
  return rows;
}

/** Whether a check that was due then is still to be made: no other worker has kept it since. */
export async function isCheckDue(
  session: Session,
  { organisation, programme, dueAt }: Pick<DueCheck, 'organisation' | 'programme' | 'dueAt'>,
): Promise<boolean> {
  const { rowCount } = await session.query(
    `SELECT FROM programme_check WHERE organisation = $1 AND programme = $2 AND due_at = $3`,
    [organisation, programme, dueAt],
  );
  return rowCount === 1;
}

/** Keeps what a check came to, and when the next is due. */
export async function keepCheck(session: Session, row: CheckRow): Promise<void> {
  await session.query(
    `UPDATE programme_check SET due_at = $3, checked_at = $4, day = $5, milestones = $6,
       findings = $7, claimed_at = NULL
     WHERE organisation = $1 AND programme = $2`,
    [
      row.organisation,
      row.programme,
      row.dueAt,
      row.checkedAt,
      row.day,
      JSON.stringify(row.milestones),
      JSON.stringify(row.findings),
    ],
  );
}

/** The last checks of some programmes; those that were never checked are left out. */
export async function listChecks(
  session: Session,
  named: readonly { organisation: string; programme: string }[],
): Promise<CheckRow[]> {
  const { rows } = await session.query<CheckRow>(
    `SELECT ${columns} FROM programme_check
     WHERE checked_at IS NOT NULL
       AND (organisation, programme) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [named.map((each) => each.organisation), named.map((each) => each.programme)],
  );
  return rows;
}

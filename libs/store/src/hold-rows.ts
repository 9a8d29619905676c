import type { Session } from './connect.js';

/** A legal hold on a programme; in force until it is lifted. */
export type HoldRow = {
  organisation: string;
  programme: string;
  id: string;
  reason: string;
  placedBy: string;
  placedAt: string;
  liftedBy: string | null;
  liftedAt: string | null;
};

type Place = Pick<HoldRow, 'organisation' | 'programme'>;

/** Places a hold. Run it in the transaction that records it. */
export async function insertHold(
  session: Session,
  {
    organisation,
    programme,
    id,
    reason,
    placedBy,
  }: Omit<HoldRow, 'placedAt' | 'liftedBy' | 'liftedAt'>,
): Promise<void> {
  // Whoever erases has the programme locked: a hold comes before that, or after it.
  await session.query('SELECT 1 FROM programme WHERE organisation = $1 AND id = $2 FOR UPDATE', [
    organisation,
    programme,
  ]);
  await session.query(
    `INSERT INTO legal_hold (organisation, programme, id, reason, placed_by)
     VALUES ($1, $2, $3, $4, $5)`,
    [organisation, programme, id, reason, placedBy],
  );
}

/** Lifts a hold; false when there is none of that id in force. */
export async function liftHoldRow(
  session: Session,
  { organisation, programme, id, liftedBy }: Place & { id: string; liftedBy: string },
): Promise<boolean> {
  const { rowCount } = await session.query(
    `UPDATE legal_hold SET lifted_by = $4, lifted_at = clock_timestamp()
     WHERE organisation = $1 AND programme = $2 AND id = $3 AND lifted_at IS NULL`,
    [organisation, programme, id, liftedBy],
  );
  return rowCount === 1;
}

/** The holds of a programme, those that were lifted as well; the newest first. */
export async function listHolds(
  session: Session,
  { organisation, programme }: Place,
): Promise<HoldRow[]> {
  const { rows } = await session.query<HoldRow>(
    `SELECT organisation, programme, id, reason, placed_by AS "placedBy", placed_at AS "placedAt",
       lifted_by AS "liftedBy", lifted_at AS "liftedAt"
     FROM legal_hold WHERE organisation = $1 AND programme = $2
     ORDER BY placed_at DESC, id`,
    [organisation, programme],
  );
  return rows;
}

/** Whether a hold is in force on the programme. */
export async function isOnHold(
  session: Session,
  { organisation, programme }: Place,
): Promise<boolean> {
  const { rows } = await session.query<{ held: boolean }>(
    `SELECT EXISTS (SELECT FROM legal_hold
       WHERE organisation = $1 AND programme = $2 AND lifted_at IS NULL) AS held`,
    [organisation, programme],
  );
  return rows[0]?.held === true;
}

import type { ProgrammeState } from '#programme';
import type { Session } from './connect.js';

/** A programme as it stood after an entry, by the sequence, hash and time of record of that entry. */
export type Snapshot = {
  sequence: number;
  hash: string;
  recordedAt: string;
  state: ProgrammeState;
};

type Of = { organisation: string; programme: string };

/**
 * The way that states are folded and written: raise it when either changes, and older snapshots are
 * made anew.
 */
const VERSION = 1;

/** The last snapshot of what was recorded before an instant; one whose entry has another hash is none. */
export async function snapshotBefore(
  session: Session,
  { organisation, programme }: Of,
  before: string,
): Promise<Snapshot | null> {
  const { rows } = await session.query<Snapshot>(
    `SELECT s.sequence, s.hash, s.recorded_at AS "recordedAt", s.state
     FROM programme_snapshot s
     JOIN entry e ON (e.organisation, e.programme, e.stream, e.sequence, e.hash)
       = (s.organisation, s.programme, 'history', s.sequence, s.hash)
     WHERE s.organisation = $1 AND s.programme = $2 AND s.version = $3
       AND s.recorded_at < $4 AND e.recorded_at < $4
     ORDER BY s.sequence DESC LIMIT 1`,
    [organisation, programme, VERSION, before],
  );
  return rows[0] ?? null;
}

/** The snapshot after this very entry, whatever it says; null when there is none of this version. */
export async function snapshotAt(
  session: Session,
  { organisation, programme }: Of,
  sequence: number,
): Promise<Snapshot | null> {
  const { rows } = await session.query<Snapshot>(
    `SELECT sequence, hash, recorded_at AS "recordedAt", state FROM programme_snapshot
     WHERE organisation = $1 AND programme = $2 AND sequence = $3 AND version = $4`,
    [organisation, programme, sequence, VERSION],
  );
  return rows[0] ?? null;
}

/** The entry of the last redaction of a programme; 0 when nothing of it was ever erased. */
export async function lastRedacted(
  session: Session,
  { organisation, programme }: Of,
): Promise<number> {
  const { rows } = await session.query<{ last: number }>(
    `SELECT coalesce(max(sequence), 0) AS last FROM redaction
     WHERE organisation = $1 AND programme = $2`,
    [organisation, programme],
  );
  return rows[0]?.last ?? 0;
}

/**
 * Keeps a snapshot in place of the one there may be after that entry. Not when texts were erased since
 * it was begun to be made (`redacted` was the last redaction then): it might hold them.
 */
export async function keepSnapshot(
  session: Session,
  { organisation, programme }: Of,
  { sequence, hash, recordedAt, state }: Snapshot,
  redacted: number,
): Promise<void> {
  await session.query(
    `INSERT INTO programme_snapshot (organisation, programme, sequence, hash, recorded_at, version, state)
     SELECT $1::text, $2::text, $3::bigint, $4, $5, $6::int, $7::json
     WHERE $8::bigint = (SELECT coalesce(max(r.sequence), 0) FROM redaction r
       WHERE r.organisation = $1 AND r.programme = $2)
     ON CONFLICT (organisation, programme, sequence) DO UPDATE SET hash = excluded.hash,
       recorded_at = excluded.recorded_at, version = excluded.version, state = excluded.state,
       made_at = clock_timestamp()`,
    [organisation, programme, sequence, hash, recordedAt, VERSION, JSON.stringify(state), redacted],
  );
}

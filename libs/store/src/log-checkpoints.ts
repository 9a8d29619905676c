import type { Session } from './connect.js';

/** A signed checkpoint as it is kept. */
export type CheckpointRow = { id: number; size: number; note: string; madeAt: string };

/** A public key of the log, in its usual written form. */
export type LogKeyRow = { fingerprint: string; key: string; addedAt: string };

const columns = 'id, size, note, made_at AS "madeAt"';

/** The checkpoint made last; null before the first. */
export async function lastCheckpoint(session: Session): Promise<CheckpointRow | null> {
  const { rows } = await session.query<CheckpointRow>(
    `SELECT ${columns} FROM log_checkpoint ORDER BY id DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

/** The first checkpoint that covers so many leaves; null when none does. */
export async function checkpointCovering(
  session: Session,
  size: number,
): Promise<CheckpointRow | null> {
  const { rows } = await session.query<CheckpointRow>(
    `SELECT ${columns} FROM log_checkpoint WHERE size >= $1 ORDER BY id LIMIT 1`,
    [size],
  );
  return rows[0] ?? null;
}

/** Checkpoints, newest first, those before `before`. */
export async function listCheckpoints(
  session: Session,
  { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number; limit: number },
): Promise<CheckpointRow[]> {
  const { rows } = await session.query<CheckpointRow>(
    `SELECT ${columns} FROM log_checkpoint WHERE id < $1 ORDER BY id DESC LIMIT $2`,
    [before, limit],
  );
  return rows;
}

/** Keeps a checkpoint for ever; whoever asked for one has it. */
export async function keepCheckpoint(
  session: Session,
  { origin, size, note }: { origin: string; size: number; note: string },
): Promise<void> {
  await session.query('INSERT INTO log_checkpoint (size, note) VALUES ($1, $2)', [size, note]);
  await session.query('UPDATE log_state SET origin = $1, asked_at = NULL WHERE id = 1', [origin]);
}

/** Asks for a checkpoint at once, rather than when the next is due. */
export async function askForCheckpoint(session: Session): Promise<void> {
  await session.query(
    'UPDATE log_state SET asked_at = clock_timestamp() WHERE id = 1 AND asked_at IS NULL',
  );
}

/** Notes that whoever asked for a checkpoint has one. */
export async function answerAsked(session: Session): Promise<void> {
  await session.query('UPDATE log_state SET asked_at = NULL WHERE id = 1');
}

/** The public keys of the log, the first first. */
export async function listLogKeys(session: Session): Promise<LogKeyRow[]> {
  const { rows } = await session.query<LogKeyRow>(
    'SELECT fingerprint, key, added_at AS "addedAt" FROM log_key ORDER BY added_at, fingerprint',
  );
  return rows;
}

/** Keeps a public key for ever; one that is known stays as it is. */
export async function keepLogKey(
  session: Session,
  { fingerprint, key }: Omit<LogKeyRow, 'addedAt'>,
): Promise<void> {
  await session.query(
    'INSERT INTO log_key (fingerprint, key) VALUES ($1, $2) ON CONFLICT (fingerprint) DO NOTHING',
    [fingerprint, key],
  );
}

/** Organisations whose own chain does not tell of the key yet. */
export async function organisationsNotTold(
  session: Session,
  fingerprint: string,
): Promise<string[]> {
  const { rows } = await session.query<{ id: string }>(
    `SELECT o.id FROM organisation o
     LEFT JOIN log_key_told t ON t.organisation = o.id AND t.fingerprint = $1
     WHERE t.organisation IS NULL ORDER BY o.id`,
    [fingerprint],
  );
  return rows.map(({ id }) => id);
}

/** Notes that the organisation's own chain tells of the key; false when it was noted before. */
export async function keepTold(
  session: Session,
  fingerprint: string,
  organisation: string,
): Promise<boolean> {
  const { rowCount } = await session.query(
    'INSERT INTO log_key_told (fingerprint, organisation) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [fingerprint, organisation],
  );
  return rowCount === 1;
}

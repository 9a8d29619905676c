import type { Stream } from '#ledger';
import type { JsonObject } from '#programme';
import type { Session } from './connect.js';

/** A request to erase texts of a programme, and what became of it. */
export type RedactionRow = {
  organisation: string;
  programme: string;
  id: string;
  reason: string;
  requestedBy: string;
  requestedAt: string;
  withdrawnBy: string | null;
  withdrawnAt: string | null;
  appliedBy: string | null;
  appliedAt: string | null;
  /** Of the entry that tells of it; null until it is applied. */
  sequence: number | null;
  /** How many texts it names. */
  texts: number;
};

export type RedactionKey = Pick<RedactionRow, 'organisation' | 'programme' | 'id'>;

/** Where a text stands. */
export type TextPlace = { stream: Stream; sequence: number; pointer: string };

/** Texts asked for: one by its pointer, or all of an entry. */
export type TextsOf = Omit<TextPlace, 'pointer'> & { pointer: string | null };

const columns = `organisation, programme, id, reason, requested_by AS "requestedBy",
  requested_at AS "requestedAt", withdrawn_by AS "withdrawnBy", withdrawn_at AS "withdrawnAt",
  applied_by AS "appliedBy", applied_at AS "appliedAt", sequence,
  (SELECT count(*)::int FROM redaction_text t
   WHERE (t.organisation, t.programme, t.redaction) = (r.organisation, r.programme, r.id)) AS texts`;

/**
 * Stores a request for these texts, or for `all` that the programme has now. Gives which of them are
 * not there: then nothing of it may be kept, and the caller rolls back.
 */
export async function insertRedaction(
  session: Session,
  row: Pick<RedactionRow, 'organisation' | 'programme' | 'id' | 'reason' | 'requestedBy'>,
  texts: readonly TextsOf[] | 'all',
): Promise<TextsOf[]> {
  const { organisation, programme, id, reason, requestedBy } = row;
  await session.query(
    `INSERT INTO redaction (organisation, programme, id, reason, requested_by)
     VALUES ($1, $2, $3, $4, $5)`,
    [organisation, programme, id, reason, requestedBy],
  );
  if (texts === 'all') {
    await session.query(
      `INSERT INTO redaction_text (organisation, programme, redaction, stream, sequence, pointer)
       SELECT organisation, programme, $3, stream, sequence, pointer FROM private_text
       WHERE organisation = $1 AND programme = $2`,
      [organisation, programme, id],
    );
    return [];
  }
  const { rows } = await session.query<{ n: number }>(
    `WITH asked AS (
       SELECT * FROM json_to_recordset($4) AS a (n int, stream text, sequence bigint, pointer text)
     ), found AS (
       SELECT a.n, t.stream, t.sequence, t.pointer FROM asked a
       JOIN private_text t ON t.organisation = $1 AND t.programme = $2 AND t.stream = a.stream
         AND t.sequence = a.sequence AND (a.pointer IS NULL OR t.pointer = a.pointer)
     ), kept AS (
       INSERT INTO redaction_text (organisation, programme, redaction, stream, sequence, pointer)
       SELECT DISTINCT $1, $2, $3, stream, sequence, pointer FROM found
     )
     SELECT n FROM asked WHERE n NOT IN (SELECT n FROM found) ORDER BY n`,
    [organisation, programme, id, JSON.stringify(texts.map((text, n) => ({ n, ...text })))],
  );
  return rows.flatMap(({ n }) => texts[n] ?? []);
}

/** A request of a programme by its id; null when there is none. */
export async function readRedaction(
  session: Session,
  { organisation, programme, id }: RedactionKey,
): Promise<RedactionRow | null> {
  const { rows } = await session.query<RedactionRow>(
    `SELECT ${columns} FROM redaction r WHERE organisation = $1 AND programme = $2 AND id = $3`,
    [organisation, programme, id],
  );
  return rows[0] ?? null;
}

/** The newest requests of a programme, at most so many. */
export async function listRedactions(
  session: Session,
  { organisation, programme }: Omit<RedactionKey, 'id'>,
  limit: number,
): Promise<RedactionRow[]> {
  const { rows } = await session.query<RedactionRow>(
    `SELECT ${columns} FROM redaction r WHERE organisation = $1 AND programme = $2
     ORDER BY requested_at DESC, id LIMIT $3`,
    [organisation, programme, limit],
  );
  return rows;
}

/** Where the texts of a request stand, in order; at most so many. */
export async function listRedactionTexts(
  session: Session,
  { organisation, programme, id }: RedactionKey,
  limit: number | null = null,
): Promise<TextPlace[]> {
  const { rows } = await session.query<TextPlace>(
    `SELECT stream, sequence, pointer FROM redaction_text
     WHERE organisation = $1 AND programme = $2 AND redaction = $3
     ORDER BY stream, sequence, pointer LIMIT $4`,
    [organisation, programme, id, limit],
  );
  return rows;
}

/** Withdraws a request; false when it is not open. */
export async function withdrawRedaction(
  session: Session,
  { organisation, programme, id }: RedactionKey,
  person: string,
): Promise<boolean> {
  const { rowCount } = await session.query(
    `UPDATE redaction SET withdrawn_by = $4, withdrawn_at = clock_timestamp()
     WHERE organisation = $1 AND programme = $2 AND id = $3
       AND withdrawn_at IS NULL AND applied_at IS NULL`,
    [organisation, programme, id, person],
  );
  return rowCount === 1;
}

/** What the texts of a request say, as far as they are still there. */
export async function textsToErase(
  session: Session,
  { organisation, programme, id }: RedactionKey,
): Promise<unknown[]> {
  const { rows } = await session.query<{ value: unknown }>(
    `SELECT t.value FROM redaction_text a
     JOIN private_text t USING (organisation, programme, stream, sequence, pointer)
     WHERE a.organisation = $1 AND a.programme = $2 AND a.redaction = $3`,
    [organisation, programme, id],
  );
  return rows.map(({ value }) => value);
}

/** The data of every notice of a programme, some at a time. */
export async function* noticeData(
  session: Session,
  { organisation, programme }: Omit<RedactionKey, 'id'>,
): AsyncGenerator<{ id: string; data: JsonObject }> {
  const pageSize = 1000;
  let after = '';
  for (;;) {
    const { rows } = await session.query<{ id: string; data: JsonObject }>(
      `SELECT id, data FROM notice WHERE organisation = $1 AND programme = $2 AND id > $3
       ORDER BY id LIMIT $4`,
      [organisation, programme, after, pageSize],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.id;
  }
}

/**
 * Erases the texts of a request, with all that was made of them. Run it in the transaction that writes
 * its entry. Throws when a hold is in force, when it is not open, or when whoever asked applies it.
 */
export async function eraseTexts(
  session: Session,
  { organisation, programme, id }: RedactionKey,
  by: {
    person: string;
    sequence: number;
    notices: readonly { id: string; data: JsonObject }[];
  },
): Promise<number> {
  await session.query(
    `UPDATE notice n SET data = s.data
     FROM json_to_recordset($3) AS s (id text, data json)
     WHERE n.organisation = $1 AND n.programme = $2 AND n.id = s.id`,
    [organisation, programme, JSON.stringify(by.notices)],
  );
  const { rows } = await session.query<{ erased: number }>(
    'SELECT apply_redaction($1, $2, $3, $4, $5, $6) AS erased',
    [organisation, programme, id, by.person, by.sequence, by.notices.map((notice) => notice.id)],
  );
  return rows[0]?.erased ?? 0;
}

/** A programme that has ended and still holds texts. */
export type KeptTexts = {
  programme: string;
  title: string;
  lastRecordedAt: string;
  texts: number;
  onHold: boolean;
};

/** Programmes among those named that ended, and recorded nothing since `before`, and hold texts. */
export async function textsKeptSince(
  session: Session,
  organisation: string,
  { among, before }: { among: readonly string[]; before: string },
): Promise<KeptTexts[]> {
  const { rows } = await session.query<KeptTexts>(
    `SELECT p.id AS programme, p.title, p.last_recorded_at AS "lastRecordedAt", count(*)::int AS texts,
       EXISTS (SELECT FROM legal_hold h WHERE (h.organisation, h.programme) = (p.organisation, p.id)
         AND h.lifted_at IS NULL) AS "onHold"
     FROM programme p
     JOIN programme_check c ON (c.organisation, c.programme) = (p.organisation, p.id)
     JOIN private_text t ON (t.organisation, t.programme) = (p.organisation, p.id)
     WHERE p.organisation = $1 AND p.id = ANY ($2) AND p.clock = 'live' AND c.due_at IS NULL
       AND c.checked_at IS NOT NULL AND p.last_recorded_at < $3
     GROUP BY p.organisation, p.id ORDER BY p.last_recorded_at, p.id`,
    [organisation, among, before],
  );
  return rows;
}

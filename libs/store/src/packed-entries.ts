import type { PrivateField, Stream } from '#ledger';
import type { Session } from './connect.js';

/** Which chain; `programme` null is the organisation's own. */
export type LoggedChain = { organisation: string; programme: string | null; stream: Stream };

/** Which entries of a chain: those from one sequence to another, or these. */
export type Sequences = { from: number; to: number } | { these: readonly number[] };

/** An entry by its place in the log, as it stands in the store; `canonical` is empty when it is gone. */
export type LoggedEntry = {
  position: number;
  sequence: number;
  canonical: string;
  privateFields: PrivateField[];
};

type Row = Omit<LoggedEntry, 'privateFields'> & { texts: PrivateField[] | null };

const PAGE = 500;

/** Entries of a chain in order, those among the first `size` leaves of the log, read in pages. */
export async function* loggedEntries(
  session: Session,
  { organisation, programme, stream }: LoggedChain,
  chosen: Sequences,
  size: number,
): AsyncGenerator<LoggedEntry> {
  const [from, to, these] =
    'these' in chosen
      ? [1, Number.MAX_SAFE_INTEGER, [...chosen.these]]
      : [chosen.from, chosen.to, null];
  for (let next = from; ;) {
    const { rows } = await session.query<Row>({
      name: 'log-entries',
      text: `SELECT l.position, l.sequence, coalesce(e.canonical, '') AS canonical,
          (SELECT json_agg(json_build_object('pointer', t.pointer, 'value', t.value, 'salt', t.salt)
             ORDER BY t.pointer COLLATE "C")
           FROM private_text t
           WHERE (t.organisation, t.programme, t.stream, t.sequence)
             = (l.organisation, l.programme, l.stream, l.sequence)) AS texts
        FROM log_leaf l
        LEFT JOIN entry e ON (e.organisation, e.programme, e.stream, e.sequence)
          = (l.organisation, l.programme, l.stream, l.sequence)
        WHERE l.organisation = $1 AND l.programme = $2 AND l.stream = $3
          AND l.sequence BETWEEN $4 AND $5 AND l.position < $6
          AND ($7::bigint[] IS NULL OR l.sequence = ANY ($7))
        ORDER BY l.sequence LIMIT $8`,
      values: [organisation, programme ?? '', stream, next, to, size, these, PAGE],
    });
    for (const { texts, ...row } of rows) yield { ...row, privateFields: texts ?? [] };
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    next = last.sequence + 1;
  }
}

/**
 * The sequences that a range of time needs: those recorded from `from` to before `until`, the one
 * before them and the one after. Both are instants.
 */
export async function sequencesBetween(
  session: Session,
  { organisation, programme, stream }: LoggedChain,
  { from, until }: { from: string; until: string },
): Promise<{ from: number; to: number }> {
  const { rows } = await session.query<{ before: number | null; after: number | null }>(
    `SELECT max(sequence) FILTER (WHERE recorded_at < $4) AS before,
       min(sequence) FILTER (WHERE recorded_at >= $5) AS after
     FROM entry WHERE organisation = $1 AND programme = $2 AND stream = $3`,
    [organisation, programme ?? '', stream, from, until],
  );
  return { from: rows[0]?.before ?? 1, to: rows[0]?.after ?? Number.MAX_SAFE_INTEGER };
}

/**
 * Entries of the organisation's own chain that are about a programme: its definitions, its opening,
 * what was taken of it, holds, and the keys that sign for all.
 */
export async function sequencesAbout(
  session: Session,
  organisation: string,
  { programme, definitions }: { programme: string; definitions: readonly string[] },
): Promise<number[]> {
  const { rows } = await session.query<{ sequence: number }>(
    `SELECT sequence FROM entry
     WHERE organisation = $1 AND programme = '' AND stream = 'history' AND (
       kind = 'LOG_KEY_ADDED'
       OR kind IN ('PROGRAMME_OPENED', 'EVIDENCE_TAKEN', 'HOLD_PLACED', 'HOLD_LIFTED')
         AND canonical::json #>> '{event,payload,programme}' = $2
       OR kind = 'DEFINITION_PUBLISHED'
         AND canonical::json #>> '{event,payload,definition}' = ANY ($3))
     ORDER BY sequence`,
    [organisation, programme, definitions],
  );
  return rows.map(({ sequence }) => sequence);
}

/** The hashes of the definitions that a programme has run on, the first first. */
export async function definitionsOf(
  session: Session,
  organisation: string,
  programme: string,
): Promise<string[]> {
  const { rows } = await session.query<{ definition: string }>(
    `SELECT canonical::json ->> 'definition' AS definition FROM entry
     WHERE organisation = $1 AND programme = $2 AND stream = 'history'
       AND (sequence = 1 OR kind = 'MIGRATED')
     ORDER BY sequence`,
    [organisation, programme],
  );
  return [...new Set(rows.map(({ definition }) => definition))];
}

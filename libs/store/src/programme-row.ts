import type { Clock, ItemState, ProgrammeState } from '#programme';
import type { Session, Store } from './connect.js';

/** A programme's own row. Instants are `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type ProgrammeRow = {
  organisation: string;
  id: string;
  definition: string;
  title: string;
  clock: Clock;
  version: number;
  head: string;
  lastRecordedAt: string;
  /** Rehearsals only: where their clock stands. */
  clockAt: string | null;
  refusals: number;
  refusalHead: string;
  lastRefusedAt: string | null;
};

/** A programme as read in one statement: its row, and its state put together from row and items. */
export type StoredProgramme = { row: ProgrammeRow; state: ProgrammeState };

const columns = `p.organisation, p.id, p.definition, p.title, p.clock, p.version, p.head,
  p.last_recorded_at AS "lastRecordedAt", p.clock_at AS "clockAt", p.refusals,
  p.refusal_head AS "refusalHead", p.last_refused_at AS "lastRefusedAt"`;

const items = (retired: boolean) => `
  (SELECT json_agg(json_build_object(
      'id', i.id, 'chart', i.chart, 'title', i.title, 'value', i.value, 'since', i.since,
      'remembered', i.remembered, 'data', i.data, 'marks', i.marks, 'unknown', i.unknown,
      'closed', i.closed, 'version', i.version, 'revision', i.revision, 'happened', i.happened,
      'duties', i.duties) ORDER BY i.position)
   FROM item i
   WHERE i.organisation = p.organisation AND i.programme = p.id AND i.retired = ${retired})`;

const load = `
SELECT ${columns}, p.created, p.blocked, ${items(false)} AS items, ${items(true)} AS retired
FROM programme p WHERE p.organisation = $1 AND p.id = $2`;

type LoadedRow = ProgrammeRow &
  Pick<ProgrammeState, 'created' | 'blocked'> & {
    items: ItemState[] | null;
    retired: ItemState[] | null;
  };

/** Reads a programme and its items in one round trip; null when there is none. */
export async function loadProgramme(
  session: Session,
  organisation: string,
  id: string,
): Promise<StoredProgramme | null> {
  const { rows } = await session.query<LoadedRow>({
    name: 'load-programme',
    text: load,
    values: [organisation, id],
  });
  const [found] = rows;
  if (found === undefined) return null;
  const { created, blocked, items, retired, ...row } = found;
  const state: ProgrammeState = {
    id: row.id,
    organisation: row.organisation,
    definition: row.definition,
    title: row.title,
    clock: row.clock,
    head: { sequence: row.version, hash: row.head },
    lastRecordedAt: row.lastRecordedAt,
    items: byId(items ?? []),
    ...(retired !== null && { retired: byId(retired) }),
    created,
    blocked,
  };
  return { row, state };
}

const byId = (items: readonly ItemState[]) =>
  Object.fromEntries(items.map((item) => [item.id, item]));

/** What tells whether a copy of a programme is still the newest. */
export type ProgrammeVersion = Pick<ProgrammeRow, 'version' | 'head' | 'clockAt'>;

/** Reads only what tells whether a cached state is still good; null when there is no programme. */
export async function readVersion(
  session: Session,
  organisation: string,
  id: string,
): Promise<ProgrammeVersion | null> {
  const { rows } = await session.query<ProgrammeVersion>({
    name: 'read-version',
    text: `SELECT version, head, clock_at AS "clockAt" FROM programme
           WHERE organisation = $1 AND id = $2`,
    values: [organisation, id],
  });
  return rows[0] ?? null;
}

/** Takes the programme's row lock until the transaction ends, so that nobody else can write first. */
export async function lockProgramme(
  session: Session,
  organisation: string,
  id: string,
): Promise<void> {
  await session.query('SELECT 1 FROM programme WHERE organisation = $1 AND id = $2 FOR UPDATE', [
    organisation,
    id,
  ]);
}

/**
 * Adds an empty programme row, before its opening is written, and its daily check where it is live;
 * false when the id is taken.
 */
export async function insertProgramme(session: Session, row: ProgrammeRow): Promise<boolean> {
  const { rowCount } = await session.query(
    `WITH opened AS (
       INSERT INTO programme (organisation, id, definition, title, clock, version, head,
         last_recorded_at, clock_at, created, blocked)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{}', '{}')
       ON CONFLICT (organisation, id) DO NOTHING RETURNING organisation, id, clock
     ), to_be_checked AS (
       INSERT INTO programme_check (organisation, programme, due_at)
       SELECT organisation, id, clock_timestamp() FROM opened WHERE clock = 'live'
     )
     SELECT FROM opened`,
    [
      row.organisation,
      row.id,
      row.definition,
      row.title,
      row.clock,
      row.version,
      row.head,
      row.lastRecordedAt,
      row.clockAt,
    ],
  );
  return rowCount === 1;
}

/** The programmes of an organisation, by id. */
export async function listProgrammes(store: Store, organisation: string): Promise<ProgrammeRow[]> {
  const { rows } = await store.pool.query<ProgrammeRow>(
    `SELECT ${columns} FROM programme p WHERE p.organisation = $1 ORDER BY p.id`,
    [organisation],
  );
  return rows;
}

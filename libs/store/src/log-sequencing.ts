import type { Frontier, Stream, Subtree } from '#ledger';
import type { Session } from './connect.js';
import { quickCommit } from './quick-commit.js';

/** A chain as the log's tables name it: the organisation's own has the programme ''. */
export type LogChain = { organisation: string; programme: string; stream: Stream };

/** A row of the dirty list: something was appended to that chain. */
export type DirtyMark = LogChain & { id: number };

/** An entry that is not in the log yet; `done` is the last sequence of its chain that is. */
export type Unlogged = LogChain & { sequence: number; hash: string; done: number };

/** A leaf to be added to the log, and an inner node that became complete by it. */
export type NewLeaf = LogChain & { position: number; sequence: number; hash: string };
export type NewNode = Subtree & { hash: string };

/** How far the log has come, and what stands in the way of more. */
export type LogState = {
  /** The name of the log; null before its first checkpoint. */
  origin: string | null;
  frontier: Frontier;
  /** When somebody last asked for a checkpoint that is not made yet. */
  askedAt: string | null;
  problem: string | null;
};

/** Any number that nothing else in the database locks by. */
const LOCK = 0x65_76_6f_6c;

/** Whether nobody else works on the log; nobody will until this transaction ends. */
export async function lockLog(session: Session): Promise<boolean> {
  const { rows } = await session.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1) AS locked',
    [LOCK],
  );
  return rows[0]?.locked === true;
}

/** Reads how far the log has come. */
export async function readLogState(session: Session): Promise<LogState> {
  const { rows } = await session.query<
    Omit<LogState, 'frontier'> & { size: number; nodes: string[] }
  >(
    `SELECT origin, size, frontier AS nodes, asked_at AS "askedAt", problem
     FROM log_state WHERE id = 1`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error('the row of log_state is gone; restore it');
  const { size, nodes, ...state } = found;
  return { ...state, frontier: { size, nodes } };
}

/** The marks that have waited longest. */
export async function readDirty(session: Session, limit: number): Promise<DirtyMark[]> {
  const { rows } = await session.query<DirtyMark>(
    'SELECT id, organisation, programme, stream FROM log_dirty ORDER BY id LIMIT $1',
    [limit],
  );
  return rows;
}

/**
 * Entries of these marks' chains that the log does not have, chain by chain. It must be asked after the
 * marks were read, by a statement of its own: then whatever they stand for is to be seen.
 */
export async function readUnlogged(
  session: Session,
  marks: readonly DirtyMark[],
  limit: number,
): Promise<Unlogged[]> {
  const { rows } = await session.query<Unlogged>({
    name: 'log-unlogged',
    text: `SELECT e.organisation, e.programme, e.stream, e.sequence, e.hash, d.done
      FROM (SELECT DISTINCT organisation, programme, stream FROM log_dirty WHERE id = ANY ($1)) c
      CROSS JOIN LATERAL (
        SELECT coalesce(max(l.sequence), 0) AS done FROM log_leaf l
        WHERE (l.organisation, l.programme, l.stream) = (c.organisation, c.programme, c.stream)
      ) d
      CROSS JOIN LATERAL (
        SELECT * FROM entry e
        WHERE (e.organisation, e.programme, e.stream) = (c.organisation, c.programme, c.stream)
          AND e.sequence > d.done
        ORDER BY e.sequence LIMIT $2
      ) e
      ORDER BY e.organisation COLLATE "C", e.programme COLLATE "C", e.stream COLLATE "C", e.sequence
      LIMIT $2`,
    values: [marks.map(({ id }) => id), limit],
  });
  return rows;
}

const chainColumns = (chains: readonly LogChain[]) => [
  chains.map(({ organisation }) => organisation),
  chains.map(({ programme }) => programme),
  chains.map(({ stream }) => stream),
];

/**
 * Adds leaves with the nodes they complete, and moves the frontier on. It does not wait for the disk: a
 * database that forgets a batch has its marks again, and what is signed waits, and with it all before.
 */
export async function appendToLog(
  session: Session,
  { leaves, nodes, frontier }: { leaves: NewLeaf[]; nodes: NewNode[]; frontier: Frontier },
): Promise<void> {
  const first = leaves.filter(({ sequence }) => sequence === 1);
  await session.query({
    name: 'log-append',
    text: `WITH ${quickCommit}, leaves AS (
        INSERT INTO log_leaf (position, organisation, programme, stream, sequence, hash)
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
      ), nodes AS (
        INSERT INTO log_node (level, index, hash)
        SELECT * FROM unnest($7::int[], $8::bigint[], $9::text[])
      ), chains AS (
        INSERT INTO log_chain (organisation, programme, stream, first_position)
        SELECT * FROM unnest($10::text[], $11::text[], $12::text[], $13::bigint[])
      )
      UPDATE log_state SET size = $14, frontier = $15 FROM quick WHERE id = 1`,
    values: [
      leaves.map(({ position }) => position),
      ...chainColumns(leaves),
      leaves.map(({ sequence }) => sequence),
      leaves.map(({ hash }) => hash),
      nodes.map(({ level }) => level),
      nodes.map(({ index }) => index),
      nodes.map(({ hash }) => hash),
      ...chainColumns(first),
      first.map(({ position }) => position),
      frontier.size,
      frontier.nodes,
    ],
  });
}

/** Takes marks off the list: all that they stood for is in the log. */
export async function clearDirty(session: Session, marks: readonly DirtyMark[]): Promise<void> {
  await session.query('DELETE FROM log_dirty WHERE id = ANY ($1)', [marks.map(({ id }) => id)]);
}

/** Says why the log does not go on, or (null) that it does. */
export async function keepLogProblem(session: Session, problem: string | null): Promise<void> {
  await session.query(
    'UPDATE log_state SET problem = $1 WHERE id = 1 AND problem IS DISTINCT FROM $1',
    [problem],
  );
}

/** How many writes the log has yet to take. */
export async function countDirty(session: Session): Promise<number> {
  const { rows } = await session.query<{ count: number }>('SELECT count(*) FROM log_dirty');
  return rows[0]?.count ?? 0;
}

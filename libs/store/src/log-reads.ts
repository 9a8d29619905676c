import { ZERO_HASH, type ChainHeads, type Stream, type Subtree } from '#ledger';
import type { Session } from './connect.js';
import type { LogChain } from './log-sequencing.js';

/**
 * The hashes of complete subtrees of the log, in the order asked; level 0 is a leaf. Throws when one of
 * them is not there: it is not complete yet, or was taken away.
 */
export async function readLogNodes(
  session: Session,
  nodes: readonly Subtree[],
): Promise<readonly string[]> {
  const { rows } = await session.query<{ hash: string | null; level: number; index: number }>({
    name: 'log-nodes',
    text: `SELECT a.level, a.index, coalesce(n.hash, l.hash) AS hash
      FROM unnest($1::int[], $2::bigint[]) WITH ORDINALITY AS a (level, index, place)
      LEFT JOIN log_node n ON n.level = a.level AND n.index = a.index
      LEFT JOIN log_leaf l ON a.level = 0 AND l.position = a.index
      ORDER BY a.place`,
    values: [nodes.map(({ level }) => level), nodes.map(({ index }) => index)],
  });
  return rows.map(({ hash, level, index }) => {
    if (hash !== null) return hash;
    throw new Error(`the log has no node ${index} at level ${level}`);
  });
}

/** Where an entry stands in the log, and its hash there; null when it is not in it (yet). */
export async function findLeaf(
  session: Session,
  {
    organisation,
    programme,
    stream,
  }: { organisation: string; programme: string | null; stream: Stream },
  sequence: number,
): Promise<{ position: number; hash: string } | null> {
  const { rows } = await session.query<{ position: number; hash: string }>({
    name: 'log-find-leaf',
    text: `SELECT position, hash FROM log_leaf
      WHERE organisation = $1 AND programme = $2 AND stream = $3 AND sequence = $4`,
    values: [organisation, programme ?? '', stream, sequence],
  });
  return rows[0] ?? null;
}

/**
 * How far the first `size` leaves of the log hold each pair of organisation and programme, in the
 * order of docs/ledger-format.md.
 */
export async function headsAt(session: Session, size: number): Promise<ChainHeads[]> {
  const { rows } = await session.query<LogChain & { sequence: number; hash: string }>({
    name: 'log-heads',
    text: `SELECT c.organisation, c.programme, c.stream, l.sequence, l.hash
      FROM log_chain c CROSS JOIN LATERAL (
        SELECT l.sequence, l.hash FROM log_leaf l
        WHERE (l.organisation, l.programme, l.stream) = (c.organisation, c.programme, c.stream)
          AND l.position < $1
        ORDER BY l.sequence DESC LIMIT 1
      ) l
      WHERE c.first_position < $1
      ORDER BY c.organisation COLLATE "C", c.programme COLLATE "C"`,
    values: [size],
  });
  const heads: ChainHeads[] = [];
  for (const row of rows) {
    const { organisation, programme, stream, sequence, hash } = row;
    const last = heads.at(-1);
    const same =
      last !== undefined &&
      last.organisation === organisation &&
      (last.programme ?? '') === programme;
    const before = same ? heads.pop() : undefined;
    heads.push({
      ...(before ?? {
        organisation,
        programme: programme === '' ? null : programme,
        sequence: 0,
        head: ZERO_HASH,
        refusals: 0,
        refusalsHead: ZERO_HASH,
      }),
      ...(stream === 'history'
        ? { sequence, head: hash }
        : { refusals: sequence, refusalsHead: hash }),
    });
  }
  return heads;
}

import {
  revealEntry,
  type Entry,
  type PrivateField,
  type PrivateFields,
  type RevealedEntry,
  type Stream,
} from '#ledger';
import type { Session } from './connect.js';

/** Which chain: a programme's, or with `null` the organisation's own. */
export type ChainName = { organisation: string; programme: string | null; stream?: Stream };

/** An entry as stored, with the rows of its erasable side table. */
export type StoredEntry = {
  sequence: number;
  hash: string;
  canonical: string;
  insertedAt: string;
  fields: PrivateFields;
  /** What stands in the columns that are searched, which are read out of the text as it is stored. */
  searched: SearchedColumns;
};

export type SearchedColumns = {
  kind: string | null;
  item: string | null;
  event_type: string | null;
  person: string | null;
  role: string | null;
  recorded_at: string | null;
  occurred_on: string | null;
};

/** An entry for reading: private texts revealed, or marked as erased. */
export type HistoryRow = {
  sequence: number;
  hash: string;
  insertedAt: string;
  entry: RevealedEntry;
};

export type HistoryPage = {
  rows: HistoryRow[];
  /** Pass as `after` for the next page; null when this was the last. */
  next: number | null;
};

/** With every row of the side table; `only` of entries that have a commitment it is faster. */
const pageOf = (only: string) => `
SELECT e.sequence, e.hash, e.canonical, e.inserted_at AS "insertedAt",
  e.kind, e.item, e.event_type, e.person, e.role, e.recorded_at, e.occurred_on,
  CASE WHEN ${only} THEN
    (SELECT json_agg(json_build_object('pointer', t.pointer, 'value', t.value, 'salt', t.salt))
     FROM private_text t
     WHERE t.organisation = e.organisation AND t.programme = e.programme AND t.stream = e.stream
       AND t.sequence = e.sequence) END AS texts
FROM entry e
WHERE e.organisation = $1 AND e.programme = $2 AND e.stream = $3 AND e.sequence > $4
  AND ($6::text IS NULL OR e.item = $6)
ORDER BY e.sequence LIMIT $5`;

const everyText = { name: 'history-page', text: pageOf('true') };
const committedTexts = {
  name: 'shown-page',
  text: pageOf(`strpos(e.canonical, '"$commitment"') > 0`),
};

type Row = Pick<StoredEntry, 'sequence' | 'hash' | 'canonical' | 'insertedAt'> &
  SearchedColumns & { texts: PrivateField[] | null };

async function readPage(
  session: Session,
  { organisation, programme, stream = 'history' }: ChainName,
  { after, limit, item = null }: { after: number; limit: number; item?: string | null },
  page = everyText,
): Promise<StoredEntry[]> {
  const { rows } = await session.query<Row>({
    ...page,
    values: [organisation, programme ?? '', stream, after, limit, item],
  });
  return rows.map(({ texts, sequence, hash, canonical, insertedAt, ...searched }) => ({
    sequence,
    hash,
    canonical,
    insertedAt,
    searched,
    fields: new Map((texts ?? []).map(({ pointer, value, salt }) => [pointer, { value, salt }])),
  }));
}

/**
 * One page of a chain in order, from the entry after `after`; of one item only when `item` is given.
 */
export async function historyPage(
  session: Session,
  asked: ChainName & { after?: number; limit: number; item?: string },
): Promise<HistoryPage> {
  const { after = 0, limit, item = null } = asked;
  const found = await readPage(session, asked, { after, limit: limit + 1, item }, committedTexts);
  const rows = found.slice(0, limit).map(({ canonical, fields, sequence, hash, insertedAt }) => ({
    sequence,
    hash,
    insertedAt,
    entry: revealed(canonical, fields),
  }));
  return { rows, next: found.length > limit ? (rows.at(-1)?.sequence ?? null) : null };
}

function revealed(canonical: string, fields: PrivateFields): RevealedEntry {
  const entry = JSON.parse(canonical) as Entry; // written by sealEntry alone
  return canonical.includes('"$commitment"') ? revealEntry(entry, fields) : entry;
}

/** Every entry of a chain in order, from one to another (both counted in), read in pages, so that no chain is too long for memory. */
export async function* storedEntries(
  session: Session,
  chain: ChainName,
  {
    pageSize = 500,
    from = 1,
    until = Number.MAX_SAFE_INTEGER,
  }: { pageSize?: number; from?: number; until?: number } = {},
): AsyncGenerator<StoredEntry> {
  for (let after = from - 1; ;) {
    const rows = await readPage(session, chain, { after, limit: pageSize });
    for (const row of rows) {
      if (row.sequence > until) return;
      yield row;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.sequence;
  }
}

import { revealEntry, type Entry, type PrivateField } from '#ledger';
import type { Session } from './connect.js';
import type { HistoryRow } from './history.js';

const decisions = `
SELECT e.sequence, e.hash, e.canonical, e.inserted_at AS "insertedAt",
  (SELECT json_agg(json_build_object('pointer', t.pointer, 'value', t.value, 'salt', t.salt))
   FROM private_text t
   WHERE t.organisation = e.organisation AND t.programme = e.programme AND t.stream = e.stream
     AND t.sequence = e.sequence) AS texts
FROM entry e
WHERE e.organisation = $1 AND e.programme = $2 AND e.stream = 'history'
  AND e.canonical LIKE '%"decision":{%'
  AND e.canonical::json #> '{event,payload,decision,body}' IS NOT NULL
ORDER BY e.sequence DESC LIMIT $3`;

type Row = Omit<HistoryRow, 'entry'> & { canonical: string; texts: PrivateField[] | null };

/** Entries whose event carried a recorded decision, the last first. */
export async function listDecisions(
  session: Session,
  { organisation, programme, limit }: { organisation: string; programme: string; limit: number },
): Promise<HistoryRow[]> {
  const { rows } = await session.query<Row>({
    name: 'decisions',
    text: decisions,
    values: [organisation, programme, limit],
  });
  return rows.map(({ canonical, texts, ...row }) => {
    const fields = new Map(
      (texts ?? []).map(({ pointer, value, salt }) => [pointer, { value, salt }]),
    );
    const entry = JSON.parse(canonical) as Entry; // written by sealEntry alone
    return { ...row, entry: revealEntry(entry, fields) };
  });
}

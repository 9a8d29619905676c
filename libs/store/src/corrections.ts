import type { Session } from './connect.js';

/** An entry that corrects another of the same programme's history. */
export type Correction = { sequence: number; corrects: number };

const corrections = `
SELECT sequence, canonical::json #>> '{event,payload,entry}' AS corrects
FROM entry
WHERE organisation = $1 AND programme = $2 AND stream = 'history' AND item = ANY ($3)
  AND event_type = 'CORRECT'
ORDER BY sequence`;

/** The corrections of entries about these items, in order. */
export async function correctionsOf(
  session: Session,
  asked: { organisation: string; programme: string; items: readonly string[] },
): Promise<Correction[]> {
  if (asked.items.length === 0) return [];
  const { rows } = await session.query<{ sequence: number; corrects: string | null }>({
    name: 'corrections',
    text: corrections,
    values: [asked.organisation, asked.programme, asked.items],
  });
  return rows.flatMap(({ sequence, corrects }) =>
    /^\d+$/.test(corrects ?? '') ? [{ sequence, corrects: Number(corrects) }] : [],
  );
}

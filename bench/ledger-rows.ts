import { sealEntry, type EntryDraft, type Head } from '#ledger';
import { sha256 } from '#engine';
import { inTransaction, type Store } from '#store';
import { organisation } from './bench-programmes.js';
import { progress } from './progress.js';

/** The chains that the entries belong to. */
export const ledgerProgramme = (number: number): string =>
  `ledger-${String(number).padStart(3, '0')}`;

/** An entry of about 600 bytes, as a transition that set a forecast leaves one. */
function draftOf(programme: string, definition: string, place: number): EntryDraft {
  const day = String(1 + (place % 28)).padStart(2, '0');
  return {
    v: 1,
    organisation,
    programme,
    stream: 'history',
    kind: 'TRANSITION',
    at: null,
    cause: null,
    item: `M${String(1 + (place % 20)).padStart(2, '0')}`,
    event: {
      type: 'REFORECAST',
      key: `key-${place}`,
      mark: null,
      payload: { to: `2013-04-${day}` },
    },
    actor: { person: `P-${100 + (place % 50)}`, actingFor: null, role: 'OWNER', authority: null },
    from: 'forecast',
    to: 'forecast',
    changes: [{ op: 'set', field: 'forecast', value: `2013-04-${day}` }],
    guards: [{ guard: 'dependenciesAchieved', answer: 'yes', inputs: { open: 0 }, basis: null }],
    evidence: [],
    refusal: null,
    occurredOn: `2012-06-${day}`,
    recordedAt: new Date(Date.UTC(2012, 5, 30) + place * 1000).toISOString(),
    definition,
  };
}

const AT_ONCE = 5000;

/**
 * Writes so many entries to so many chains in turns, as they would come, with marks for the log. The
 * statement is not the write path's: this only lays the table out.
 */
export async function writeEntries(
  store: Store,
  definition: string,
  { entries, chains, first }: { entries: number; chains: number; first: number },
): Promise<void> {
  const heads = new Map<string, Head>();
  const step = progress('entries laid out', Math.ceil(entries / AT_ONCE));
  for (let done = 0; done < entries; done += AT_ONCE) {
    const rows: { programme: string; sequence: number; hash: string; canonical: string }[] = [];
    for (let place = done; place < Math.min(done + AT_ONCE, entries); place += 1) {
      const programme = ledgerProgramme(first + (place % chains));
      const draft = draftOf(programme, definition, place);
      const { entry, hash, canonical } = sealEntry(sha256, draft, heads.get(programme) ?? null);
      heads.set(programme, { sequence: entry.sequence, hash });
      rows.push({ programme, sequence: entry.sequence, hash, canonical });
    }
    await inTransaction(store, async (session) => {
      await session.query(
        `INSERT INTO entry (organisation, programme, stream, sequence, hash, canonical)
         SELECT $1, programme, 'history', sequence, hash, canonical
         FROM json_to_recordset($2) AS e (programme text, sequence bigint, hash text, canonical text)`,
        [organisation, JSON.stringify(rows)],
      );
      const touched = [...new Set(rows.map(({ programme }) => programme))];
      await session.query(
        `INSERT INTO log_dirty (organisation, programme, stream)
         SELECT $1, programme, 'history' FROM unnest($2::text[]) AS programme`,
        [organisation, touched],
      );
    });
    step();
  }
}

/**
 * Writes all entries so many times more, under other programmes: rows that are only read past. As the
 * superuser of the bench's own server, without the trigger that reads each text out.
 */
export async function copyEntries(store: Store, times: number): Promise<void> {
  const step = progress('copies of all entries', times);
  for (let time = 0; time < times; time += 1) {
    await inTransaction(store, async (session) => {
      await session.query('SET LOCAL session_replication_role = replica');
      await session.query(
        `INSERT INTO entry (organisation, programme, stream, sequence, hash, canonical, kind, item,
           event_type, person, role, recorded_at, occurred_on)
         SELECT organisation, $1 || programme, stream, sequence, hash, canonical, kind, item,
           event_type, person, role, recorded_at, occurred_on
         FROM entry WHERE programme LIKE 'ledger-%'`,
        [`more-${time}-`],
      );
    });
    step();
  }
}

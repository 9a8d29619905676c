import { revealEntry, type Entry, type Stream } from '#ledger';
import type { Told } from '#programme';
import { storedEntries, type StoredEntry } from '#store';
import { knownProgramme, type Core } from './core.js';
import { blankState, foldStored } from './fold-history.js';
import type { Known, ProgrammeName } from './state-cache.js';

/**
 * Goes through a chain of a programme from its beginning, one entry at a time, each with the programme
 * before and after it; a refusal with the programme as it stands. Nothing, when there is no programme.
 */
export async function* retell(
  core: Core,
  name: ProgrammeName,
  stream: Stream,
): AsyncGenerator<Told> {
  const known = await knownProgramme(core, name);
  if (known === null) return;
  const chain = { ...name, stream };
  // What comes in meanwhile is for the next time.
  const until = stream === 'history' ? known.row.version : known.row.refusals;
  let before = stream === 'history' ? blankState(known.row) : known.state;
  for await (const stored of storedEntries(core.store.pool, chain, { until })) {
    const after = stream === 'history' ? await foldStored(core, before, stored) : before;
    yield await told(core, known, { stored, before, after });
    before = after;
  }
}

async function told(
  { definitions }: Core,
  { row, compiled: latest }: Known,
  { stored, before, after }: Pick<Told, 'before' | 'after'> & { stored: StoredEntry },
): Promise<Told> {
  // Written by sealEntry alone; verification checks it.
  const entry = revealEntry(JSON.parse(stored.canonical) as Entry, stored.fields);
  const compiled =
    entry.definition === null ? null : await definitions.get(row.organisation, entry.definition);
  return { entry, before, after, compiled: compiled ?? latest };
}

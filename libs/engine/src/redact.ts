import { isDeepStrictEqual } from 'node:util';

import {
  redactionEntry,
  type Json,
  type JsonObject,
  type ProgrammeState,
  type RedactionAct,
} from '#programme';
import {
  eraseTexts,
  inTransaction,
  isOnHold,
  listRedactionTexts,
  noticeData,
  readRedaction,
  storedEntries,
  textsToErase,
  writeProgrammes,
  type RedactionKey,
  type TextPlace,
} from '#store';
import { isDeadlock } from './batch-writer.js';
import { afterChanges, keepOutcome, noChanges, toWrite } from './changes.js';
import { programmeNow, readProgramme, type Core } from './core.js';
import { blankState, foldStored } from './fold-history.js';
import { saltsFor } from './salts.js';
import type { Known } from './state-cache.js';

export type RedactAnswer =
  | { outcome: 'redacted'; sequence: number; erased: number }
  | { outcome: 'unknown' }
  /** It was applied or withdrawn before. */
  | { outcome: 'closed' }
  | { outcome: 'samePerson' }
  | { outcome: 'onHold' };

/** Who applies a redaction, in which role. */
export type RedactionBy = Pick<RedactionAct, 'actor' | 'role' | 'authority'>;

/**
 * Erases the texts of a redaction: its entry, the state of items that held them, the notices that quoted
 * them and the texts themselves go in one transaction. Hashes stay as they are, and verify.
 */
export async function redact(
  core: Core,
  key: RedactionKey,
  by: RedactionBy,
): Promise<RedactAnswer> {
  const { actor } = by;
  const person = actor.kind === 'person' ? actor.person : 'SYSTEM';
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const known = await readProgramme(core, key);
    const request = await readRedaction(core.store.pool, key);
    if (known === null || request === null) return { outcome: 'unknown' };
    if (request.appliedAt !== null || request.withdrawnAt !== null) return { outcome: 'closed' };
    if (request.requestedBy === person) return { outcome: 'samePerson' };
    if (await isOnHold(core.store.pool, key)) return { outcome: 'onHold' };
    const places = await listRedactionTexts(core.store.pool, key);
    const now = programmeNow(core.clock, known);
    const { requestedBy } = request;
    const act = { ...by, redaction: key.id, requestedBy, ...namedIn(places) };
    const changes = noChanges(known);
    const state = await stateWithout(core, known, places);
    const drafts = [redactionEntry(known.compiled, known.state, act, now)];
    const timers = { set: [], cancel: [], supersede: [] };
    const next = { ...state, lastRecordedAt: now };
    const outcome = { state: next, drafts, timers, notices: [] };
    const [entry] = keepOutcome(changes, outcome, now, saltsFor(known.state));
    const sequence = entry?.entry.sequence ?? 0;
    const write = toWrite(known, changes);
    const retired = Object.values(state.retired ?? {}).map((item) => ({ ...item, position: 0 }));
    core.states.forget(key);
    try {
      const erased = await inTransaction(core.store, async (session) => {
        const items = [...write.items, ...retired];
        const [result] = await writeProgrammes(session, [{ ...write, items }]);
        if (result?.won !== true) throw new LostRace();
        const values = quotable(await textsToErase(session, key));
        const notices: { id: string; data: JsonObject }[] = [];
        for await (const { id, data } of noticeData(session, key)) {
          const without = withoutQuotes(data, values);
          if (without !== data) notices.push({ id, data: without as JsonObject }); // an object stays one
        }
        return eraseTexts(session, key, { person, sequence, notices });
      });
      core.states.set(key, afterChanges(known, changes));
      return { outcome: 'redacted', sequence, erased };
    } catch (error) {
      // The database refuses what has come in between: a hold, or somebody who applied it first.
      if (!(error instanceof LostRace) && !isDeadlock(error) && !isRefused(error)) throw error;
      await core.clock.sample(); // either the programme moved, or the stamp was off
    }
  }
  throw new Error(
    `nothing of "${key.programme}" could be erased; is the clock of this machine or of the database being changed?`,
  );
}

/** Rolls the transaction back: somebody wrote to the programme meanwhile. */
class LostRace extends Error {}

const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23001';

function namedIn(
  places: readonly TextPlace[],
): Pick<RedactionAct, 'history' | 'refusals' | 'texts'> {
  const of = (stream: TextPlace['stream']): number[] => [
    ...new Set(places.flatMap((place) => (place.stream === stream ? [place.sequence] : []))),
  ];
  return { history: of('history'), refusals: of('refusals'), texts: places.length };
}

/** The programme as its history makes it once these texts are gone; what is the same stays the same. */
async function stateWithout(
  core: Core,
  { row, state: now }: Known,
  places: readonly TextPlace[],
): Promise<ProgrammeState> {
  const gone = new Map<number, Set<string>>();
  for (const { stream, sequence, pointer } of places) {
    if (stream !== 'history') continue;
    gone.set(sequence, (gone.get(sequence) ?? new Set()).add(pointer));
  }
  const chain = { organisation: row.organisation, programme: row.id };
  let state = blankState(row);
  for await (const stored of storedEntries(core.store.pool, chain, { until: row.version })) {
    const pointers = gone.get(stored.sequence);
    const fields = [...stored.fields].filter(([pointer]) => pointers?.has(pointer) !== true);
    state = await foldStored(core, state, { ...stored, fields: new Map(fields) });
  }
  const kept = (
    items: ProgrammeState['items'],
    folded: ProgrammeState['items'],
  ): ProgrammeState['items'] =>
    Object.fromEntries(
      Object.entries(items).map(([id, item]) => {
        const without = folded[id] ?? item;
        return [id, isDeepStrictEqual(plain(item), plain(without)) ? item : without];
      }),
    );
  const items = kept(now.items, state.items);
  if (now.retired === undefined) return { ...now, items };
  return { ...now, items, retired: kept(now.retired, state.retired ?? {}) };
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** Shorter texts stand in too many others to be told from them. */
const SHORTEST_QUOTE = 4;

const quotable = (values: readonly unknown[]): string[] => [
  ...new Set(values.flatMap(textsIn).filter((text) => text.length >= SHORTEST_QUOTE)),
];

/** Every text in a value: a private one may be a list, or an object. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** JSON with what it quotes of these texts taken out; the very same where it quotes none. */
function withoutQuotes(json: Json, quotes: readonly string[]): Json {
  if (typeof json === 'string') {
    let text = json;
    for (const quote of quotes) text = text.replaceAll(quote, '(erased)');
    return text;
  }
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(
    ([key, value]) => [key, withoutQuotes(value, quotes)] as const,
  );
  const values = Object.values(json);
  if (entries.every(([, value], place) => value === values[place])) return json;
  return Array.isArray(json) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

import {
  canonicalJson,
  chainVerifier,
  checkPrivateFields,
  type BrokenChain,
  verifyChain,
  type ChainProblem,
  type ChainVerdict,
  type Entry,
  type Json,
  type Stream,
} from '#ledger';
import type { ItemState, ProgrammeState } from '#programme';
import { loadProgramme, organisationHead, storedEntries, type StoredProgramme } from '#store';
import type { Core } from './core.js';
import { blankState, foldStored } from './fold-history.js';
import { sha256 } from './sha256.js';
import type { ProgrammeName } from './state-cache.js';

/** The closed list of what can be wrong with a stored programme. */
export type VerificationProblem =
  ChainProblem | 'PRIVATE_TEXT_DIFFERS' | 'CANNOT_FOLD' | 'ITEM_DIFFERS';

/** Verified, with length and head of both chains; or where it is broken first, and how. */
export type Verification =
  | { ok: true; history: ChainEnd; refusals: ChainEnd }
  | {
      ok: false;
      stream: Stream;
      /** The first bad entry; null when the entries are good and an item does not follow from them. */
      sequence: number | null;
      item: string | null;
      code: VerificationProblem;
      problem: string;
    };

export type ChainEnd = { entries: number; head: string };
type Broken = Extract<Verification, { ok: false }>;

/**
 * Walks both chains of a programme from the first entry, and checks that its items are what the
 * history makes them. It trusts the heads in the programme's row; a checkpoint kept elsewhere is
 * what finds a history rewritten as a whole.
 */
export async function verifyProgramme(
  core: Core,
  { organisation, programme }: ProgrammeName,
): Promise<Verification | null> {
  const stored = await loadProgramme(core.store.pool, organisation, programme);
  if (stored === null) return null;
  const { row } = stored;
  const folded = { state: blankState(row) };
  const history = await walk(core, stored, 'history', folded);
  if ('ok' in history) return history;
  const differing = differingItem(stored.state, folded.state);
  if (differing !== null) return differing;
  const refusals = await walk(core, stored, 'refusals', null);
  if ('ok' in refusals) return refusals;
  return { ok: true, history, refusals };
}

/** Checks the organisation's own chain: definitions and the programmes opened. */
export async function verifyOrganisation(
  core: Core,
  organisation: string,
): Promise<ChainVerdict | null> {
  const end = await organisationHead(core.store, organisation);
  if (end === null) return null;
  const { sequence: lastSequence, hash: head } = end;
  const chain = { organisation, programme: null, stream: 'history' } as const;
  const rows = storedEntries(core.store.pool, chain, { until: lastSequence });
  return verifyChain(sha256, rows, { ...chain, lastSequence, head });
}

async function walk(
  core: Core,
  { row }: StoredProgramme,
  stream: Stream,
  folded: { state: ProgrammeState } | null,
): Promise<ChainEnd | Broken> {
  const chain = { organisation: row.organisation, programme: row.id, stream };
  const [lastSequence, head] =
    stream === 'history' ? [row.version, row.head] : [row.refusals, row.refusalHead];
  const verifier = chainVerifier(sha256, { ...chain, lastSequence, head });
  for await (const stored of storedEntries(core.store.pool, chain, { until: lastSequence })) {
    const broken = verifier.add(stored);
    if (broken !== null) return brokenAt(stream, broken);
    const entry = JSON.parse(stored.canonical) as Entry; // the verifier has just checked it
    const { sequence, item } = entry;
    const { problems } = checkPrivateFields(sha256, entry, stored.fields);
    const bad = { ok: false, stream, sequence, item } as const;
    if (problems.length > 0) {
      return { ...bad, code: 'PRIVATE_TEXT_DIFFERS', problem: problems.join('; ') };
    }
    if (folded === null) continue;
    try {
      folded.state = await foldStored(core, folded.state, stored);
    } catch (error) {
      return { ...bad, code: 'CANNOT_FOLD', problem: String(error) };
    }
  }
  const verdict = verifier.end();
  if (!verdict.ok) return brokenAt(stream, verdict);
  return { entries: verdict.entries, head: verdict.head };
}

const brokenAt = (stream: Stream, { sequence, code, problem }: BrokenChain): Broken => ({
  ok: false,
  stream,
  sequence,
  item: null,
  code,
  problem,
});

function differingItem(stored: ProgrammeState, folded: ProgrammeState): Broken | null {
  const ids = new Set([...Object.keys(folded.items), ...Object.keys(stored.items)]);
  for (const id of ids) {
    const [is, shouldBe] = [stored.items[id], folded.items[id]];
    const problem = itemProblem(is, shouldBe);
    if (problem === null) continue;
    return {
      ok: false,
      stream: 'history',
      sequence: null,
      item: id,
      code: 'ITEM_DIFFERS',
      problem,
    };
  }
  return null;
}

function itemProblem(is: ItemState | undefined, shouldBe: ItemState | undefined): string | null {
  if (is === undefined) return 'the history has this item, the programme does not';
  if (shouldBe === undefined) return 'no entry of the history speaks of this item';
  // A field at a time, so that the message can name it.
  for (const field of Object.keys(shouldBe) as (keyof ItemState)[]) {
    if (!sameValue(is[field] as Json, shouldBe[field] as Json)) {
      return `its ${field} is ${canonicalJson(is[field])}, the history makes it ${canonicalJson(shouldBe[field])}`;
    }
  }
  return null;
}

/** Equal, where a text that was erased from the history may be anything. */
function sameValue(is: Json, shouldBe: Json): boolean {
  if (typeof shouldBe !== 'object' || shouldBe === null) return is === shouldBe;
  if ('$erased' in shouldBe) return true;
  if (typeof is !== 'object' || is === null || Array.isArray(is) !== Array.isArray(shouldBe)) {
    return false;
  }
  const [one, other] = [Object.entries(is), Object.entries(shouldBe)];
  const values = new Map<string, Json>(one);
  return (
    one.length === other.length &&
    other.every(([key, value]) => values.has(key) && sameValue(values.get(key) ?? null, value))
  );
}

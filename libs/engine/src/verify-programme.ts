import {
  chainVerifier,
  checkPrivateFields,
  leafRow,
  type BrokenChain,
  verifyChain,
  type ChainProblem,
  type ChainVerdict,
  type Entry,
  type Stream,
  ZERO_HASH,
} from '#ledger';
import type { ItemState, ProgrammeState } from '#programme';
import {
  lastRedacted,
  loadProgramme,
  organisationHead,
  storedEntries,
  type StoredProgramme,
} from '#store';
import type { Core } from './core.js';
import { itemProblem, programmeProblem, searchedProblem } from './differences.js';
import { blankState, foldStored } from './fold-history.js';
import { openedAs } from './opened-as.js';
import { sha256 } from './sha256.js';
import { checkSnapshot } from './snapshots.js';
import type { ProgrammeName } from './state-cache.js';

/** The closed list of what can be wrong with a stored programme. */
export type VerificationProblem =
  | ChainProblem
  | 'PRIVATE_TEXT_DIFFERS'
  | 'COLUMN_DIFFERS'
  | 'CANNOT_FOLD'
  | 'SNAPSHOT_DIFFERS'
  | 'ITEM_DIFFERS'
  | 'PROGRAMME_DIFFERS'
  | 'AT_DIFFERS'
  | 'ORGANISATION_BROKEN';

/** Verified, with length and head of both chains; or where it is broken first, and how. */
export type Verification =
  | {
      ok: true;
      history: ChainEnd;
      refusals: ChainEnd;
      /** Free texts of both chains that were erased: what they said is no longer known. */
      erased: number;
    }
  | {
      ok: false;
      stream: Stream;
      /** The first bad entry; null when the entries are good and something does not follow from them. */
      sequence: number | null;
      /** The item at fault; null for an entry without one, and for the programme itself. */
      item: string | null;
      code: VerificationProblem;
      problem: string;
    };

export type ChainEnd = { entries: number; head: string };
type Broken = Extract<Verification, { ok: false }>;

/**
 * Walks both chains of a programme from the first entry, and checks that the columns that are searched
 * say what the entries say, that its items and its own row
 * are what they and the organisation's chain make them, and that each refusal was decided on an entry
 * of the history. It trusts the heads in the rows; a head kept elsewhere is what finds a history
 * rewritten as a whole. Timers, notices, people and grants are not looked at. With `snapshots` it makes
 * those that are missing on the way, and compares those that are there.
 */
export async function verifyProgramme(
  core: Core,
  { organisation, programme }: ProgrammeName,
  { snapshots = false }: { snapshots?: boolean } = {},
): Promise<Verification | null> {
  const stored = await loadProgramme(core.store.pool, organisation, programme);
  if (stored === null) return null;
  const { row } = stored;
  const walked: Walked = {
    state: blankState(row),
    hashes: [ZERO_HASH],
    openedUnder: null,
    erased: 0,
    lastRefusedAt: null,
    snapshots: snapshots
      ? { redacted: await lastRedacted(core.store.pool, { organisation, programme }) }
      : null,
  };
  const history = await walk(core, stored, 'history', walked);
  if ('ok' in history) return history;
  const differing = differingItem(stored.state, walked.state);
  if (differing !== null) return differing;
  const refusals = await walk(core, stored, 'refusals', walked);
  if ('ok' in refusals) return refusals;
  const opened = await openedAs(core, organisation, programme);
  const problem = 'problem' in opened ? opened.problem : programmeProblem(stored, walked, opened);
  if (problem !== null) {
    const code = 'problem' in opened ? 'ORGANISATION_BROKEN' : 'PROGRAMME_DIFFERS';
    return { ok: false, stream: 'history', sequence: null, item: null, code, problem };
  }
  return { ok: true, history, refusals, erased: walked.erased };
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

/** What the entries read so far come to. */
type Walked = {
  state: ProgrammeState;
  /** The hash of each entry of the history, by sequence. */
  hashes: string[];
  /** The definition of the first entry; null before it. */
  openedUnder: string | null;
  erased: number;
  lastRefusedAt: string | null;
  /** Where snapshots are made and compared on the way: the last redaction before. */
  snapshots: { redacted: number } | null;
};

async function walk(
  core: Core,
  { row }: StoredProgramme,
  stream: Stream,
  walked: Walked,
): Promise<ChainEnd | Broken> {
  const chain = { organisation: row.organisation, programme: row.id, stream };
  const [lastSequence, head] =
    stream === 'history' ? [row.version, row.head] : [row.refusals, row.refusalHead];
  const verifier = chainVerifier(sha256, { ...chain, lastSequence, head });
  for await (const stored of storedEntries(core.store.pool, chain, { until: lastSequence })) {
    const broken = verifier.add(leafRow(stored));
    if (broken !== null) return brokenAt(stream, broken);
    const entry = JSON.parse(stored.canonical) as Entry; // the verifier has just checked it
    const { sequence, item } = entry;
    const { problems, erased } = checkPrivateFields(sha256, entry, stored.fields);
    const bad = { ok: false, stream, sequence, item } as const;
    if (problems.length > 0) {
      return { ...bad, code: 'PRIVATE_TEXT_DIFFERS', problem: problems.join('; ') };
    }
    walked.erased += erased.length;
    const column = searchedProblem(entry, stored.searched);
    if (column !== null) return { ...bad, code: 'COLUMN_DIFFERS', problem: column };
    if (stream === 'refusals') {
      const problem = atProblem(entry, walked.hashes);
      if (problem !== null) return { ...bad, code: 'AT_DIFFERS', problem };
      walked.lastRefusedAt = entry.recordedAt;
      continue;
    }
    walked.hashes.push(stored.hash);
    walked.openedUnder ??= entry.definition;
    try {
      walked.state = await foldStored(core, walked.state, stored);
    } catch (error) {
      return { ...bad, code: 'CANNOT_FOLD', problem: String(error) };
    }
    if (walked.snapshots === null) continue;
    const of = { organisation: row.organisation, programme: row.id };
    const problem = await checkSnapshot(
      core.store.pool,
      of,
      stored,
      walked.state,
      walked.snapshots.redacted,
    );
    if (problem !== null) return { ...bad, code: 'SNAPSHOT_DIFFERS', problem };
  }
  const verdict = verifier.end();
  if (!verdict.ok) return brokenAt(stream, verdict);
  return { entries: verdict.entries, head: verdict.head };
}

/** A refusal names the entry it was decided after. */
function atProblem({ at }: Entry, hashes: readonly string[]): string | null {
  if (at === null) return 'the refusal does not say on which entry it was decided';
  const hash = hashes[at.sequence];
  if (hash === at.hash) return null;
  return hash === undefined
    ? `it was decided after entry ${at.sequence}, which the history does not have`
    : `it was decided after entry ${at.sequence} with the hash ${at.hash}, which has ${hash}`;
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
  const [now, then] = [everyItem(stored), everyItem(folded)];
  for (const id of new Set([...then.keys(), ...now.keys()])) {
    const problem = itemProblem(now.get(id), then.get(id));
    if (problem === null) continue;
    return {
      ok: false,
      stream: 'history',
      sequence: null,
      item: id.replace(SET_ASIDE, ''),
      code: 'ITEM_DIFFERS',
      problem,
    };
  }
  return null;
}

const SET_ASIDE = ' (set aside)';

/** Items by id, and those that a migration set aside. */
const everyItem = ({ items, retired = {} }: ProgrammeState): Map<string, ItemState> =>
  new Map([
    ...Object.entries(items),
    ...Object.entries(retired).map(([id, item]) => [`${id}${SET_ASIDE}`, item] as const),
  ]);

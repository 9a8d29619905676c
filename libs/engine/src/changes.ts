import type { EntryDraft, SaltFor, SealedEntry } from '#ledger';
import type { Instant } from '#plan';
import { sealAll, type Notice, type ProgrammeState, type TimerChanges } from '#programme';
import type { KeyWrite, ProgrammeWrite } from '#store';
import { dutyActs } from './duty-acts.js';
import { sha256 } from './sha256.js';
import type { Known } from './state-cache.js';
import { TimerBook } from './timer-book.js';

/** What decisions add up to before they are written together. */
export type Changes = {
  state: ProgrammeState;
  clockAt: Instant | null;
  entries: SealedEntry[];
  keys: KeyWrite[];
  timers: TimerBook;
  notices: (Notice & { at: Instant })[];
};

/** What one decision, wake or opening came to. */
export type Outcome = {
  state: ProgrammeState;
  drafts: readonly EntryDraft[];
  timers: TimerChanges;
  notices: readonly Notice[];
};

/** Nothing yet, from the state as known. */
export function noChanges({ state, row }: Known): Changes {
  const timers = new TimerBook();
  return { state, clockAt: row.clockAt, entries: [], keys: [], timers, notices: [] };
}

/** Adds an outcome to the changes: its entries get their places and hashes. Gives those entries. */
export function keepOutcome(
  changes: Changes,
  outcome: Outcome,
  now: Instant,
  saltFor: SaltFor,
): SealedEntry[] {
  const { sealed, head } = sealAll(sha256, changes.state.head, outcome.drafts, saltFor);
  changes.state = { ...outcome.state, head };
  changes.entries.push(...sealed);
  changes.timers.change(outcome.timers, now, (item) => causeAmong(sealed, item));
  changes.notices.push(...outcome.notices.map((notice) => ({ ...notice, at: now })));
  return sealed;
}

/** The entry that is about an item or changes it, first of all; else the one that began it. */
function causeAmong(sealed: readonly SealedEntry[], item: string): number | null {
  const about = sealed.find(
    ({ entry }) => entry.item === item || entry.changes.some((change) => change['item'] === item),
  );
  return (about ?? sealed[0])?.entry.sequence ?? null;
}

/** The changes as the write statement takes them. */
export function toWrite({ row, state: before, compiled }: Known, changes: Changes): ProgrammeWrite {
  const { state, clockAt, entries, keys, timers, notices } = changes;
  return {
    organisation: row.organisation,
    programme: row.id,
    expected: { version: row.version, head: row.head, clockAt: row.clockAt },
    next: {
      version: state.head.sequence,
      head: state.head.hash,
      clockAt,
      lastRecordedAt: state.lastRecordedAt,
      created: state.created,
      blocked: state.blocked,
    },
    items: Object.values(state.items).flatMap((item, position) =>
      before.items[item.id] === item ? [] : [{ ...item, position }],
    ),
    entries,
    keys,
    ...timers.written(),
    notices,
    duties: dutyActs(compiled, state, entries),
  };
}

/** What is known once the changes are written. */
export function afterChanges(known: Known, { state, clockAt }: Changes): Known {
  const { head, lastRecordedAt } = state;
  const row = {
    ...known.row,
    version: head.sequence,
    head: head.hash,
    lastRecordedAt,
    clockAt,
  };
  return { ...known, row, state };
}

import type { EntryDraft, SaltFor, SealedEntry } from '#ledger';
import type { Instant } from '#plan';
import { newlyUncounted, type EventRequest, type ItemState, type Refusal } from '#programme';
import { keepOutcome, noChanges, type Changes } from './changes.js';
import { decideSound } from './decide-sound.js';
import { entryHeader, keptAnswer } from './send-answer.js';
import type { Known } from './state-cache.js';

/** An event that waits for its answer. */
export type Asked = { request: EventRequest; requestHash: string };

/** What was decided on one event, before anything is written. */
export type Verdict =
  | {
      outcome: 'accepted';
      sealed: SealedEntry[];
      item: ItemState;
      created: string[];
      warnings: string[];
    }
  | { outcome: 'refused'; refusal: Refusal; draft: EntryDraft | null }
  | { outcome: 'conflict'; item: ItemState; expected: number }
  /** Its key was used by an event before it in the same batch. */
  | { outcome: 'sameKey' }
  | { outcome: 'failed'; error: unknown };

/** Decides events in order, each on the state that those before it left. */
export function decideBatch(
  known: Known,
  batch: readonly Asked[],
  now: Instant,
  saltFor: SaltFor,
): { verdicts: Verdict[]; changes: Changes } {
  const changes = noChanges(known);
  const used = new Set<string>();
  const verdicts = batch.map((asked): Verdict => {
    if (used.has(asked.request.key)) return { outcome: 'sameKey' };
    try {
      const verdict = decideOne(known, changes, asked, now, saltFor);
      if (verdict.outcome === 'accepted') used.add(asked.request.key);
      return verdict;
    } catch (error) {
      return { outcome: 'failed', error }; // one event's fault must not take the others with it
    }
  });
  return { verdicts, changes };
}

function decideOne(
  { compiled }: Known,
  changes: Changes,
  { request, requestHash }: Asked,
  now: Instant,
  saltFor: SaltFor,
): Verdict {
  const decision = decideSound(compiled, changes.state, request, now);
  if (decision.outcome !== 'accepted') return decision;
  const { created } = decision;
  const item = decision.state.items[request.item];
  if (item === undefined) throw new Error(`the event on "${request.item}" left no such item`);
  const warnings = newlyUncounted(compiled, changes.state, decision.state);
  const sealed = keepOutcome(changes, decision, now, saltFor);
  const entries = sealed.map(entryHeader);
  changes.keys.push({
    key: request.key,
    requestHash,
    sequence: entries[0]?.sequence ?? 0,
    answer: keptAnswer({ entries, created, itemVersion: item.version, warnings }),
  });
  return { outcome: 'accepted', sealed, item, created, warnings };
}

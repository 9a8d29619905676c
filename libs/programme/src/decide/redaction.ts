import type { EntryDraft } from '#ledger';
import type { Instant } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { Actor, ProgrammeState } from '../model.js';
import { actorOf, draftEntry } from './draft.js';
import type { Permission } from './permit.js';

/** A redaction that is applied: which, who asked and who applies it, and where its texts stood. */
export type RedactionAct = Permission & {
  actor: Actor;
  redaction: string;
  requestedBy: string;
  /** Sequences of entries, in order, each once. */
  history: readonly number[];
  refusals: readonly number[];
  /** How many texts. */
  texts: number;
};

/** An entry names at most so many others; the request has them all. */
const NAMED = 1000;

/** The entry that tells that texts were erased, by whom and where. It says nothing of what they said. */
export function redactionEntry(
  { definition: { zone } }: CompiledDefinition,
  state: ProgrammeState,
  act: RedactionAct,
  now: Instant,
): EntryDraft {
  const { actor, role, authority, redaction, requestedBy, history, refusals, texts } = act;
  return draftEntry(state, now, zone, {
    kind: 'REDACTED',
    item: null,
    event: {
      type: 'REDACTED',
      key: null,
      mark: null,
      payload: {
        redaction,
        requestedBy,
        texts,
        history: history.slice(0, NAMED),
        refusals: refusals.slice(0, NAMED),
      },
    },
    actor: actorOf(actor, { role, authority }),
  });
}

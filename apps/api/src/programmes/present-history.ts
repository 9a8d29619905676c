import type { HistoryEntry } from '#contract';
import type { RevealedEntry } from '#ledger';
import { localTime } from '#plan';
import {
  recordedLate,
  stateWords,
  type CompiledDefinition,
  type ProgrammeState,
  type StateValue,
} from '#programme';
import type { Correction, HistoryRow } from '#store';
import { presentHeld } from '../evidence/present-held.js';
import { linksOf } from './entry-links.js';

/** What an entry is told with: the programme, files that are held, corrections of its items. */
type Told = {
  state: ProgrammeState;
  compiled: CompiledDefinition;
  stored: ReadonlySet<string>;
  corrections: readonly Correction[];
};

/** An entry as people read it: one sentence, the states in words, and the entry itself. */
export function presentEntry(
  { state, compiled, stored, corrections }: Told,
  { sequence, hash, entry }: HistoryRow,
): HistoryEntry {
  const { person, actingFor, role, authority } = entry.actor;
  return {
    sequence,
    hash,
    kind: entry.kind,
    item: entry.item,
    event: entry.event?.type ?? null,
    words: sentence(state, entry),
    actor: { person, actingFor, role, authority },
    from: words(entry.from),
    to: words(entry.to),
    occurredOn: entry.occurredOn,
    recordedAt: entry.recordedAt,
    recordedLocal: localTime(entry.recordedAt, compiled.definition.zone),
    recordedLate: recordedLate(compiled, entry),
    ...linksOf(sequence, corrections),
    evidence: entry.evidence.map((piece) => presentHeld(piece, stored)),
    entry: { ...entry },
  };
}

// A ledger's states are plain JSON; the charts that made them know no others.
const words = (value: RevealedEntry['from']): string | null =>
  value === null ? null : stateWords(value as StateValue);

function sentence(state: ProgrammeState, entry: RevealedEntry): string {
  const item =
    entry.item === null ? 'the programme' : (state.items[entry.item]?.title ?? entry.item);
  const { person, actingFor, role } = entry.actor;
  const forWhom = actingFor === null ? '' : ` for ${actingFor}`;
  const who = person === null ? 'The system' : `${role} ${person}${forWhom}`;
  const event = entry.event?.type ?? entry.kind;
  const [from, to] = [words(entry.from), words(entry.to)];
  const moved = to === null || to === from ? '' : from === null ? `: ${to}` : `: ${from} → ${to}`;
  switch (entry.kind) {
    case 'OPENED':
      return `${item} opened${moved}`;
    case 'MIGRATED':
      return `${who} moved the programme to version ${(entry.definition ?? '').slice(0, 12)}`;
    case 'REDACTED':
      return `${who} had ${textsErased(entry.event?.payload['texts'])} erased`;
    case 'REFUSED':
      return `${who} was refused ${event} on ${item}: ${text(entry.refusal?.message) ?? entry.refusal?.code ?? ''}`;
    default:
      return `${who}: ${event} on ${item}${moved}`;
  }
}

const textsErased = (count: unknown): string => (count === 1 ? '1 text' : `${String(count)} texts`);

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

import { canonicalJson, type Entry, type Json } from '#ledger';
import type { ItemState, ProgrammeState } from '#programme';
import type { SearchedColumns, StoredProgramme } from '#store';
import type { OpenedAs } from './opened-as.js';

/** In what an item differs from what the history makes it; null when in nothing. */
export function itemProblem(
  is: ItemState | undefined,
  shouldBe: ItemState | undefined,
): string | null {
  if (is === undefined) return 'the history has this item, the programme does not';
  if (shouldBe === undefined) return 'no entry of the history speaks of this item';
  return fieldProblem(is, shouldBe);
}

/** In what the programme's own row differs from what the entries make it; null when in nothing. */
export function programmeProblem(
  { row, state }: StoredProgramme,
  walked: { state: ProgrammeState; openedUnder: string | null; lastRefusedAt: string | null },
  { definition, title, clock }: OpenedAs,
): string | null {
  const { created, blocked, lastRecordedAt } = walked.state;
  if (walked.openedUnder !== definition) {
    return `it was opened under definition ${String(definition)}, and its first entry is under ${String(walked.openedUnder)}`;
  }
  const { lastRefusedAt } = walked;
  return fieldProblem(
    { ...row, created: state.created, blocked: state.blocked },
    {
      definition: walked.state.definition,
      title,
      clock,
      created,
      blocked,
      lastRecordedAt,
      lastRefusedAt,
    },
  );
}

/** A field at a time, so that the message can name it. */
function fieldProblem<T extends object>(is: T, shouldBe: T): string | null {
  const stored = new Map<string, Json>(Object.entries(is));
  for (const [field, value] of Object.entries(shouldBe) as [string, Json][]) {
    const found = stored.get(field) ?? null;
    if (!sameValue(found, value)) {
      return `its ${field} is ${canonicalJson(found)}, the history makes it ${canonicalJson(value)}`;
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

/** In which searched column an entry's row says something else than the entry; null when in none. */
export function searchedProblem(entry: Entry, searched: SearchedColumns): string | null {
  const { kind, item, event, actor, recordedAt, occurredOn } = entry;
  const shouldBe: SearchedColumns = {
    kind,
    item,
    event_type: event?.type ?? null,
    person: actor.person,
    role: actor.role,
    recorded_at: recordedAt,
    occurred_on: occurredOn,
  };
  for (const [column, value] of Object.entries(shouldBe)) {
    const is = searched[column as keyof SearchedColumns]; // a key of the very same type
    if (is !== value) {
      return `its column "${column}" is ${JSON.stringify(is)}, and the entry says ${JSON.stringify(value)}`;
    }
  }
  return null;
}

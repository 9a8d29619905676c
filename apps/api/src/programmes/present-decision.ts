import type { Decision } from '#contract';
import type { Json, JsonObject, ProgrammeState } from '#programme';
import type { HistoryRow } from '#store';

/** A decision that an event carried. An entry of the decision log says what it was about itself. */
export function presentDecision({ sequence, entry }: HistoryRow): Decision {
  const payload = objectOr(entry.event?.payload);
  const about = typeof payload['item'] === 'string' && typeof payload['title'] === 'string';
  return {
    ...partsOf(objectOr(payload['decision'])),
    sequence,
    item: about ? textOr(payload['item']) : entry.item,
    event: about ? textOr(payload['event']) : (entry.event?.type ?? null),
    title: textOr(payload['title']),
    recordedBy: entry.actor.person,
    on: entry.occurredOn,
    recordedAt: entry.recordedAt,
  };
}

/** Decisions that stood in a decision log when the programme was opened: no event carried them. */
export function openingDecisions(state: ProgrammeState): Decision[] {
  return Object.values(state.items)
    .filter((item) => item.chart === 'decision-log')
    .flatMap((item) => (Array.isArray(item.data['decisions']) ? item.data['decisions'] : []))
    .map(objectOr)
    .filter((row) => row['decision'] === undefined || row['decision'] === null)
    .map((row) => ({
      ...partsOf(row),
      sequence: null,
      item: textOr(row['item']),
      event: textOr(row['event']),
      title: textOr(row['title']),
      recordedBy: null,
      on: textOr(row['on']),
      recordedAt: null,
    }));
}

function partsOf(decision: JsonObject) {
  const { body, minute, members, present, quorum, recused } = decision;
  return {
    body: textOr(body),
    minute: minute ?? null,
    members: Array.isArray(members) ? members.map(String) : null,
    present: typeof present === 'number' ? present : null,
    quorum: typeof quorum === 'number' ? quorum : null,
    recused: Array.isArray(recused) ? recused.map(String) : [],
  };
}

const textOr = (value: Json | undefined): string | null =>
  typeof value === 'string' ? value : null;

const objectOr = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject) // parsed JSON
    : {};

import type { CompiledChart, CompiledDefinition, Step } from '../chart/compile.js';
import { activeSteps } from '../chart/machine.js';
import { textOf } from '../definition/json-text.js';
import { hasEnded, rowsOf } from '../guard/scope.js';
import { toLocalDate, type Instant, type IsoDate } from '#plan';
import type { Actor, ItemState, JsonObject, ProgrammeState } from '../model.js';
import { available, type Available } from './available.js';
import { itemsInOrder } from './system-rules.js';

/** A vote that counts: who gave it, for whom, and what it says; never why, which is free text. */
export type Vote = { id: string; person: string; actingFor: string | null; vote: string };

/** An item that waits for somebody's decision, with what the others have voted. */
export type Task = {
  item: ItemState;
  /** What it is about: the subject of an approval, or what a gate is for. */
  about: { item: string | null; event: string | null };
  votes: Vote[];
  /** How many votes decide; null where a body does. */
  needed: number | null;
  until: IsoDate | null;
  /** Whether this person may still vote; if not, the events say why. */
  open: boolean;
  /** What this person's role lets them send here, allowed or blocked. */
  events: Available[];
};

/**
 * The items that wait for a decision which this person's roles let them have a part in: of charts that
 * declare `votes`, in a state in which a vote can be given. Everybody with the role sees each of them,
 * also those who may not vote, with the reason.
 */
export function tasks(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  actor: Actor,
  now: Instant,
): Task[] {
  const today = toLocalDate(now, compiled.definition.zone);
  return itemsInOrder(compiled, state).flatMap((item) => {
    const chart = compiled.charts[item.chart];
    const rows = chart?.chart.votes;
    if (chart === undefined || rows === undefined || item.closed) return [];
    const casting = new Set(activeSteps(chart, item.value).filter(casts(chart)).map(eventOf));
    if (casting.size === 0) return [];
    const events = available(compiled, state, actor, now, item.id).filter(
      (each) => each.by === 'person' && each.role !== null,
    );
    if (!events.some((each) => casting.has(each.event))) return [];
    const { needed, validUntil, subject, gates, event } = item.data;
    return [
      {
        item,
        about: { item: nameOr(subject ?? gates), event: nameOr(event) },
        votes: rowsOf(item, rows)
          .filter((row) => !hasEnded(row, today) && row['vote'] !== 'WITHDRAWN')
          .map(voteOf),
        needed: typeof needed === 'number' ? needed : null,
        until: nameOr(validUntil),
        open: events.some((each) => casting.has(each.event) && each.allowed),
        events,
      },
    ];
  });
}

const eventOf = (step: Step): string => step.event;

/** A step that adds a vote which counts: standing aside and taking a vote back perform no duty. */
const casts =
  ({ chart }: CompiledChart) =>
  (step: Step): boolean =>
    step.by === 'person' &&
    step.body.duty !== undefined &&
    step.body.changes.some(
      (change) => 'append' in change && !('item' in change) && change.append === chart.votes,
    );

const nameOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const voteOf = (row: JsonObject): Vote => ({
  id: textOf(row['id']),
  person: textOf(row['person']),
  actingFor: nameOr(row['actingFor']),
  vote: textOf(row['vote']),
});

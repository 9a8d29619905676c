import {
  decide,
  type Actor,
  type CompiledDefinition,
  type EventRequest,
  type ItemState,
  type JsonObject,
  type ProgrammeState,
} from '#programme';
import { payloadsFor, recordingsOf, rowIds, type Recorded } from './sound-payloads.js';

export const now = '2013-03-01T12:00:00.000Z';

/** What has been accepted on the way to a place: on what, the event, and every person it was by or for. */
export type Act = {
  /** The item, and those that the event created. */
  items: string[];
  type: string;
  persons: string[];
};

/** What is walked: these items with those that are created, and of their events those named. */
export type View = {
  items: readonly string[];
  /** Charts of which created items are walked too. */
  creates?: readonly string[];
  events: readonly string[];
  /** Payloads for events that need more than one value for each field that must be given. */
  payloads?: { readonly [event: string]: readonly JsonObject[] };
  /** Values that RECORD_VALUE and CORRECT bring, by field. */
  records?: Recorded;
  /** The most places that are walked on from; a walk without end has to stop somewhere. */
  bound: number;
};

export type Found = {
  places: number;
  accepted: number;
  /** Events accepted somewhere. */
  acts: Set<string>;
  /** Places not walked on from: past the bound, or with registers too long. None means all was seen. */
  left: { bound: number; length: number };
};

type Place = { state: ProgrammeState; acts: Act[] };

/**
 * Walks `decide` from an opening position, breadth-first: each event of the items in view, by each
 * actor, with each payload. Two places with the same states, data and acts count as one. Every
 * decision from a place is checked, also one that leads to a place that is not walked on from.
 */
export function explore(
  compiled: CompiledDefinition,
  opening: ProgrammeState,
  actors: readonly Actor[],
  view: View,
  check: (acts: readonly Act[], state: ProgrammeState) => void,
): Found {
  const found: Found = { places: 1, accepted: 0, acts: new Set(), left: { bound: 0, length: 0 } };
  const seen = new Set([keyOf({ state: opening, acts: [] }, view)]);
  let edge: Place[] = [{ state: opening, acts: [] }];
  while (edge.length > 0) {
    const next: Place[] = [];
    for (const place of edge) {
      for (const after of onwards(compiled, place, actors, view)) {
        found.accepted += 1;
        found.acts.add(after.acts.at(-1)?.type ?? '');
        check(after.acts, after.state);
        const key = keyOf(after, view);
        if (seen.has(key)) continue;
        seen.add(key);
        if (tooLong(after.state, view)) found.left.length += 1;
        else if (found.places >= view.bound) found.left.bound += 1;
        else {
          found.places += 1;
          next.push(after);
        }
      }
    }
    edge = next;
  }
  return found;
}

/** Every place that one accepted event leads to. */
function* onwards(
  compiled: CompiledDefinition,
  { state, acts }: Place,
  actors: readonly Actor[],
  view: View,
): Generator<Place> {
  for (const request of requests(compiled, state, actors, view)) {
    const decision = decide(compiled, state, request, now);
    if (decision.outcome !== 'accepted') continue;
    const act = actOf(request, decision.created);
    const sequence = state.head.sequence + decision.drafts.length; // a correction names its entry
    const head = { ...state.head, sequence };
    yield { state: { ...decision.state, head }, acts: [...acts, act] };
  }
}

function actOf({ item, type, actor }: EventRequest, created: readonly string[]): Act {
  const items = [item, ...created];
  if (actor.kind === 'system') return { items, type, persons: [] };
  const persons = actor.actingFor === null ? [actor.person] : [actor.person, actor.actingFor];
  return { items, type, persons };
}

function* requests(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  actors: readonly Actor[],
  view: View,
): Generator<EventRequest> {
  for (const item of itemsIn(state, view)) {
    const chart = compiled.charts[item.chart];
    if (chart === undefined) continue;
    const types = chart.events.filter((type) => view.events.includes(type));
    for (const type of types) {
      const way = [...chart.steps.values()].find((step) => step.event === type);
      if (way === undefined || way.by === 'system') continue;
      const payloads =
        view.payloads?.[type] ??
        recordingsOf(type, item, view.records) ??
        payloadsFor(way.body.payload, item.data);
      for (const actor of actors) {
        for (const payload of payloads) {
          yield { item: item.id, type, payload, actor, key: 'key' };
        }
      }
    }
  }
}

const itemsIn = (state: ProgrammeState, { items, creates = [] }: View): ItemState[] =>
  Object.values(state.items).filter(
    ({ id, chart }) => items.includes(id) || creates.includes(chart),
  );

/** Registers grow without end; a place with more than so many rows is not walked on from. */
function tooLong(state: ProgrammeState, view: View): boolean {
  const seen = itemsIn(state, view);
  const created = seen.filter(({ id }) => !view.items.includes(id));
  return created.length > 1 || seen.some((item) => rowIds(item.data).length > 10);
}

function keyOf({ state, acts }: Place, view: View): string {
  const who = [...new Set(acts.map((act) => JSON.stringify(act)))].toSorted();
  return JSON.stringify([
    itemsIn(state, view).map(({ id, value, data }) => [id, value, data]),
    who,
  ]);
}

import {
  decide,
  type Actor,
  type CompiledDefinition,
  type EventRequest,
  type Json,
  type JsonObject,
  type ProgrammeState,
} from '#programme';

export const now = '2013-03-01T12:00:00.000Z';

/** What has been accepted on the way to a state: item, event, and every person it was done by or for. */
export type Act = { item: string; type: string; persons: string[] };
export type Found = { states: number; accepted: number; acts: Set<string>; cut: boolean };

type Place = { state: ProgrammeState; acts: Act[] };

/**
 * Walks `decide` from an opening position, breadth-first: each event of the items in view, by each
 * actor, with each payload. Two places with the same states, data and acts count as one; `cut` says
 * that the bound was reached before everything was seen.
 */
export function explore(
  compiled: CompiledDefinition,
  opening: ProgrammeState,
  actors: readonly Actor[],
  view: { charts: readonly string[]; bound: number; events?: readonly string[] },
  check: (acts: readonly Act[], state: ProgrammeState) => void,
): Found {
  const found: Found = { states: 1, accepted: 0, acts: new Set(), cut: false };
  const seen = new Set([keyOf({ state: opening, acts: [] }, view.charts)]);
  let edge: Place[] = [{ state: opening, acts: [] }];
  while (edge.length > 0) {
    const next: Place[] = [];
    for (const place of edge) {
      for (const request of requests(compiled, place.state, actors, view)) {
        const decision = decide(compiled, place.state, request, now);
        if (decision.outcome !== 'accepted') continue;
        found.accepted += 1;
        found.acts.add(request.type);
        const acts = [...place.acts, actOf(request)];
        check(acts, decision.state);
        const after = { state: decision.state, acts };
        const key = keyOf(after, view.charts);
        if (seen.has(key) || tooLong(compiled, decision.state, view.charts)) continue;
        if (seen.size >= view.bound) {
          found.cut = true;
          continue;
        }
        seen.add(key);
        next.push(after);
      }
    }
    edge = next;
  }
  found.states = seen.size;
  return found;
}

function actOf({ item, type, actor }: EventRequest): Act {
  if (actor.kind === 'system') return { item, type, persons: [] };
  const persons = actor.actingFor === null ? [actor.person] : [actor.person, actor.actingFor];
  return { item, type, persons };
}

function* requests(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  actors: readonly Actor[],
  view: { charts: readonly string[]; events?: readonly string[] },
): Generator<EventRequest> {
  for (const item of Object.values(state.items)) {
    const chart = compiled.charts[item.chart];
    if (chart === undefined || !view.charts.includes(item.chart)) continue;
    const types = chart.events.filter((type) => view.events?.includes(type) !== false);
    for (const type of types) {
      const way = [...chart.steps.values()].find((step) => step.event === type);
      if (way === undefined || way.by === 'system') continue;
      const payloads = payloadsFor(way.body.payload, item.data);
      for (const actor of actors) {
        for (const payload of payloads) {
          yield { item: item.id, type, payload, actor, key: 'key' };
        }
      }
    }
  }
}

type Fields = {
  readonly [name: string]: { type: string; optional: boolean; choices?: string[] | undefined };
};

/** A sound payload or a few: every choice and every person, one value for all else. */
function payloadsFor(fields: Fields, data: JsonObject): JsonObject[] {
  return Object.entries(fields).reduce<JsonObject[]>(
    (payloads, [name, field]) => {
      if (field.optional) return payloads;
      const values = valuesFor(name, field, data);
      return payloads.flatMap((payload) => values.map((value) => ({ ...payload, [name]: value })));
    },
    [{}],
  );
}

function valuesFor(name: string, field: Fields[string], data: JsonObject): Json[] {
  if (name === 'row') return rowIds(data).slice(0, 8);
  switch (field.type) {
    case 'choice':
      return field.choices ?? [];
    case 'person':
      return name === 'preparer' ? ['P-A'] : ['P-A', 'P-B'];
    case 'boolean':
      return [true];
    case 'integer':
      return [1];
    case 'date':
      return ['2013-03-20'];
    case 'evidence':
      return [[{ title: 'Paper', source: 'folder 1' }]];
    case 'decision':
      return [{ body: 'BOARD', minute: 'Minute 1' }];
    case 'role':
      return ['PMO'];
    default:
      return [name === 'rating' ? 'GREEN' : 'Said'];
  }
}

const rowIds = (data: JsonObject): string[] =>
  Object.values(data).flatMap((value) =>
    Array.isArray(value)
      ? value.flatMap((row) =>
          typeof row === 'object' &&
          row !== null &&
          !Array.isArray(row) &&
          typeof row['id'] === 'string'
            ? [row['id']]
            : [],
        )
      : [],
  );

/** Registers grow without end; a place with more than so many rows is not walked on from. */
function tooLong(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  charts: readonly string[],
): boolean {
  const seen = Object.values(state.items).filter((item) => charts.includes(item.chart));
  const created = seen.filter((item) => compiled.definition.items[item.id] === undefined);
  return created.length > 1 || seen.some((item) => rowIds(item.data).length > 10);
}

function keyOf({ state, acts }: Place, charts: readonly string[]): string {
  const items = Object.values(state.items).filter((item) => charts.includes(item.chart));
  const who = [...new Set(acts.map((act) => JSON.stringify(act)))].toSorted();
  return JSON.stringify([items.map(({ id, value, data }) => [id, value, data]), who]);
}

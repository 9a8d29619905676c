import type { IsoDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { APPROVAL } from '../definition/approval.js';
import { textOf } from '../definition/json-text.js';
import { rowsOf } from '../guard/scope.js';
import type { ItemState, Json, JsonObject, ProgrammeState } from '../model.js';

/** One row of a register of delegations: who may act for whom, when, and in what. */
export type Delegation = {
  /** Register and row: `delegations/delegations-1`. */
  id: string;
  giver: string;
  delegate: string;
  /** First day; null is from the beginning. */
  from: IsoDate | null;
  /** The day on which it has ended; null only where the definition asks for none. */
  until: IsoDate | null;
  /** Empty: all events, all items. */
  events: string[];
  items: string[];
};

/** Every delegation of a programme, past and to come; empty where no chart keeps any. */
export function delegationsOf(compiled: CompiledDefinition, state: ProgrammeState): Delegation[] {
  const { charts } = compiled.definition;
  if (!Object.values(charts).some((chart) => chart.delegations !== undefined)) return [];
  return Object.values(state.items).flatMap((item) => {
    const register = charts[item.chart]?.delegations;
    if (register === undefined) return [];
    return rowsOf(item, register).map((row) => delegationIn(item.id, row));
  });
}

/** A row of a register of delegations, read as what it says. */
export const delegationIn = (register: string, row: JsonObject): Delegation => ({
  id: `${register}/${textOf(row['id'])}`,
  giver: textOf(row['giver']),
  delegate: textOf(row['delegate']),
  from: dayOf(row['from']),
  until: dayOf(row['until']),
  events: namesIn(row['events']),
  items: namesIn(row['items']),
});

const dayOf = (value: Json | undefined): IsoDate | null =>
  typeof value === 'string' ? value : null;

const namesIn = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** Whether a delegation has begun and not ended on a day of the programme's zone. */
const isInForce = ({ from, until }: Delegation, today: IsoDate): boolean =>
  (from === null || from <= today) && (until === null || today < until);

type About = Pick<ItemState, 'id' | 'chart' | 'data'>;

/**
 * The delegations in force on a day that cover an item, for whatever events: who hears what is meant
 * for their givers.
 */
export const inForceAbout = (
  delegations: readonly Delegation[],
  item: About,
  today: IsoDate,
): Delegation[] => delegations.filter((each) => isInForce(each, today) && coversItem(each, item));

/** What somebody wants to do for another. */
export type Acting = {
  person: string;
  actingFor: string;
  event: string;
  item: ItemState;
  today: IsoDate;
};

/**
 * The delegation under which a person may send an event for another, or what is missing. What somebody
 * may do for another they cannot hand on: an event of the register itself is never sent for anybody.
 */
export function delegationFor(
  compiled: CompiledDefinition,
  delegations: readonly Delegation[],
  acting: Acting,
): { delegation: Delegation } | { missing: string } {
  const { person, actingFor, event, item, today } = acting;
  if (compiled.definition.charts[item.chart]?.delegations !== undefined) {
    return { missing: `what is delegated is not handed on; ${actingFor} has to do this in person` };
  }
  const given = delegations.filter(
    (each) => each.giver === actingFor && each.delegate === person && person !== actingFor,
  );
  const inForce = given.filter((each) => isInForce(each, today));
  const found = inForce.find((each) => coversEvent(each, event) && coversItem(each, item));
  return found === undefined
    ? { missing: whatIsMissing(acting, given, inForce) }
    : { delegation: found };
}

const coversEvent = ({ events }: Delegation, event: string): boolean =>
  events.length === 0 || events.includes(event);

/** An approval is covered with the item that it is about. */
const coversItem = ({ items }: Delegation, item: About): boolean =>
  items.length === 0 ||
  items.includes(item.id) ||
  (item.chart === APPROVAL && items.some((each) => each === item.data['subject']));

function whatIsMissing(
  { person, actingFor, event, item, today }: Acting,
  given: readonly Delegation[],
  inForce: readonly Delegation[],
): string {
  const [first] = given;
  if (first === undefined) return `${actingFor} has delegated nothing to ${person}`;
  if (inForce.length > 0) {
    const forEvent = inForce.filter((each) => coversEvent(each, event));
    const names = (of: (each: Delegation) => string[], among: readonly Delegation[]) =>
      [...new Set(among.flatMap(of))].join(', ');
    return forEvent.length === 0
      ? `the delegation of ${actingFor} to ${person} is for ${names((each) => each.events, inForce)}, not for ${event}`
      : `the delegation of ${actingFor} to ${person} is for ${names((each) => each.items, forEvent)}, not for ${item.id}`;
  }
  const coming = given.flatMap((each) =>
    each.from !== null && each.from > today ? [each.from] : [],
  );
  if (coming.length > 0) {
    return `the delegation of ${actingFor} to ${person} begins on ${coming.toSorted()[0]}`;
  }
  const ended = given.flatMap((each) => each.until ?? []).toSorted();
  return `the delegation of ${actingFor} to ${person} ended on ${ended.at(-1)}`;
}

/** For whom a person may do something today: whoever has a delegation to them in force. */
export function giversTo(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  person: string,
  today: IsoDate,
): string[] {
  const givers = delegationsOf(compiled, state)
    .filter((each) => each.delegate === person && isInForce(each, today))
    .map((each) => each.giver);
  return [...new Set(givers)];
}

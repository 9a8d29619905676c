import { textOf } from '../definition/json-text.js';
import { APPROVAL } from '../definition/approval.js';
import type { Guard } from '../definition/guard-schema.js';
import { isIn, stateWords } from '../chart/state-value.js';
import type { ItemState, Json } from '../model.js';
import { answerOf, type LeafAnswer } from './finding.js';
import {
  hasEnded,
  isObject,
  itemHere,
  look,
  persons,
  rowsOf,
  show,
  today,
  type Scope,
} from './scope.js';

type Asked<Op extends string> =
  Extract<Guard, Record<Op, unknown>> extends infer G
    ? G extends Record<Op, infer Body>
      ? Body
      : never
    : never;

/** Whether this event on this item, as the item stands now, has been approved and still is. */
export function approvedLeaf(guard: Asked<'approved'>, scope: Scope): LeafAnswer {
  const { item, event } = scope;
  const all = Object.values(scope.state.items).filter(
    ({ chart, data }) =>
      chart === APPROVAL && data['subject'] === item.id && data['event'] === event,
  );
  const obstacles = all.map((each) => obstacleOf(each, guard, scope));
  const standing = all.find((_, index) => obstacles[index] === null);
  const needed = `${guard.atLeast} of ${guard.by.join(' or ')}`;
  const inputs = { approval: standing?.id ?? all.at(-1)?.id ?? null, version: item.version };
  if (standing !== undefined) {
    return { answer: 'yes', words: `${standing.id} approves it`, inputs };
  }
  const words =
    obstacles.at(-1) ?? `it needs the approval of ${needed}: ask for it with REQUEST_APPROVAL`;
  return { answer: 'no', words, inputs, clearedBy: guard.by };
}

/** The approval on which the event goes ahead: given, and for the item as it stands. */
export const standingApproval = ({ state, item, event }: Scope): ItemState | undefined =>
  Object.values(state.items).find(
    ({ chart, data, value }) =>
      chart === APPROVAL &&
      data['subject'] === item.id &&
      data['event'] === event &&
      data['boundVersion'] === item.version &&
      isIn(value, 'approved'),
  );

/** Whether the event brings the evidence that was approved, where both have some. */
function bringsOther(approval: ItemState, { payload }: Scope): boolean {
  const [seen, brought] = [approval.data['evidence'], payload['evidence']];
  if (!Array.isArray(seen) || seen.length === 0 || !Array.isArray(brought)) return false;
  const keys = (list: Json[]) =>
    list
      .filter(isObject)
      .map(({ title, source, sha256, kind }) =>
        JSON.stringify([title, source, sha256 ?? null, kind ?? null]),
      )
      .toSorted();
  return keys(seen).join() !== keys(brought).join();
}

/** Why an approval does not carry the event now, or null when it does. */
function obstacleOf(approval: ItemState, guard: Asked<'approved'>, scope: Scope): string | null {
  const { data, id } = approval;
  const [bound, until, needed] = [data['boundVersion'], data['validUntil'], data['needed']];
  if (isIn(approval.value, 'requested')) {
    const votes = rowsOf(approval, 'votes').filter((row) => !hasEnded(row, today(scope)));
    const have = votes.filter((row) => row['vote'] === 'APPROVE').length;
    return `${id} is asked for; ${have} of ${textOf(needed)} needed approve so far`;
  }
  if (!isIn(approval.value, 'approved')) {
    return `${id} is ${stateWords(approval.value)}; ask again with RESUBMIT or REQUEST_APPROVAL`;
  }
  if (bound !== scope.item.version) {
    return `${id} approves version ${show(bound)} of ${scope.item.title}, which is at ${scope.item.version} now`;
  }
  if (typeof until === 'string' && until < today(scope)) return `${id} was valid until ${until}`;
  if (bringsOther(approval, scope)) return `${id} was given on other evidence than is brought here`;
  const roles = Array.isArray(data['approvers']) ? data['approvers'].map(textOf) : [];
  const isEnough = typeof needed === 'number' && needed >= guard.atLeast;
  if (isEnough && roles.every((role) => guard.by.includes(role))) return null;
  return `${id} was given by ${textOf(needed)} of ${roles.join(' or ')}, which is not who has to approve`;
}

/** Whether an event has happened to an item after a version of it. */
export function happenedLeaf(guard: Asked<'happened'>, scope: Scope): LeafAnswer {
  const item = itemHere(guard.to, scope);
  const event =
    typeof guard.event === 'string' ? guard.event : textOf(scope.item.data[guard.event.field]);
  const after = look(guard.after, scope).value;
  const at = item?.happened[event] ?? null;
  const inputs = { item: item?.id ?? null, event, at, after };
  if (item === undefined || typeof after !== 'number') {
    return {
      answer: 'unknown',
      words: `since when ${event} is asked about is to be confirmed`,
      inputs,
    };
  }
  const holds = at !== null && at > after;
  const words = `${event} has ${holds ? '' : 'not '}happened to ${item.title} since its version ${after}`;
  return { answer: answerOf(holds), words, inputs };
}

/** Whether nobody who acts has declared an interest in these items, in a register of interests. */
export function noInterestLeaf(guard: Asked<'noInterest'>, scope: Scope): LeafAnswer {
  const about = guard.in.flatMap((each) => itemHere(each, scope)?.id ?? []);
  const acting = persons(scope);
  const declared = Object.values(scope.state.items).flatMap((register) => {
    const rows = scope.compiled.charts[register.chart]?.chart.interests;
    if (rows === undefined) return [];
    return rowsOf(register, rows)
      .filter((row) => !hasEnded(row, today(scope)) && acting.includes(textOf(row['person'])))
      .filter(
        ({ about: items }) =>
          Array.isArray(items) && items.some((one) => about.includes(textOf(one))),
      )
      .map((row) => `${textOf(row['person'])} (${textOf(row['id'])} of ${register.title})`);
  });
  return {
    answer: answerOf(declared.length === 0),
    words:
      declared.length === 0
        ? `nobody who acts has an interest in ${about.join(', ') || 'it'}`
        : `an interest in ${about.join(', ')} is declared by ${declared.join(', ')}: they stand aside`,
    inputs: { about, declared: declared.length },
  };
}

/** Whether a rating is a point of the scale asked for. */
export function onScaleLeaf(guard: Asked<'onScale'>, scope: Scope): LeafAnswer {
  const rating = look(guard.rating, scope).value;
  const name = look(guard.scale, scope).value ?? guard.otherwise ?? null;
  const scale = scope.compiled.definition.scales?.[textOf(name)];
  const inputs = { rating, scale: name };
  if (scale === undefined) {
    return { answer: 'unknown', words: 'the scale to rate by is to be confirmed', inputs };
  }
  const words = `${show(rating)} is rated by the scale "${scale.title}": ${scale.points.join(', ')}`;
  return { answer: answerOf(scale.points.includes(textOf(rating))), words, inputs };
}

import { textOf } from '../definition/json-text.js';
import { APPROVAL } from '../definition/approval.js';
import type { Guard } from '../definition/guard-schema.js';
import { anyRoleName } from '../definition/role-name.js';
import { isIn, stateWords } from '../chart/state-value.js';
import type { ItemState } from '../model.js';
import { differsFromApproved } from './approved-payload.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { interestsIn } from './interests.js';
import { lookShown } from './private-text.js';
import { hasEnded, itemHere, look, persons, rowsOf, show, today, type Scope } from './scope.js';

type Asked<Op extends string> =
  Extract<Guard, Record<Op, unknown>> extends infer G
    ? G extends Record<Op, infer Body>
      ? Body
      : never
    : never;

/** Whether this event on this item, as the item stands now, has been approved and still is. */
export function approvedLeaf(guard: Asked<'approved'>, scope: Scope): LeafAnswer {
  const { item } = scope;
  const { definition } = scope.compiled;
  const all = approvalsOf(scope);
  const obstacles = all.map((each) => obstacleOf(each, guard, scope));
  const standing = all.find((_, index) => obstacles[index] === null);
  const needed = `${guard.atLeast} of ${anyRoleName(definition, guard.by)}`;
  const inputs = { approval: standing?.id ?? all.at(-1)?.id ?? null, version: item.version };
  if (standing !== undefined) {
    return { answer: 'yes', words: `${standing.id} approves it`, inputs };
  }
  const words =
    obstacles.at(-1) ?? `it needs the approval of ${needed}: ask for it with REQUEST_APPROVAL`;
  return { answer: 'no', words, inputs, clearedBy: guard.by };
}

/** The approval on which the event goes ahead: given, for the item as it stands and for what it brings. */
export const standingApproval = (scope: Scope): ItemState | undefined =>
  approvalsOf(scope).find(
    (each) =>
      each.data['boundVersion'] === scope.item.version &&
      isIn(each.value, 'approved') &&
      votersActing(each, scope).length === 0 &&
      differsFromApproved(each, scope) === null,
  );

/** Every approval of this event on this item that was ever asked for. */
const approvalsOf = ({ state, item, event }: Scope): ItemState[] =>
  Object.values(state.items).filter(
    ({ chart, data }) =>
      chart === APPROVAL && data['subject'] === item.id && data['event'] === event,
  );

/** Whoever acts and has voted on the approval: who approves a step does not take it as well. */
const votersActing = (approval: ItemState, scope: Scope): string[] =>
  persons(scope).filter((each) => approval.duties['approver']?.includes(each) === true);

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
  const [voter] = votersActing(approval, scope);
  if (voter !== undefined) {
    return `${voter} voted on ${id}: whoever approves it does not do it as well; another has to`;
  }
  const other = differsFromApproved(approval, scope);
  if (other !== null) return other;
  const roles = Array.isArray(data['approvers']) ? data['approvers'].map(textOf) : [];
  const isEnough = typeof needed === 'number' && needed >= guard.atLeast;
  if (isEnough && roles.every((role) => guard.by.includes(role))) return null;
  return `${id} was given by ${textOf(needed)} of ${anyRoleName(scope.compiled.definition, roles)}, which is not who has to approve`;
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
  const declared = interestsIn(about, scope)
    .filter(({ person }) => acting.includes(person))
    .map(({ words }) => words);
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
  const { value: rating, shown, words: said } = lookShown(guard.rating, scope);
  const name = look(guard.scale, scope).value ?? guard.otherwise ?? null;
  const scale = scope.compiled.definition.scales?.[textOf(name)];
  const inputs = { rating: shown, scale: name };
  if (scale === undefined) {
    return { answer: 'unknown', words: 'the scale to rate by is to be confirmed', inputs };
  }
  const onScale = scale.points.includes(textOf(rating));
  const given = shown === null && rating !== null ? said : show(rating);
  const words = `${given} is ${onScale ? 'a' : 'no'} point of the scale "${scale.title}": ${scale.points.join(', ')}`;
  return { answer: answerOf(onScale), words, inputs };
}

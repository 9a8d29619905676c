import { textOf } from '../definition/json-text.js';
import type { Guard } from '../definition/guard-schema.js';
import type { ItemState, Json } from '../model.js';
import { attendanceOf } from './attendance.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { countedAfter } from './leaf-count.js';
import { isObject, look, show, type Scope } from './scope.js';

export type DecisionGuard = Extract<Guard, { decisionRecorded: unknown }>['decisionRecorded'];

/**
 * Whether those who have to decide have decided. Where the item says how many votes are needed, the
 * votes decide; otherwise a body does, by a decision that the event carries, with its minute and its
 * quorum: the one the guard asks for, or the one that the definition gives the body. While neither is
 * known it is not decided; what the decision says of its own quorum only adds to it. Where the item
 * names no body, the decision itself says whose it is.
 */
export function decisionLeaf(guard: DecisionGuard, scope: Scope): LeafAnswer {
  if (guard.votes !== undefined && decidesByVotes(guard, scope.item)) {
    return votesLeaf(guard.votes, scope);
  }
  const decision = scope.payload['decision'];
  const given = isObject(decision) ? decision : null;
  const body = given?.['body'] ?? null;
  const needed = textOf(bodyOf(guard, scope.item) ?? body ?? 'the body that decides');
  const minuted = typeof given?.['minute'] === 'string' && given['minute'].trim() !== '';
  const own = guard.quorum === undefined ? undefined : look(guard.quorum, scope).value;
  const declared = scope.compiled.definition.bodies?.[needed]?.quorum;
  const attendance = attendanceOf(given ?? {}, [own, declared], scope);
  const isOpen = typeof own !== 'number' && declared === undefined;
  const words =
    given === null
      ? `a recorded decision of ${needed} is needed: give "decision" with its body and minute`
      : body !== needed
        ? `the decision given is one of ${textOf(body)}; ${needed} has to decide`
        : !minuted
          ? `the decision of ${needed} needs its minute`
          : !attendance.quorate
            ? `${attendance.words}: ${needed} could not decide`
            : isOpen
              ? `the quorum of ${needed} is to be confirmed, and a minute alone decides nothing: ${whereQuorum(guard, needed)}`
              : `decided by ${needed}`;
  const holds = body === needed && minuted && attendance.quorate;
  return {
    answer: holds && isOpen ? 'unknown' : answerOf(holds),
    words,
    inputs: { body, minuted, counted: attendance.counted, quorum: attendance.quorum },
  };
}

/** Where a quorum can still be given: in the item, or for the body wherever it decides. */
const whereQuorum = ({ quorum }: DecisionGuard, body: string): string =>
  quorum !== undefined && 'field' in quorum
    ? `record "${quorum.field}", or give "${body}" a quorum in "bodies"`
    : `give "${body}" a quorum in "bodies" of the definition, or "none"`;

/** Whether this item leaves the decision to votes: it says how many are needed. */
export const decidesByVotes = ({ votes }: DecisionGuard, item: ItemState): boolean =>
  votes !== undefined && typeof item.data[votes.needs.field] === 'number';

const bodyOf = ({ body }: DecisionGuard, item: ItemState): Json =>
  typeof body === 'string' ? body : (item.data[body.field] ?? null);

function votesLeaf(votes: NonNullable<DecisionGuard['votes']>, scope: Scope): LeafAnswer {
  const have = countedAfter(votes.of, scope);
  const needs = look(votes.needs, scope).value;
  const words = `${have} of ${show(needs)} votes needed for it are in`;
  return {
    answer: answerOf(typeof needs === 'number' && have >= needs),
    words,
    inputs: { have, needs },
  };
}

import { textOf } from '../definition/json-text.js';
import type { Guard } from '../definition/guard-schema.js';
import type { ItemState, Json, JsonObject } from '../model.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { countedAfter } from './leaf-count.js';
import { isObject, look, show, type Scope } from './scope.js';

export type DecisionGuard = Extract<Guard, { decisionRecorded: unknown }>['decisionRecorded'];

/**
 * Whether those who have to decide have decided. Where the item says how many votes are needed, the
 * votes decide; otherwise a body does, by a decision that the event carries, with its minute and its
 * quorum. Where the item names no body, the decision itself says whose it is.
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
  const attendance = attendanceOf(given ?? {}, guard.quorum, scope);
  const words =
    given === null
      ? `a recorded decision of ${needed} is needed: give "decision" with its body and minute`
      : body !== needed
        ? `the decision given is one of ${textOf(body)}; ${needed} has to decide`
        : !minuted
          ? `the decision of ${needed} needs its minute`
          : attendance.quorate
            ? `decided by ${needed}`
            : `${attendance.words}: ${needed} could not decide`;
  return {
    answer: answerOf(body === needed && minuted && attendance.quorate),
    words,
    inputs: { body, minuted, counted: attendance.counted, quorum: attendance.quorum },
  };
}

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

/** Who counts towards the quorum: those present, without those who stood aside. */
function attendanceOf(
  decision: JsonObject,
  asked: DecisionGuard['quorum'],
  scope: Scope,
): { quorate: boolean; words: string; counted: number | null; quorum: number | null } {
  const own = decision['quorum'];
  const programme = asked === undefined ? null : look(asked, scope).value;
  const quorums = [own, programme].filter((each) => typeof each === 'number');
  const quorum = quorums.length === 0 ? null : Math.max(...quorums);
  const recused = listOf(decision['recused']);
  const members = Array.isArray(decision['members']) ? listOf(decision['members']) : null;
  const present = members?.length ?? decision['present'];
  const aside =
    members === null ? recused.length : members.filter((one) => recused.includes(one)).length;
  const counted = typeof present === 'number' ? Math.max(0, present - aside) : null;
  const required = programme !== null && quorum !== null;
  if (counted === null) {
    const words = `the quorum is ${quorum ?? 0}: say in "members" who was present`;
    return { quorate: !required, words, counted, quorum };
  }
  const without = aside === 0 ? '' : `, without ${aside} who stood aside`;
  const words = `${counted} of ${quorum ?? 0} needed for a quorum were present${without}`;
  return { quorate: quorum === null || counted >= quorum, words, counted, quorum };
}

const listOf = (value: Json | undefined): Json[] =>
  Array.isArray(value) ? [...new Set(value)] : [];

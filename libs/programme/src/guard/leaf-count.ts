import type { Operand, Selection, Where } from '../definition/guard-schema.js';
import type { Answer, Json } from '../model.js';
import { compareDecimals, isDecimal, multiplyDecimals } from './decimal.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { lookShown } from './private-text.js';
import { matches, persons, select, selectionWords, whereWords, type Scope } from './scope.js';

type Range = { sure: number; possible: number };

function counted(selection: Selection, scope: Scope): Range {
  const found = select(selection, scope);
  const sure = found.filter((each) => each.answer === 'yes').length;
  return { sure, possible: sure + found.filter((each) => each.answer === 'unknown').length };
}

/** How many rows or items surely match, once the changes of this event are made. */
export const countedAfter = (selection: Selection, scope: Scope): number =>
  counted(selection, { ...scope, state: scope.after() }).sure;

export function countLeaf(
  guard: {
    of: Selection;
    atLeast?: number | undefined;
    atMost?: number | undefined;
    exactly?: number | undefined;
  },
  scope: Scope,
): LeafAnswer {
  const { sure, possible } = counted(guard.of, scope);
  const low = guard.exactly ?? guard.atLeast ?? 0;
  const high = guard.exactly ?? guard.atMost ?? Number.MAX_SAFE_INTEGER;
  const answer: Answer =
    sure >= low && possible <= high ? 'yes' : possible < low || sure > high ? 'no' : 'unknown';
  const wanted = [
    guard.exactly === undefined ? null : `exactly ${guard.exactly}`,
    guard.atLeast === undefined ? null : `at least ${guard.atLeast}`,
    guard.atMost === undefined ? null : `at most ${guard.atMost}`,
  ].filter((each) => each !== null);
  const had = possible > sure ? `${sure} to ${possible}` : String(sure);
  return {
    answer,
    words: `${had} ${selectionWords(guard.of)}; there must be ${wanted.join(' and ')}`,
    inputs: { sure, possible },
  };
}

/** Whether every row or item of a selection has the cells asked for. */
export function everyLeaf(
  guard: { of: Selection; is: Where; atLeast: number },
  scope: Scope,
): LeafAnswer {
  const chosen = select(guard.of, scope).filter((each) => each.answer !== 'no');
  const judged = chosen.map((each) => ({
    id: each.id,
    answer: matches(each.row, guard.is, scope.state.items[each.id], scope),
  }));
  const failing = judged.filter((each) => each.answer === 'no').map((each) => each.id);
  const unknown = judged.filter((each) => each.answer === 'unknown').map((each) => each.id);
  const wanted = whereWords(guard.is);
  const tooFew = chosen.length < guard.atLeast;
  const answer: Answer =
    failing.length > 0 || tooFew ? 'no' : unknown.length > 0 ? 'unknown' : 'yes';
  const words = [
    tooFew
      ? `there are ${chosen.length} ${selectionWords(guard.of)}, of at least ${guard.atLeast}`
      : null,
    failing.length > 0 ? `not with ${wanted}: ${failing.join(', ')}` : null,
    unknown.length > 0 ? `still to be confirmed: ${unknown.join(', ')} (${wanted})` : null,
    answer === 'yes' ? `all ${chosen.length} ${selectionWords(guard.of)} have ${wanted}` : null,
  ].filter((each) => each !== null);
  return { answer, words: words.join('; '), inputs: { failing, unknown, of: chosen.length } };
}

const opWords = {
  eq: 'must be',
  ne: 'must not be',
  lt: 'must be less than',
  le: 'must be at most',
  gt: 'must be more than',
  ge: 'must be at least',
} as const;

export function compareLeaf(
  guard: { left: Operand; op: keyof typeof opWords; right: Operand },
  scope: Scope,
): LeafAnswer {
  const left = lookShown(guard.left, scope);
  const right = lookShown(guard.right, scope);
  const inputs = { left: left.shown, right: right.shown };
  const words = `${left.words} ${opWords[guard.op]} ${right.words}`;
  if (left.value === null || right.value === null) return { answer: 'unknown', words, inputs };
  if (guard.op === 'eq' || guard.op === 'ne') {
    const same = sidesOf(guard.left, left.value, scope).some((one) =>
      sidesOf(guard.right, right.value, scope).some((other) => orderOf(one, other) === 0),
    );
    return { answer: answerOf(same === (guard.op === 'eq')), words, inputs };
  }
  return { answer: answerOf(compares(left.value, guard.op, right.value)), words, inputs };
}

/** What stands on a side: "the person acting" is whoever acts, and whomever they act for. */
const sidesOf = (operand: Operand, value: Json, scope: Scope): Json[] =>
  'actor' in operand ? persons(scope) : [value];

function compares(left: Json, op: keyof typeof opWords, right: Json): boolean {
  const order = orderOf(left, right);
  switch (op) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    default:
      return op satisfies never;
  }
}

function orderOf(left: Json, right: Json): number {
  if (isDecimal(left) && isDecimal(right)) return compareDecimals(String(left), String(right));
  const [one, other] = [left, right].map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  ) as [string, string]; // a pair maps to a pair
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Whether a part is more than a share (such as "0.5") of a whole. */
export function shareLeaf(
  guard: { part: Operand; whole: Operand; over: string },
  scope: Scope,
): LeafAnswer {
  const part = lookShown(guard.part, scope);
  const whole = lookShown(guard.whole, scope);
  const inputs = { part: part.shown, whole: whole.shown, over: guard.over };
  const words = `${part.words} must be more than ${guard.over} of ${whole.words}`;
  if (!isDecimal(part.value) || !isDecimal(whole.value))
    return { answer: 'unknown', words, inputs };
  const needed = multiplyDecimals(String(whole.value), guard.over);
  return { answer: answerOf(compareDecimals(String(part.value), needed) > 0), words, inputs };
}

/** Whether more than half of a body is of one kind, now or (`after: changes`) once the event is through. */
export function majorityLeaf(
  guard: { of: Selection; among: Selection; called: string; after?: 'changes' | undefined },
  scope: Scope,
): LeafAnswer {
  const hypothetical = guard.after === 'changes';
  const at = hypothetical ? { ...scope, state: scope.after() } : scope;
  const part = counted(guard.of, at);
  const whole = counted(guard.among, at);
  const answer: Answer =
    2 * part.sure > whole.possible ? 'yes' : 2 * part.possible <= whole.sure ? 'no' : 'unknown';
  return {
    answer,
    words: `${part.sure} of ${whole.sure} ${hypothetical ? 'would be' : 'are'} ${guard.called}; more than half must be`,
    inputs: { part: part.sure, whole: whole.sure },
  };
}

export function quorumLeaf(guard: { of: Selection; needs: Operand }, scope: Scope): LeafAnswer {
  const { sure } = counted(guard.of, scope);
  const needs = lookShown(guard.needs, scope);
  const inputs = { have: sure, needs: needs.shown };
  if (typeof needs.value !== 'number') {
    return { answer: 'unknown', words: `how many are needed is to be confirmed`, inputs };
  }
  return {
    answer: answerOf(sure >= needs.value),
    words: `${sure} ${selectionWords(guard.of)}; ${needs.value} are needed`,
    inputs,
  };
}

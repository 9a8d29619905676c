import { addDays, isIsoDate } from '#plan';
import type { Operand } from '../definition/guard-schema.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { lookShown } from './private-text.js';
import { today, type Scope } from './scope.js';

/** Whether a day lies ahead, and not further than so many days from today. */
export function withinDaysLeaf(guard: { date: Operand; days: number }, scope: Scope): LeafAnswer {
  const { value, shown, words } = lookShown(guard.date, scope);
  const [day, last] = [today(scope), addDays(today(scope), guard.days)];
  const inputs = { date: shown, from: day, last };
  if (typeof value !== 'string' || !isIsoDate(value)) {
    return { answer: 'unknown', words: `${words} must be a day up to ${last}`, inputs };
  }
  return {
    answer: answerOf(value > day && value <= last),
    words: `${words} must be after ${day} and no later than ${last}, which is ${guard.days} days ahead`,
    inputs,
  };
}

import type { Guard } from '../definition/guard-schema.js';
import type { Answer } from '../model.js';
import type { Result } from './finding.js';
import { ownGuard } from './holds.js';
import { leaf } from './leaf.js';
import type { Scope } from './scope.js';

/** Answers a guard in full: every part is looked at, so that all reasons can be told. */
export function evaluate(guard: Guard, scope: Scope): Result {
  if ('all' in guard) {
    const parts = guard.all.map((inner) => evaluate(inner, scope));
    return combined(guard, 'all', worst(parts), parts, ' and ');
  }
  if ('any' in guard) {
    const parts = guard.any.map((inner) => evaluate(inner, scope));
    return combined(guard, 'any', best(parts), parts, ' or ');
  }
  if ('not' in guard) {
    const part = evaluate(guard.not, scope);
    const answer: Answer =
      part.answer === 'unknown' ? 'unknown' : part.answer === 'yes' ? 'no' : 'yes';
    return {
      ...combined(guard, 'not', answer, [part], ''),
      words: `it must not be that: ${part.words}`,
      inputs: part.inputs,
    };
  }
  const own = ownGuard(guard, scope);
  return own === undefined ? leaf(guard, scope) : withOuterBasis(evaluate(own, scope), guard);
}

/** The answer of an `all`: a "no" weighs more than an "unknown". */
function worst(parts: Result[]): Answer {
  if (parts.some((part) => part.answer === 'no')) return 'no';
  return parts.some((part) => part.answer === 'unknown') ? 'unknown' : 'yes';
}

function best(parts: Result[]): Answer {
  if (parts.some((part) => part.answer === 'yes')) return 'yes';
  return parts.some((part) => part.answer === 'unknown') ? 'unknown' : 'no';
}

function combined(
  guard: Guard,
  name: string,
  answer: Answer,
  parts: Result[],
  joint: string,
): Result {
  return {
    guard,
    name,
    answer,
    words: parts.map((part) => part.guard.words ?? part.words).join(joint),
    inputs: Object.assign({}, ...parts.map((part) => part.inputs)),
    clearedBy: [...new Set(parts.flatMap((part) => part.guard.clearedBy ?? part.clearedBy))],
    parts,
  };
}

function withOuterBasis(result: Result, outer: Guard): Result {
  const guard = {
    ...result.guard,
    basis: result.guard.basis ?? outer.basis,
    clearedBy: result.guard.clearedBy ?? outer.clearedBy,
  };
  return { ...result, guard };
}

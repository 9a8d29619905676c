import type { Guard } from '../definition/guard-schema.js';
import { roleName } from '../definition/role-name.js';
import type { Answer, Finding, JsonObject } from '../model.js';
import type { Scope } from './scope.js';

/** What a guard found, with what its parts found. */
export type Result = {
  guard: Guard;
  name: string;
  answer: Answer;
  words: string;
  inputs: JsonObject;
  clearedBy: string[];
  parts: Result[];
};

/** What a leaf says of itself: its answer, why, and the values it looked at. */
export type LeafAnswer = {
  answer: Answer;
  words: string;
  inputs: JsonObject;
  clearedBy?: string[];
};

export const answerOf = (holds: boolean): Answer => (holds ? 'yes' : 'no');

/** The leaves that stand in the way, or, for a result that holds, the leaves that carried it. */
export function decisiveLeaves(result: Result): Result[] {
  if (result.parts.length === 0) return [result];
  const wanted = result.parts.filter((part) =>
    result.answer === 'yes' ? part.answer === 'yes' : part.answer !== 'yes',
  );
  if ('not' in result.guard || wanted.length === 0) return [result];
  return wanted.flatMap(decisiveLeaves);
}

/** A result in plain words, with what it rests on, quoted. */
export function toFinding(result: Result, scope: Scope): Finding {
  const { basis, words } = result.guard;
  const { definition } = scope.compiled;
  const clearedBy = result.guard.clearedBy ?? result.clearedBy;
  return {
    guard: result.name,
    answer: result.answer,
    words: words === undefined ? result.words : `${words} – ${result.words}`,
    inputs: result.inputs,
    basis:
      basis === undefined
        ? null
        : {
            mark: basis.mark,
            sources: basis.sources,
            quotes: basis.sources.flatMap((id) => definition.facts[id]?.quote ?? []),
          },
    clearedBy,
    whoClears: clearedBy.map((role) => roleName(definition, role)),
  };
}

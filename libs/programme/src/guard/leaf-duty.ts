import type { ItemRef } from '../definition/guard-schema.js';
import { groupsOf } from '../definition/duties.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { persons, referred, type Scope } from './scope.js';

/**
 * Whether nobody who acts here has ever performed a duty that must stay apart from this one on this
 * item: whoever acts, and whomever they act for; or whoever is named for it. It never comes round
 * again, and no role is exempt.
 */
export function separatedLeaf(
  separated: string | { duty: string; person: ItemRef },
  scope: Scope,
): LeafAnswer {
  const { actor, item, compiled } = scope;
  const isActing = typeof separated === 'string';
  const duty = isActing ? separated : separated.duty;
  const acting = isActing ? persons(scope) : namedFor(separated.person, scope);
  const groups = groupsOf(compiled.definition.charts[item.chart], duty);
  const apart = [...new Set(groups.flat())].filter((each) => each !== duty);
  const clashes = apart.flatMap((other) =>
    acting
      .filter((person) => item.duties[other]?.includes(person))
      .map((person) => ({ person, other })),
  );
  const inputs = { duty, persons: acting, clashes };
  if (isActing && actor.kind === 'system') {
    return { answer: 'no', words: `the system performs no duty: a person is ${duty}`, inputs };
  }
  const others = [...new Set(clashes.map((each) => each.other))].join(' or ');
  const words =
    clashes.length === 0
      ? `nobody ${isActing ? 'acting here' : 'named here'} was ${apart.join(' or ')} of ${item.title}`
      : `whoever was ${others} is never ${duty} of the same item: ${clashes.map(({ person, other }) => `${person} was ${other}`).join(', ')}`;
  return { answer: answerOf(clashes.length === 0), words, inputs };
}

function namedFor(person: ItemRef, scope: Scope): string[] {
  const named = referred(person, scope);
  return typeof named === 'string' ? [named] : [];
}

import { groupsOf } from '../definition/duties.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { persons, type Scope } from './scope.js';

/**
 * Whether nobody who acts here has ever performed a duty that must stay apart from this one on this
 * item: whoever acts, and whomever they act for. It never comes round again, and no role is exempt.
 */
export function separatedLeaf(duty: string, scope: Scope): LeafAnswer {
  const { actor, item, compiled } = scope;
  const acting = persons(scope);
  const groups = groupsOf(compiled.definition.charts[item.chart], duty);
  const apart = [...new Set(groups.flat())].filter((each) => each !== duty);
  const clashes = apart.flatMap((other) =>
    acting
      .filter((person) => item.duties[other]?.includes(person))
      .map((person) => ({ person, other })),
  );
  const inputs = { duty, persons: acting, clashes };
  if (actor.kind === 'system') {
    return { answer: 'no', words: `the system performs no duty: a person is ${duty}`, inputs };
  }
  const others = [...new Set(clashes.map((each) => each.other))].join(' or ');
  const words =
    clashes.length === 0
      ? `nobody acting here was ${apart.join(' or ')} of ${item.title}`
      : `whoever was ${others} is never ${duty} of the same item: ${clashes.map(({ person, other }) => `${person} was ${other}`).join(', ')}`;
  return { answer: answerOf(clashes.length === 0), words, inputs };
}

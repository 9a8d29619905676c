import type { Rule, Transition } from './chart-schema.js';
import type { Definition } from './definition.js';
import type { Guard, Operand } from './guard-schema.js';
import { guardsWithin } from './guard-walk.js';

/** A transition or a rule: what of it says who decides. */
type Stepped = { by: 'person'; body: Transition } | { by: 'system'; body: Rule };

/** The fields of a chart that say who decides, or how many of them, given all its transitions and rules. */
export function decisiveFields(definition: Definition, steps: readonly Stepped[]): Set<string> {
  const decided = steps.flatMap((step) => {
    const guards = step.body.guard === undefined ? [] : guardsWithin(step.body.guard);
    const fields = guards.flatMap(restsOn);
    const roles = step.by === 'person' && fields.length > 0 ? step.body.roles : [];
    return [...fields, ...roles.flatMap((role) => fieldOf(definition, role))];
  });
  return new Set(decided);
}

function restsOn(guard: Guard): string[] {
  if ('quorum' in guard) return fieldIn(guard.quorum.needs);
  if (!('decisionRecorded' in guard)) return [];
  const { body, quorum, votes } = guard.decisionRecorded;
  return [
    ...(typeof body === 'string' ? [] : [body.field]),
    ...(quorum === undefined ? [] : fieldIn(quorum)),
    ...(votes === undefined ? [] : [votes.needs.field]),
  ];
}

/** A field of this very item; another item's is its own chart's concern. */
const fieldIn = (operand: Operand): string[] =>
  'field' in operand && operand.item === undefined ? [operand.field] : [];

/** The field that says who holds a role, where it is held through the item. */
function fieldOf({ roles }: Definition, role: string): string[] {
  const relative = roles[role]?.relative;
  return relative !== undefined && 'roleIn' in relative ? [relative.roleIn] : [];
}

import type { Chart } from '../definition/chart-schema.js';
import type { Definition } from '../definition/definition.js';
import type { Guard, Operand } from '../definition/guard-schema.js';
import { guardsWithin } from '../definition/guard-walk.js';
import { isRecordable } from '../decide/record-value.js';
import type { Report } from './message.js';
import { placedSteps } from './steps.js';

/**
 * Values that say who decides, and how many of them: while one is to be confirmed, a single person
 * could record it and then decide by it, unless recording it is a duty of its own.
 */
export function checkDecisiveValues(definition: Definition, report: Report): void {
  for (const [name, chart] of Object.entries(definition.charts)) {
    if (chart.recordedBy.length === 0) continue;
    for (const field of decisiveFields(definition, name, chart)) {
      const known = chart.fields[field];
      if (known === undefined || known.duty !== undefined) continue;
      if (!isRecordable(chart, known, field, false)) continue;
      const message = `a decision rests on "${field}", and ${chart.recordedBy.join(' or ')} could record it and then decide by it; give it a "duty" that "separate" keeps apart from deciding, or "recordable: false"`;
      report('wrong-value', ['charts', name, 'fields', field], message);
    }
  }
}

function decisiveFields(definition: Definition, name: string, chart: Chart): Set<string> {
  const decided = placedSteps(name, chart).flatMap((step) => {
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

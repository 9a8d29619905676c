import { decisiveFields } from '../definition/decisive-fields.js';
import type { Definition } from '../definition/definition.js';
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
    for (const field of decisiveFields(definition, placedSteps(name, chart))) {
      const known = chart.fields[field];
      if (known === undefined || known.duty !== undefined) continue;
      if (!isRecordable(chart, known, field, false)) continue;
      const message = `a decision rests on "${field}", and ${chart.recordedBy.join(' or ')} could record it and then decide by it; give it a "duty" that "separate" keeps apart from deciding, or "recordable: false"`;
      report('wrong-value', ['charts', name, 'fields', field], message);
    }
  }
}

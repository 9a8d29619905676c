import type { Chart } from '../definition/chart-schema.js';
import { decisiveFields } from '../definition/decisive-fields.js';
import type { Definition } from '../definition/definition.js';
import { isRecordable } from '../decide/record-value.js';
import { groupsOf } from '../definition/duties.js';
import type { Report } from './message.js';
import { placedSteps, type PlacedStep } from './steps.js';

/**
 * Values that say who decides, and how many of them: while one is to be confirmed, a single person
 * could record it and then decide by it, unless recording it is a duty kept apart from that of deciding.
 */
export function checkDecisiveValues(definition: Definition, report: Report): void {
  for (const [name, chart] of Object.entries(definition.charts)) {
    if (chart.recordedBy.length === 0) continue;
    const steps = placedSteps(name, chart);
    for (const field of decisiveFields(definition, steps)) {
      const known = chart.fields[field];
      if (known === undefined || !isRecordable(chart, known, field, false)) continue;
      const path = ['charts', name, 'fields', field];
      const who = chart.recordedBy.join(' or ');
      if (known.duty === undefined) {
        const message = `a decision rests on "${field}", and ${who} could record it and then decide by it; give it a "duty" that "separate" keeps apart from deciding, or "recordable: false"`;
        report('wrong-value', path, message);
        continue;
      }
      const { duty } = known;
      const deciding = steps.filter((step) => decisiveFields(definition, [step]).has(field));
      for (const step of deciding.filter((each) => !isApart(chart, duty, each))) {
        const own = step.by === 'person' ? step.body.duty : undefined;
        const decides = own === undefined ? 'has no duty' : `is the duty "${own}"`;
        const message = `${step.event} rests on "${field}" and ${decides}, so whoever was ${duty} and recorded it could decide by it; name both duties in one group of "separate", or give the field "recordable: false"`;
        report('wrong-value', path, message);
      }
    }
  }
}

/** What the system does by itself is decided by those whose votes it counts, each with a duty of theirs. */
const isApart = (chart: Chart, duty: string, step: PlacedStep): boolean => {
  if (step.by === 'system') return true;
  const own = step.body.duty;
  return (
    own !== undefined && own !== duty && groupsOf(chart, duty).some((each) => each.includes(own))
  );
};

import { withDuty } from '../definition/duties.js';
import type { Guard } from '../definition/guard-schema.js';
import { textOf } from '../definition/json-text.js';
import type { Step } from '../chart/compile.js';
import type { Scope } from '../guard/scope.js';

/**
 * The duty that whoever sends an event performs: the one that its step names, or, where it records or
 * corrects a value, the one that the value's field names.
 */
export function dutyOf(step: Step, scope: Scope): string | undefined {
  if (step.by === 'system') return undefined;
  return step.body.duty ?? dutyOfValue(step, scope);
}

/** The guard of a step for this event, with what the duty asks of whoever brings a value. */
export function guardOf(step: Step, scope: Scope): Guard | undefined {
  if (step.by === 'system') return step.body.guard;
  const duty = dutyOfValue(step, scope);
  // What a step's own duty asks for is in its guard since it was compiled.
  return duty === undefined ? step.body.guard : withDuty({ ...step.body, duty }).guard;
}

function dutyOfValue(step: Step, { compiled, item, payload }: Scope): string | undefined {
  if (!step.body.changes.some((change) => 'record' in change)) return undefined;
  const [name = ''] = textOf(payload['field']).split('.');
  return compiled.charts[item.chart]?.chart.fields[name]?.duty;
}

import type { Step } from '../chart/compile.js';
import { CORRECT } from '../definition/approval.js';
import type { Guard } from '../definition/guard-schema.js';
import { withDuty } from '../definition/duties.js';
import { textOf } from '../definition/json-text.js';
import { isObject, type Scope } from '../guard/scope.js';
import { valueNamed } from './correct.js';
import { correctable } from './correctable.js';

/**
 * The duties that whoever sends an event performs: the one that its step names and, where it records or
 * corrects a value, the one that the value's field names.
 */
export function dutiesOf(step: Step, scope: Scope): string[] {
  if (step.by === 'system') return [];
  const both = [step.body.duty, dutyOfValue(step, scope)];
  return [...new Set(both.filter((duty) => duty !== undefined))];
}

/**
 * The guard of a step for this event: its own and, where it records or corrects a value, what that
 * value asks for besides: the duty of its field, a plan that does not go round by it, and the approval
 * of a correction of what an event decided.
 */
export function guardOf(step: Step, scope: Scope): Guard | undefined {
  const { body } = step;
  if (step.by === 'system' || !bringsValue(step)) return body.guard;
  const round: Guard[] = mayGoRound(scope) ? [{ acyclic: true }] : [];
  const own = [
    ...(body.guard === undefined ? [] : [body.guard]),
    ...round,
    ...decidedAgain(step, scope),
  ];
  const guard = own.length > 1 ? { all: own } : own[0];
  // What else it changes has its guards already.
  return withDuty({ ...step.body, guard, changes: [], duty: dutyOfValue(step, scope) }).guard;
}

const bringsValue = ({ body }: Step) => body.changes.some((change) => 'record' in change);

function dutyOfValue(step: Step, { compiled, item, payload }: Scope): string | undefined {
  if (!bringsValue(step)) return undefined;
  const [name = ''] = textOf(payload['field']).split('.');
  return compiled.charts[item.chart]?.chart.fields[name]?.duty;
}

/** What correcting a value takes that an event decided: what that event asks of it, and an approval. */
function decidedAgain({ event }: Step, { compiled, item, payload }: Scope): Guard[] {
  if (event !== CORRECT || payload['field'] === undefined) return [];
  const value = valueNamed(compiled, item, payload);
  if ('problems' in value) return [];
  const may = correctable(compiled, item, value);
  if (may.how !== 'together') return [];
  const { asks, approved, words } = may;
  return [...(asks === null ? [] : [asks]), { approved, words }];
}

/** Whether the value says what a milestone waits for, or counts its date from another. */
function mayGoRound({ compiled, item, payload }: Scope): boolean {
  const schedule = compiled.charts[item.chart]?.chart.schedule;
  const { field, value } = payload;
  if (schedule === undefined || field === undefined) return false;
  if (field === schedule.dependsOn) return true;
  return field === schedule.due && isObject(value) && value['relativeTo'] !== undefined;
}

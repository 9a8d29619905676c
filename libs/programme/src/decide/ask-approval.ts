import { addDays, toLocalDate } from '#plan';
import { initialValue } from '../chart/machine.js';
import { APPROVAL, approvalAsked } from '../definition/approval.js';
import { textOf } from '../definition/json-text.js';
import { persons, type Scope } from '../guard/scope.js';
import type { Json } from '../model.js';
import { hidden, type Outcome } from './outcome.js';

/**
 * The approval that is asked for: an item of its own, bound to the subject as it is, for the roles and the number of votes that the guard of the event names. Whoever asks has
 * done a duty by it, which keeps them from approving.
 */
export function askedApproval(event: string, scope: Scope, number: number): Outcome[] {
  const { compiled, item, payload } = scope;
  const chart = compiled.charts[APPROVAL];
  const steps = [...(compiled.charts[item.chart]?.steps.values() ?? [])];
  const step = steps.find(
    (each) => each.event === event && approvalAsked(each.body.guard) !== null,
  );
  const asked = approvalAsked(step?.body.guard);
  if (chart === undefined || asked === null) {
    throw new Error(`event "${event}" of ${item.id} asks for no approval`);
  }
  const { by, atLeast, reject, validDays } = asked;
  const day = toLocalDate(scope.now, compiled.definition.zone);
  const field = (name: string, value: Json): [string, Json] => [
    name,
    hidden(chart.chart.fields[name], value),
  ];
  const id = `${APPROVAL}-${number}`;
  const acting = persons(scope);
  return [
    {
      op: 'createItem',
      item: id,
      chart: APPROVAL,
      title: `Approval of ${event} for ${item.id}`,
      value: initialValue(chart),
      data: Object.fromEntries([
        field('subject', item.id),
        field('event', event),
        field('boundVersion', item.version),
        field('approvers', by),
        field('needed', atLeast),
        field('rejectAt', reject === 'any' ? 1 : reject),
        field('validDays', validDays),
        field('validUntil', addDays(day, validDays)),
        field('requestedBy', acting[0] ?? null),
        field('note', textOrNull(payload['note'])),
        field('evidence', payload['evidence'] ?? []),
        field('votes', []),
      ]),
    },
    { op: 'duty', item: id, duty: 'requester', persons: acting },
  ];
}

const textOrNull = (value: Json | undefined): Json =>
  value === undefined || value === null ? null : textOf(value);

import { addDays, toLocalDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { activeSteps, initialValue } from '../chart/machine.js';
import { APPROVAL, approvalAsked, REQUEST_APPROVAL } from '../definition/approval.js';
import type { Field } from '../definition/field.js';
import { textOf } from '../definition/json-text.js';
import { isObject, persons, type Scope } from '../guard/scope.js';
import type { EventRequest, ItemState, Json, JsonObject } from '../model.js';
import { checkNamed, type Known } from './named-things.js';
import { hidden, type Outcome } from './outcome.js';
import { checkPayload, type PayloadProblem } from './payload.js';
import { guardOf } from './value-guard.js';

/**
 * The approval that is asked for: an item of its own, bound to the subject as it is, for the roles and the number of votes that the guard of the event names. Whoever asks has
 * done a duty by it, which keeps them from approving.
 */
export function askedApproval(event: string, scope: Scope, number: number): Outcome[] {
  const { compiled, item, payload } = scope;
  const chart = compiled.charts[APPROVAL];
  const steps = [...(compiled.charts[item.chart]?.steps.values() ?? [])];
  const brought = isObject(payload['with']) ? payload['with'] : {};
  const asked = steps
    .filter((step) => step.event === event)
    .map((step) => approvalAsked(guardOf(step, { ...scope, event, payload: brought })))
    .find((each) => each !== null);
  if (chart === undefined || asked === undefined) {
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
        field('with', payload['with'] ?? null),
        field('occurredOn', payload['occurredOn'] ?? null),
        field('votes', []),
      ]),
    },
    { op: 'duty', item: id, duty: 'requester', persons: acting },
  ];
}

/**
 * What is asked for has to be all that the event is going to bring: nobody approves what they have not
 * seen. A `reason` is not asked for; whoever acts gives it.
 */
export function checkApprovalAsked(
  compiled: CompiledDefinition,
  item: ItemState,
  { type, payload }: EventRequest,
  known: Known,
): PayloadProblem[] {
  if (type !== REQUEST_APPROVAL) return [];
  const event = textOf(payload['event']);
  const given = payload['with'] ?? {};
  if (!isObject(given)) return [{ pointer: '/with', detail: 'must be an object of values' }];
  const chart = compiled.charts[item.chart];
  const steps = chart === undefined ? [] : activeSteps(chart, item.value, event);
  const fields = steps.flatMap((step) => (step.by === 'person' ? [step.body.payload] : []));
  const problems = fields.map((each) => misfits(each, event, payload, given, known));
  return problems.find((each) => each.length === 0) ?? problems[0] ?? [];
}

/** What of a request does not fit one way that the event may go. */
function misfits(
  all: Record<string, Field>,
  event: string,
  payload: JsonObject,
  given: JsonObject,
  known: Known,
): PayloadProblem[] {
  const { evidence, reason: _, ...rest } = all;
  const brought = payload['evidence'];
  const isBare = !Array.isArray(brought) || brought.length === 0;
  const unproven =
    evidence !== undefined && !evidence.optional && isBare
      ? [
          {
            pointer: '/evidence',
            detail: `is missing: ${event} rests on evidence, and approvers see it first`,
          },
        ]
      : [];
  const unfit = checkPayload(rest, given);
  const strangers = Object.entries(rest).flatMap(([name, field]) =>
    checkNamed(field, given[name], `/${name}`, known),
  );
  const inner = (unfit.length > 0 ? unfit : strangers).map(({ pointer, detail }) => ({
    pointer: `/with${pointer}`,
    detail,
  }));
  return [...unproven, ...inner];
}

const textOrNull = (value: Json | undefined): Json =>
  value === undefined || value === null ? null : textOf(value);

import { toLocalDate, type Instant } from '#plan';
import type { CompiledDefinition, Step } from '../chart/compile.js';
import { activeSteps } from '../chart/machine.js';
import { REQUEST_APPROVAL } from '../definition/approval.js';
import type { Field } from '../definition/field.js';
import type { Guard } from '../definition/guard-schema.js';
import { operandsOf, refsOf } from '../definition/guard-walk.js';
import { decisiveLeaves, toFinding } from '../guard/finding.js';
import { decidesByVotes } from '../guard/leaf-decision.js';
import type { Actor, Finding, ItemState, ProgrammeState } from '../model.js';
import { candidate, holds, scopeOf } from './candidates.js';
import { rightOf } from './right.js';
import { roleWords } from './role-words.js';
import { itemsInOrder } from './system-rules.js';

/** One event of one item: whether this actor may send it now, and if not, every reason. */
export type Available = {
  item: string;
  event: string;
  title: string;
  by: 'person' | 'system';
  allowed: boolean;
  roles: string[];
  /** The same in words. */
  who: string;
  /** Role the actor would act in, or null when none of theirs fits. */
  role: string | null;
  /** For whom the actor would act, by a delegation; null in their own right. */
  actingFor: string | null;
  to: string | null;
  payload: Record<string, Field>;
  /** What stands in the way. Guards on the payload itself are in `asks`. */
  blockedBy: Finding[];
  /** What the event has to bring along to pass: a reason, evidence, a decision. */
  asks: Finding[];
};

/** Every event that the items of a programme would take now, allowed or blocked, with the reasons. */
export function available(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  actor: Actor,
  now: Instant,
  itemId?: string,
): Available[] {
  const today = toLocalDate(now, compiled.definition.zone);
  const items = itemId === undefined ? itemsInOrder(compiled, state) : [state.items[itemId]];
  return items.flatMap((item) => {
    const chart = item === undefined ? undefined : compiled.charts[item.chart];
    if (item === undefined || chart === undefined || item.closed) return [];
    const all = activeSteps(chart, item.value).map((step) =>
      oneOf(compiled, state, item, step, { actor, now, today }),
    );
    return askingOnce(all);
  });
}

/** States within states may each offer events to be approved: that is asked for by one event, of any of them. */
function askingOnce(all: Available[]): Available[] {
  const asking = all.filter((each) => each.event === REQUEST_APPROVAL);
  const [first] = asking;
  if (first === undefined || asking.length === 1) return all;
  const choices = [...new Set(asking.flatMap(({ payload }) => payload['event']?.choices ?? []))];
  const event: Field = { type: 'choice', optional: false, ...first.payload['event'], choices };
  const one = { ...first, payload: { ...first.payload, event } };
  return all.flatMap((each) => (each === first ? [one] : asking.includes(each) ? [] : [each]));
}

function oneOf(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  step: Step,
  { actor, now, today }: { actor: Actor; now: Instant; today: string },
): Available {
  const by = step.by === 'system' ? ({ kind: 'system' } as const) : actor;
  const request = { payload: {}, actor: by };
  const scope = {
    ...scopeOf(compiled, state, item, step, request, now, today),
    unsent: true as const,
  };
  const found = candidate(step, scope);
  const failing = holds(found) || found.result === null ? [] : decisiveLeaves(found.result);
  const roles = step.by === 'person' ? step.body.roles : ['SYSTEM'];
  const right = rightOf(compiled, state, item, { actor, type: step.event }, today);
  const permission = step.by === 'person' ? right.permit(roles) : null;
  const asks = failing.filter((each) => step.by === 'person' && asksOfPayload(each.guard, item));
  const blocking = failing.filter((each) => !asks.includes(each));
  return {
    item: item.id,
    event: step.event,
    title: step.body.title ?? step.event,
    by: step.by,
    allowed: permission !== null && blocking.length === 0,
    roles,
    who: step.by === 'person' ? roleWords(compiled.definition, item, roles) : 'the system',
    role: permission?.role ?? null,
    actingFor: actor.kind === 'person' ? actor.actingFor : null,
    to: step.body.to ?? null,
    payload: step.by === 'person' ? step.body.payload : {},
    blockedBy: blocking.map((each) => toFinding(each, scope)),
    asks: asks.map((each) => toFinding(each, scope)),
  };
}

/** A guard that only the payload can satisfy asks for something; it does not block. */
function asksOfPayload(guard: Guard, item: ItemState): boolean {
  return (
    'reasonGiven' in guard ||
    'evidence' in guard ||
    ('decisionRecorded' in guard && !decidesByVotes(guard.decisionRecorded, item)) ||
    'changeApproved' in guard ||
    'regionsNamed' in guard ||
    operandsOf(guard).some((each) => [each, ...refsOf(each)].some((one) => 'payload' in one))
  );
}

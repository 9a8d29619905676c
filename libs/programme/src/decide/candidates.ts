import type { CompiledDefinition, Step } from '../chart/compile.js';
import { activeSteps } from '../chart/machine.js';
import { evaluate } from '../guard/evaluate.js';
import type { Result } from '../guard/finding.js';
import type { Scope } from '../guard/scope.js';
import type { Instant } from '#plan';
import type { EventRequest, ItemState, ProgrammeState } from '../model.js';
import { guardOf } from './value-guard.js';
import { fold } from './fold.js';
import { outcomesOf } from './outcomes-of.js';

/** A step an item could take now, and what its guard answers. */
export type Candidate = { step: Step; scope: Scope; result: Result | null };

/** What a guard of this step may look at. */
export function scopeOf(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  step: Step | null,
  request: Pick<EventRequest, 'payload' | 'actor' | 'occurredOn'>,
  now: Instant,
  today: string,
): Scope {
  const scope: Scope = {
    compiled,
    state,
    item,
    payload: request.payload,
    actor: request.actor,
    now,
    occurredOn: request.occurredOn ?? today,
    event: step?.event ?? null,
    after: () =>
      step === null
        ? state
        : fold(compiled, state, {
            kind: 'TRANSITION',
            item: item.id,
            event: null,
            to: item.value,
            changes: outcomesOf(step.body.changes, scope) as never, // outcomes are JSON with an op
            recordedAt: now,
            guards: [],
          }),
  };
  return scope;
}

/** Every step that an event could take from where the item stands, each with its guard's answer. */
export function candidatesFor(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  type: string,
  request: Pick<EventRequest, 'payload' | 'actor' | 'occurredOn'>,
  now: Instant,
  today: string,
): Candidate[] {
  const chart = compiled.charts[item.chart];
  if (chart === undefined) return [];
  return activeSteps(chart, item.value, type).map((step) =>
    candidate(step, scopeOf(compiled, state, item, step, request, now, today)),
  );
}

export function candidate(step: Step, scope: Scope): Candidate {
  const guard = guardOf(step, scope);
  return { step, scope, result: guard === undefined ? null : evaluate(guard, scope) };
}

export const holds = (each: Candidate): boolean =>
  each.result === null || each.result.answer === 'yes';

import type { Instant } from '#plan';
import type { CompiledChart, CompiledDefinition, Step } from '../chart/compile.js';
import { hasProgrammeEnded } from '../chart/ended.js';
import { activeSteps } from '../chart/machine.js';
import type { EventRequest, ItemState, ProgrammeState, Refusal } from '../model.js';
import { REQUEST_APPROVAL } from '../definition/approval.js';
import { textOf } from '../definition/json-text.js';
import { EVENT_NAME } from '../definition/mark.js';
import { checkApprovalAsked } from './ask-approval.js';
import { candidate, candidatesFor, holds, scopeOf, type Candidate } from './candidates.js';
import { checkDelegatedEvents } from './delegated-events.js';
import { checkNamed, knownTo } from './named-things.js';
import { checkPayload, reservedNames } from './payload.js';
import { type Permission } from './permit.js';
import { rightOf, type Right } from './right.js';
import { checkCorrection } from './correct.js';
import { checkRecordedValue, checkRowsNamed } from './record-value.js';
import { roleWords } from './role-words.js';
import { guardRefusal, notNow, refuse } from './refusals.js';

/** The way an event may go, and by what right. */
export type Checked = { chosen: Candidate; permission: Permission; item: ItemState };
/** Why it may not; `permission` is null when no role of the actor's fits at all. */
export type Refused = { refusal: Refusal; permission: Permission | null };

/** Everything that can stand in an event's way, in the order in which it is told. */
export function checkEvent(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  request: EventRequest,
  now: Instant,
  today: string,
): Checked | Refused {
  const malformed = malformedRequest(request);
  if (malformed !== null) return { refusal: malformed, permission: null };
  const item = state.items[request.item];
  const chart = item === undefined ? undefined : compiled.charts[item.chart];
  if (item === undefined || chart === undefined) {
    const known = Object.keys(state.items).join(', ');
    const message = `there is no item "${request.item}" in programme ${state.id}; it has ${known}`;
    return { refusal: refuse('UNKNOWN_ITEM', message), permission: null };
  }
  if (!chart.events.includes(request.type)) {
    const message = `"${request.type}" is no event of ${item.title}; it knows ${chart.events.join(', ')}`;
    return { refusal: refuse('UNKNOWN_EVENT', message), permission: null };
  }
  const steps = activeSteps(chart, item.value, request.type).filter(
    (step) => !asksElsewhere(chart, step, request),
  );
  const roles = [
    ...new Set(steps.flatMap((step) => (step.by === 'person' ? step.body.roles : []))),
  ];
  const right = rightOf(compiled, state, item, request, today);
  const permission = right.permit(roles);
  if (hasProgrammeEnded(compiled, state)) {
    const message = `${state.title} has ended; nothing more can happen in it`;
    return { refusal: refuse('PROGRAMME_ENDED', message), permission };
  }
  if (item.closed) {
    return { refusal: refuse('ITEM_CLOSED', `${item.title} is closed`), permission };
  }
  if (steps.length === 0) return { refusal: notNow(chart, item, request.type), permission };
  if (request.actor.kind === 'person' && roles.length === 0) {
    const message = `${request.type} is fired by the system when its conditions hold; nobody can send it`;
    const candidates = candidatesFor(compiled, state, item, request.type, request, now, today);
    return { refusal: guardRefusal(candidates, message, 'SYSTEM_ONLY'), permission };
  }
  if (permission === null) {
    const message = `${request.type} on ${item.title} is for ${roleWords(compiled.definition, item, roles)}${right.missing}`;
    return { refusal: refuse('ROLE_NOT_PERMITTED', message, { expected: [] }), permission };
  }
  return choose(compiled, state, item, permittedSteps(steps, right), {
    request,
    now,
    today,
    permission,
  });
}

/** Whether it would ask for the approval of an event that another state offers, and not this one. */
function asksElsewhere({ steps }: CompiledChart, step: Step, { payload }: EventRequest): boolean {
  const offers = (each: Step): boolean =>
    each.by === 'person' &&
    (each.body.payload['event']?.choices ?? []).includes(textOf(payload['event']));
  if (step.event !== REQUEST_APPROVAL || offers(step)) return false;
  return [...steps.values()].some((each) => each.event === REQUEST_APPROVAL && offers(each));
}

type Permitted = { step: Extract<Step, { by: 'person' }>; permission: Permission };

/** Each way the event may go has roles of its own: those of another way do not open it. */
function permittedSteps(steps: Step[], right: Right): Permitted[] {
  return steps.flatMap((step) => {
    if (step.by === 'system') return [];
    const permission = right.permit(step.body.roles);
    return permission === null ? [] : [{ step, permission }];
  });
}

/** Of the ways permitted, the first whose payload fits and whose guard holds. */
function choose(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  permitted: Permitted[],
  asked: { request: EventRequest; now: Instant; today: string; permission: Permission },
): Checked | Refused {
  const { request, now, today, permission } = asked;
  const judged = permitted.map((each) => ({
    ...each,
    malformed: malformedPayload(compiled, state, item, each.step, request, today),
  }));
  const fitting = judged.filter((each) => each.malformed === null);
  const [first] = judged;
  if (fitting.length === 0 && first !== undefined && first.malformed !== null) {
    return { refusal: first.malformed, permission };
  }
  const candidates = fitting.map(({ step }) =>
    candidate(step, scopeOf(compiled, state, item, step, request, now, today)),
  );
  const chosen = candidates.findIndex(holds);
  const [found, way] = [candidates[chosen], fitting[chosen]];
  if (found !== undefined && way !== undefined) {
    return { chosen: found, permission: way.permission, item };
  }
  return { refusal: guardRefusal(candidates, `${request.type} on ${item.title}`), permission };
}

/** What no entry may hold, whatever the event: it would be kept as it is if only refused. */
function malformedRequest({ type, payload }: EventRequest): Refusal | null {
  if (!EVENT_NAME.test(type)) {
    const message = `"${type}" is no name of an event: up to 61 capitals, digits and "_"`;
    return refuse('INVALID_PAYLOAD', message);
  }
  const problems = reservedNames(payload);
  if (problems.length === 0) return null;
  const message = `the payload of ${type} does not fit: ${problems.map((each) => `${each.pointer} ${each.detail}`).join('; ')}`;
  return refuse('INVALID_PAYLOAD', message, { problems });
}

function malformedPayload(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  step: Permitted['step'],
  request: EventRequest,
  today: string,
): Refusal | null {
  const known = knownTo(compiled, state);
  const misfits = checkPayload(step.body.payload, request.payload);
  const strangers = Object.entries(step.body.payload).flatMap(([name, field]) =>
    checkNamed(field, request.payload[name], `/${name}`, known),
  );
  const problems = [
    ...(misfits.length > 0 ? misfits : strangers),
    ...checkRecordedValue(compiled, item, request, known),
    ...checkCorrection(compiled, state, item, request, known),
    ...checkApprovalAsked(compiled, item, request, known),
    ...checkRowsNamed(step.body.changes, item, request),
    ...checkDelegatedEvents(compiled, item, step, request),
  ];
  if (problems.length > 0) {
    const message = `the payload of ${request.type} does not fit: ${problems.map((each) => `${each.pointer} ${each.detail}`).join('; ')}`;
    return refuse('INVALID_PAYLOAD', message, { problems });
  }
  if (request.occurredOn !== undefined && request.occurredOn > today) {
    const message = `occurredOn ${request.occurredOn} lies ahead; today is ${today}: an event is recorded once it has happened`;
    return refuse('OCCURRED_IN_FUTURE', message);
  }
  return null;
}

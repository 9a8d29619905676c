import type { Operand } from '../definition/guard-schema.js';
import type { JsonObject } from '../model.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { isObject, itemNamed, look, type Scope } from './scope.js';

/** Whether the event carries enough evidence, each with title and source. */
export function evidenceLeaf(
  guard: { atLeast: number; kind?: string | undefined },
  scope: Scope,
): LeafAnswer {
  const listed = scope.payload['evidence'];
  const all: JsonObject[] = Array.isArray(listed) ? listed.filter(isObject) : [];
  const fitting = all.filter((each) => guard.kind === undefined || each['kind'] === guard.kind);
  const what = guard.kind === undefined ? 'evidence' : `evidence of ${guard.kind}`;
  return {
    answer: answerOf(fitting.length >= guard.atLeast),
    words: `${fitting.length} pieces of ${what} given; at least ${guard.atLeast} needed, with title and source`,
    inputs: { given: fitting.length, needed: guard.atLeast },
  };
}

export function reasonLeaf(scope: Scope): LeafAnswer {
  const reason = scope.payload['reason'];
  const given = typeof reason === 'string' && reason.trim().length > 0;
  return {
    answer: answerOf(given),
    words: given ? 'a reason is given' : 'a reason is needed: give it in "reason"',
    inputs: { given },
  };
}

export function personActsLeaf(scope: Scope): LeafAnswer {
  const person = scope.actor.kind === 'person';
  return {
    answer: answerOf(person),
    words: person ? 'a person acts' : 'a person has to do this, not the system',
    inputs: { person },
  };
}

export function knownLeaf(
  guard: { field: string; item?: string | undefined },
  scope: Scope,
): LeafAnswer {
  const item = itemNamed(guard.item ?? 'self', scope);
  const value = item?.data[guard.field] ?? null;
  const title = item === undefined ? guard.field : titleOf(item.chart, guard.field, scope);
  const reason = item?.unknown[guard.field];
  const chart = item && scope.compiled.charts[item.chart]?.chart;
  // What an item need not have is waited for by nobody, unless its opening says so.
  const isMissing = reason === undefined && chart?.fields[guard.field]?.optional === true;
  const state = isMissing ? 'is not set' : 'is still to be confirmed';
  return {
    answer: value === null ? 'unknown' : 'yes',
    words:
      value === null
        ? `"${title}" of ${item?.title ?? guard.item ?? 'the item'} ${state}${reason === undefined ? '' : ` (${reason})`}`
        : `"${title}" is known`,
    inputs: { item: item?.id ?? null, field: guard.field, known: value !== null },
    clearedBy: isMissing ? [] : (chart?.recordedBy ?? []),
  };
}

/** Whether all the persons looked at are known and no two are the same. */
export function distinctPersonsLeaf(guard: { between: Operand[] }, scope: Scope): LeafAnswer {
  const looked = guard.between.map((operand) => look(operand, scope));
  const persons = looked.map((each) => each.value);
  const missing = looked.filter((each) => each.value === null);
  // Whoever is acted for counts as whoever acts does.
  const actingFor = scope.actor.kind === 'person' ? scope.actor.actingFor : null;
  const isActorMeant = guard.between.some((operand) => 'actor' in operand);
  const all = actingFor !== null && isActorMeant ? [...persons, actingFor] : persons;
  const known = all.filter((person) => person !== null);
  const same = new Set(known).size < known.length;
  const who = looked.map((each) => each.words).join(' and ');
  return {
    answer: same ? 'no' : missing.length > 0 ? 'unknown' : 'yes',
    words: same
      ? `the same person may not do both: ${who}`
      : missing.length > 0
        ? `two different persons are needed, and one is not known: ${who}`
        : `different persons: ${who}`,
    inputs: { persons: all },
  };
}

const titleOf = (chart: string, field: string, scope: Scope) =>
  scope.compiled.charts[chart]?.chart.fields[field]?.title ?? field;

import { activePaths, isIn, stateWords } from '../chart/state-value.js';
import type { ItemState } from '../model.js';
import { planCycle } from '../schedule/cycles.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { itemNamed, show, today, type Scope } from './scope.js';
import { ownersOf, rolesThatLeadTo } from './who-clears.js';

/** The states of a gate in which its approval stands. */
const APPROVED = ['approved', 'approvedWithConditions'];

export function itemInLeaf(guard: { item: string; states: string[] }, scope: Scope): LeafAnswer {
  const item = itemNamed(guard.item, scope);
  if (item === undefined) {
    return {
      answer: 'no',
      words: `there is no item "${guard.item}" in this programme`,
      inputs: { item: guard.item },
    };
  }
  const holds = guard.states.some((state) => isIn(item.value, state));
  return {
    answer: answerOf(holds),
    words: `${item.title} is in ${stateWords(item.value)}; it must be in ${guard.states.join(' or ')}`,
    inputs: { item: item.id, state: item.value, wanted: guard.states },
  };
}

/** Whether the named regions of a parallel state are in a state marked `done`. */
export function regionsDoneLeaf(
  guard: { of: string; regions: string[] },
  scope: Scope,
): LeafAnswer {
  const chart = scope.compiled.charts[scope.item.chart];
  const active = activePaths(scope.item.value);
  const open = guard.regions.filter((region) => {
    const prefix = `${guard.of}.${region}.`;
    return !active.some(
      (path) => path.startsWith(prefix) && chart?.states.get(path)?.done === true,
    );
  });
  return {
    answer: answerOf(open.length === 0),
    words:
      open.length === 0
        ? `all of ${guard.regions.join(', ')} are done`
        : `still open: ${open.join(', ')}`,
    inputs: { open },
  };
}

/** Whether the event names at least one region of a parallel state, and no other. */
export function regionsNamedLeaf(guard: { of: string }, scope: Scope): LeafAnswer {
  const chart = scope.compiled.charts[scope.item.chart];
  const regions = Object.keys(chart?.states.get(guard.of)?.states ?? {}).filter(
    (name) => chart?.states.get(`${guard.of}.${name}`)?.history === undefined,
  );
  const named = scope.payload['regions'];
  const list = Array.isArray(named) ? named.map(String) : [];
  const strange = list.filter((name) => !regions.includes(name));
  const words =
    list.length === 0
      ? `name in "regions" what is to be reopened: ${regions.join(', ')}`
      : strange.length > 0
        ? `"${strange.join('", "')}" is no part of ${guard.of}; choose from ${regions.join(', ')}`
        : `reopens ${list.join(', ')}`;
  return {
    answer: answerOf(list.length > 0 && strange.length === 0),
    words,
    inputs: { regions: list },
  };
}

/** A gate counts while its approval stands: not expired, not suspended, not used up. */
export function gateApprovedLeaf(
  guard: { gate: string | { field: string } },
  scope: Scope,
): LeafAnswer {
  const named = typeof guard.gate === 'string' ? guard.gate : scope.item.data[guard.gate.field];
  const gate = typeof named === 'string' ? scope.state.items[named] : undefined;
  if (gate === undefined) {
    return {
      answer: 'unknown',
      words: 'which gate has to be approved is still to be confirmed',
      inputs: { gate: null },
    };
  }
  const until = gate.data['validUntil'];
  const expired = typeof until === 'string' && until < today(scope);
  const approved = APPROVED.some((state) => isIn(gate.value, state));
  const state = expired
    ? `approved, but only until ${String(until)}`
    : isIn(gate.value, 'voided')
      ? `${stateWords(gate.value)}: ${whyVoid(gate, scope)}`
      : stateWords(gate.value);
  return {
    answer: answerOf(approved && !expired),
    words: `gate ${gate.id} (${gate.title}) must be approved; it is ${state}`,
    inputs: { gate: gate.id, state: gate.value, validUntil: until ?? null },
    clearedBy: rolesThatLeadTo(APPROVED, gate, scope),
  };
}

/** What has changed since a gate was decided on. */
function whyVoid(gate: ItemState, scope: Scope): string {
  const [gated, bound] = [gate.data['gates'], gate.data['boundRevision']];
  const item = typeof gated === 'string' ? scope.state.items[gated] : undefined;
  return item === undefined || item.revision === bound
    ? 'its evidence, or a value recorded of it, has changed since the decision'
    : `${item.title} has changed since the decision (revision ${item.revision}, decided on ${show(bound)})`;
}

/** Whether every milestone this one depends on is achieved. */
export function dependenciesLeaf(scope: Scope): LeafAnswer {
  const waiting = dependenciesOf(scope.item, scope).filter((item) => !isAchieved(item, scope));
  return {
    answer: answerOf(waiting.length === 0),
    words:
      waiting.length === 0
        ? 'everything it depends on is achieved'
        : `depends on ${waiting.map((item) => `${item.id} (${item.title}), not yet achieved`).join('; ')}`,
    inputs: { waitingFor: waiting.map((item) => item.id) },
    clearedBy: [...new Set(waiting.flatMap((item) => ownersOf(item, scope)))],
  };
}

function dependenciesOf(item: ItemState, scope: Scope): ItemState[] {
  const field = scope.compiled.charts[item.chart]?.chart.schedule?.dependsOn;
  const value = field === undefined ? null : item.data[field];
  const ids = Array.isArray(value) ? value.map(String) : [];
  return ids.flatMap((id) => scope.state.items[id] ?? []);
}

function isAchieved(item: ItemState, scope: Scope): boolean {
  const schedule = scope.compiled.charts[item.chart]?.chart.schedule;
  return schedule?.achieved.some((state) => isIn(item.value, state)) ?? false;
}

/**
 * Whether neither dependencies among the programme's milestones nor their dates go round once this
 * event's changes are made: what would bring in a circle is refused, what takes one out is not.
 */
export function acyclicLeaf({ compiled, after }: Scope): LeafAnswer {
  const found = planCycle(compiled, after().items);
  if (found === null) {
    return { answer: 'yes', words: 'no dependency and no relative date goes round', inputs: {} };
  }
  const round = found.cycle.join(' → ');
  const words =
    found.of === 'dates'
      ? `dates that count from one another go round: ${round}`
      : `dependencies go round: ${round}`;
  return { answer: 'no', words, inputs: { loop: found.cycle } };
}

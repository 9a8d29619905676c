import type { EntryDraft } from '#ledger';
import type { Instant } from '#plan';
import type { CompiledDefinition, Step } from '../chart/compile.js';
import { hasProgrammeEnded } from '../chart/ended.js';
import { keptPerItem } from '../chart/kept-per-item.js';
import { activeSteps, move } from '../chart/machine.js';
import { guardsWithin } from '../definition/guard-walk.js';
import type { Guard } from '../definition/guard-schema.js';
import { evaluate } from '../guard/evaluate.js';
import { isYes } from '../guard/holds.js';
import type { Finding, ItemState, Notice, ProgrammeState } from '../model.js';
import { candidate, scopeOf, type Candidate } from './candidates.js';
import { draftEntry, findingsOf } from './draft.js';
import { blockedReasons, fold } from './fold.js';
import { blockedNotice, stepNotices } from './notices.js';
import { outcomesOf } from './outcomes-of.js';

/** What the system did by itself after an event: new state, entries in order, notices. */
export type Settled = { state: ProgrammeState; drafts: EntryDraft[]; notices: Notice[] };

/** What set the rules going: entries already drafted, and the sequence the first of them will get. */
export type Before = { drafts: EntryDraft[]; firstSequence: number };

const request = { payload: {}, actor: { kind: 'system' as const } };

/**
 * Fires system rules until none is due. Level-triggered: a rule fires because its state and guard
 * say so now, whatever happened in between. Items are looked at in dependency order, again from the
 * start after each firing. Throws when the bound is passed, which lint rules out.
 */
export function settle(
  compiled: CompiledDefinition,
  start: ProgrammeState,
  now: Instant,
  today: string,
  before: Before,
): Settled {
  const settled: Settled = { state: start, drafts: [], notices: [] };
  if (hasProgrammeEnded(compiled, start)) return settled;
  const bound = 20 * Object.keys(start.items).length + 100;
  for (let fired = 0; fired <= bound; fired += 1) {
    const due = firstDue(compiled, settled.state, now, today);
    if (due === null) return withBlocked(compiled, settled, now, today);
    fire(compiled, settled, due, now, before);
    if (hasProgrammeEnded(compiled, settled.state)) return settled;
  }
  throw new Error(
    `the system rules of definition ${compiled.hash} did not come to rest after ${bound} steps`,
  );
}

/** The entry that made a rule due: the one written last before it. */
const causeOf = (before: Before, settled: Settled): number | null => {
  const count = before.drafts.length + settled.drafts.length;
  return count === 0 ? null : before.firstSequence + count - 1;
};

function firstDue(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  now: Instant,
  today: string,
): Candidate | null {
  for (const item of itemsInOrder(compiled, state)) {
    for (const step of rulesOf(compiled, item)) {
      const scope = scopeOf(compiled, state, item, step, request, now, today);
      const { guard } = step.body;
      if (guard === undefined || isYes(guard, scope)) return candidate(step, scope);
    }
  }
  return null;
}

function fire(
  compiled: CompiledDefinition,
  settled: Settled,
  due: Candidate,
  now: Instant,
  before: Before,
): void {
  const cause = causeOf(before, settled);
  const sequence = before.firstSequence + before.drafts.length + settled.drafts.length;
  const { item, state } = due.scope;
  const chart = compiled.charts[item.chart];
  if (chart === undefined) throw new Error(`item "${item.id}" has no chart "${item.chart}"`);
  const value = move(chart, item, { type: due.step.event, regions: [], step: due.step.id });
  const draft = draftEntry(state, now, compiled.definition.zone, {
    kind: 'TRANSITION',
    item: item.id,
    event: { type: due.step.event, key: null, mark: null, payload: {} },
    cause,
    from: item.value,
    to: value,
    changes: outcomesOf(due.step.body.changes, due.scope),
    guards: due.result === null ? [] : findingsOf(due.result, due.scope),
  });
  // A draft says what its entry will.
  settled.state = fold(compiled, state, { ...draft, sequence } as never);
  settled.drafts.push(draft);
  settled.notices.push(...stepNotices(compiled, settled.state, item.id, due.step, draft));
}

/** Notes rules that are due but blocked, once per change of their reasons. */
function withBlocked(
  compiled: CompiledDefinition,
  settled: Settled,
  now: Instant,
  today: string,
): Settled {
  for (const item of itemsInOrder(compiled, settled.state)) {
    for (const [step, findings] of blockedRules(compiled, settled.state, item, now, today)) {
      if (settled.state.blocked[`${item.id}/${step.event}`] === blockedReasons(findings)) continue;
      const draft = draftEntry(settled.state, now, compiled.definition.zone, {
        kind: 'BLOCKED',
        item: item.id,
        event: { type: step.event, key: null, mark: null, payload: {} },
        from: item.value,
        to: item.value,
        guards: findings,
      });
      settled.state = fold(compiled, settled.state, draft as never); // as above
      settled.drafts.push(draft);
      settled.notices.push(blockedNotice(item, step, findings, draft));
    }
  }
  return settled;
}

/** Rules due but blocked, each event once: the ways it could go are noted together. */
function blockedRules(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  now: Instant,
  today: string,
): [Step, Finding[]][] {
  const byEvent = new Map<string, [Step, Finding[]]>();
  for (const step of rulesOf(compiled, item)) {
    if (dateGuards(compiled, item, step).length === 0) continue;
    const scope = scopeOf(compiled, state, item, step, request, now, today);
    const found = candidate(step, scope);
    if (found.result === null || !isDueButBlocked(step, found)) continue;
    const [first, noted] = byEvent.get(step.event) ?? [step, []];
    const others = findingsOf(found.result, scope).filter(
      (each) => !noted.some((one) => one.guard === each.guard && one.words === each.words),
    );
    byEvent.set(step.event, [first, [...noted, ...others]]);
  }
  return [...byEvent.values()];
}

/** Due means: it waits for a date, and that date is reached. */
function isDueButBlocked(step: Step, found: Candidate): boolean {
  if (found.result === null || found.result.answer === 'yes') return false;
  const dates = dateGuards(found.scope.compiled, found.scope.item, step);
  return dates.every((date) => evaluate(date, found.scope).answer === 'yes');
}

const dateGuardsOf = new WeakMap<CompiledDefinition, Map<string, Guard[]>>();

/** The dates that a rule of an item waits for; worked out once a definition. */
function dateGuards(compiled: CompiledDefinition, item: ItemState, step: Step): Guard[] {
  const known = dateGuardsOf.get(compiled) ?? new Map<string, Guard[]>();
  dateGuardsOf.set(compiled, known);
  const key = `${item.id}/${item.chart}/${step.id}`;
  const found =
    known.get(key) ??
    (step.body.guard === undefined
      ? []
      : guardsWithin(step.body.guard, compiled.definition.items[item.id])
    ).filter((guard) => 'dateReached' in guard);
  known.set(key, found);
  return found;
}

/** The rules that an item could fire from the state it is in. */
export const rulesOf = keptPerItem((compiled, item): readonly Step[] => {
  const chart = compiled.charts[item.chart];
  if (chart === undefined || item.closed || !chart.hasRules) return [];
  return activeSteps(chart, item.value).filter((step) => step.by === 'system');
});

export function itemsInOrder(compiled: CompiledDefinition, state: ProgrammeState): ItemState[] {
  const listed = compiled.ruleOrder.flatMap((id) => state.items[id] ?? []);
  const created = Object.values(state.items).filter(
    (item) => compiled.definition.items[item.id] === undefined,
  );
  return [...listed, ...created];
}

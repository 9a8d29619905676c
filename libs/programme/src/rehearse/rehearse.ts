import type { SealedEntry, Sha256 } from '#ledger';
import type { Instant } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { decide } from '../decide/decide.js';
import { open } from '../decide/open.js';
import { rehearsalSalts, sealAll } from '../decide/seal.js';
import { wake } from '../decide/wake.js';
import type {
  EventRequest,
  Notice,
  ProgrammeState,
  Refusal,
  Timer,
  TimerChanges,
} from '../model.js';
import { adoptionProblem } from '../schedule/adoption.js';
import { firstDue, timerId } from '../schedule/firing-order.js';
import { remind } from '../schedule/remind.js';
import { applyMigration, planMigration } from '../migrate/plan-migration.js';
import type { Blocker } from '../migrate/map-items.js';
import {
  migrationAct,
  rowKey,
  scriptActor,
  scriptInstant,
  type MigrateRow,
  type Script,
} from './script.js';

/** A notice of a rehearsal: kept as "would have gone to", never sent. */
export type RehearsedNotice = Notice & { at: Instant };

export type RehearsedRefusal = {
  row: number;
  item: string;
  event: string;
  refusal: Refusal;
  /** Whether the script said that it would be refused, with this code. */
  foreseen: boolean;
};

export type Rehearsal = {
  state: ProgrammeState;
  now: Instant;
  entries: SealedEntry[];
  refusals: RehearsedRefusal[];
  /** Rows that were to be refused and were not. */
  unforeseen: { row: number; item: string; event: string }[];
  notices: RehearsedNotice[];
  /** Timers still to come. */
  pending: Timer[];
  rows: { history: number; assumed: number };
  /** Moves to another version: what stood in the way of each, and whether the script said so. */
  migrations: { row: number; to: string; blockers: Blocker[]; foreseen: boolean }[];
};

/**
 * Runs a script on a rehearsal clock, with no server and no store: opening position, timers in
 * order, each event at its time. The same decisions as the live engine, and so the same ledger head.
 * Times are those of the version that it begins with.
 *
 * @param versionOf the version that a row of `migrate` names, compiled; throws where there is none
 */
export function rehearse(
  compiled: CompiledDefinition,
  script: Script,
  sha256: Sha256,
  until?: Instant,
  versionOf: (path: string) => CompiledDefinition = noVersion,
): Rehearsal {
  const { zone } = compiled.definition;
  const run = begin(compiled, script, sha256);
  const last = until ?? (script.until === undefined ? null : scriptInstant(script.until, zone));
  const moves = [...(script.migrate ?? []).entries()];
  const migrateUntil = (to: Instant) => {
    for (let next = moves[0]; next !== undefined; next = moves[0]) {
      const [index, row] = next;
      const at = scriptInstant(row.at, zone);
      if (at > to) return;
      moves.shift();
      run.advance(at);
      const blockers = run.migrate(versionOf(row.to), row, index);
      const foreseen = blockers.length > 0 === (row.blocked ?? false);
      run.rehearsal.migrations.push({ row: index + 1, to: row.to, blockers, foreseen });
    }
  };
  for (const [index, row] of script.events.entries()) {
    const at = scriptInstant(row.at, zone);
    if (last !== null && at > last) break;
    migrateUntil(at);
    run.advance(at);
    run.rehearsal.rows[row.mark] += 1;
    const request: EventRequest = {
      item: row.item,
      type: row.event,
      payload: row.payload,
      actor: scriptActor(script, row.as, row.for),
      key: rowKey(row, index),
      mark: row.mark,
      ...(row.role !== undefined && { role: row.role }),
      ...(row.occurredOn !== undefined && { occurredOn: row.occurredOn }),
    };
    const refusal = run.send(request);
    const what = { row: index + 1, item: row.item, event: row.event };
    if (refusal !== null) {
      run.rehearsal.refusals.push({ ...what, refusal, foreseen: row.refused === refusal.code });
    } else if (row.refused !== undefined) run.rehearsal.unforeseen.push(what);
  }
  const end = last ?? scriptInstant(script.migrate?.at(-1)?.at ?? script.start, zone);
  migrateUntil(end);
  if (last !== null) run.advance(last);
  return run.rehearsal;
}

function noVersion(path: string): never {
  throw new Error(`the script moves to "${path}", and nothing was given to read it with`);
}

function begin(first: CompiledDefinition, script: Script, sha256: Sha256) {
  const { definition } = first;
  let compiled = first;
  const start = scriptInstant(script.start, definition.zone);
  const saltFor = rehearsalSalts(sha256, script.programme);
  const opened = open(
    compiled,
    {
      id: script.programme,
      organisation: definition.organisation.id,
      title: script.title ?? definition.title,
      clock: 'rehearsal',
      actor: scriptActor(script, script.openedBy),
    },
    start,
  );
  const rehearsal: Rehearsal = {
    state: opened.state,
    now: start,
    entries: [],
    refusals: [],
    unforeseen: [],
    notices: [],
    pending: [],
    rows: { history: 0, assumed: 0 },
    migrations: [],
  };
  const keep = (outcome: Omit<typeof opened, 'state'> & { state: ProgrammeState }) => {
    const { sealed, head } = sealAll(sha256, rehearsal.state.head, outcome.drafts, saltFor);
    rehearsal.entries.push(...sealed);
    rehearsal.state = { ...outcome.state, head };
    rehearsal.notices.push(...outcome.notices.map((each) => ({ ...each, at: rehearsal.now })));
    rehearsal.pending = withChanges(rehearsal.pending, outcome.timers);
  };
  keep(opened);

  const advance = (to: Instant) => {
    for (
      let due = firstDue(rehearsal.pending, to);
      due !== undefined;
      due = firstDue(rehearsal.pending, to)
    ) {
      const timer = due;
      rehearsal.pending = rehearsal.pending.filter((each) => each !== timer);
      if (timer.dueAt > rehearsal.now) rehearsal.now = timer.dueAt;
      if (timer.kind === 'wake') {
        const woken = wake(compiled, rehearsal.state, rehearsal.now);
        if (woken !== null) keep(woken);
      } else {
        const { notice, next } = remind(compiled, rehearsal.state, timer, rehearsal.now);
        if (notice !== null) rehearsal.notices.push({ ...notice, at: rehearsal.now });
        if (next !== null)
          rehearsal.pending = withChanges(rehearsal.pending, { set: [next], cancel: [] });
      }
    }
    if (to > rehearsal.now) rehearsal.now = to;
  };
  const send = (request: EventRequest): Refusal | null => {
    const decision = decide(compiled, rehearsal.state, request, rehearsal.now);
    if (decision.outcome === 'accepted') {
      const problem = adoptionProblem(compiled, rehearsal.state, decision.state, sha256);
      if (problem !== null) return problem;
      keep(decision);
    }
    return decision.outcome === 'refused' ? decision.refusal : null;
  };
  const migrate = (to: CompiledDefinition, row: MigrateRow, index: number): Blocker[] => {
    const { blockers } = planMigration(compiled, to, rehearsal.state, rehearsal.now);
    if (blockers.length > 0) return blockers;
    const act = migrationAct(script, row, index);
    keep(applyMigration(compiled, to, rehearsal.state, act, rehearsal.now));
    compiled = to;
    return [];
  };
  advance(start);
  return { rehearsal, advance, send, migrate };
}

/** Timers after cancelling and setting: a key that is set already is left as it is. */
function withChanges(pending: Timer[], changes: TimerChanges): Timer[] {
  const cancelled = new Set(changes.cancel.map(timerId));
  const kept = pending.filter((timer) => !cancelled.has(timerId(timer)));
  const present = new Set(kept.map(timerId));
  return [...kept, ...changes.set.filter((timer) => !present.has(timerId(timer)))];
}

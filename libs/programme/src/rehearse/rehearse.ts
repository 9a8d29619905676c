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
import { rowKey, scriptActor, scriptInstant, type Script } from './script.js';

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
};

/**
 * Runs a script on a rehearsal clock, with no server and no store: opening position, timers in
 * order, each event at its time. The same decisions as the live engine, and so the same ledger head.
 */
export function rehearse(
  compiled: CompiledDefinition,
  script: Script,
  sha256: Sha256,
  until?: Instant,
): Rehearsal {
  const { zone } = compiled.definition;
  const run = begin(compiled, script, sha256);
  const last = until ?? (script.until === undefined ? null : scriptInstant(script.until, zone));
  for (const [index, row] of script.events.entries()) {
    const at = scriptInstant(row.at, zone);
    if (last !== null && at > last) break;
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
  if (last !== null) run.advance(last);
  return run.rehearsal;
}

function begin(compiled: CompiledDefinition, script: Script, sha256: Sha256) {
  const { definition } = compiled;
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
  advance(start);
  return { rehearsal, advance, send };
}

/** Timers after cancelling and setting: a key that is set already is left as it is. */
function withChanges(pending: Timer[], changes: TimerChanges): Timer[] {
  const cancelled = new Set(changes.cancel.map(timerId));
  const kept = pending.filter((timer) => !cancelled.has(timerId(timer)));
  const present = new Set(kept.map(timerId));
  return [...kept, ...changes.set.filter((timer) => !present.has(timerId(timer)))];
}

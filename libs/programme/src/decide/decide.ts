import type { EntryDraft } from '#ledger';
import { toLocalDate, type Instant } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { move } from '../chart/machine.js';
import type {
  EventRequest,
  ItemState,
  Notice,
  ProgrammeState,
  Refusal,
  TimerChanges,
} from '../model.js';
import { timerChanges } from '../schedule/timers.js';
import { persons } from '../guard/scope.js';
import type { Candidate } from './candidates.js';
import { checkEvent, type Checked } from './check-event.js';
import { actorOf, draftEntry, eventOf, findingsOf, refusedEventOf } from './draft.js';
import { dutiesOf } from './value-guard.js';
import { fold } from './fold.js';
import { knownTo } from './named-things.js';
import { approvalNotices, stepNotices } from './notices.js';
import type { Outcome } from './outcome.js';
import { outcomesOf } from './outcomes-of.js';
import type { Permission } from './permit.js';
import { settle } from './system-rules.js';

/** What became of an event. Entries are drafts: the write path gives them their place and hash. */
export type Decision =
  | {
      outcome: 'accepted';
      state: ProgrammeState;
      drafts: EntryDraft[];
      timers: TimerChanges;
      notices: Notice[];
      /** Ids of items the event created. */
      created: string[];
    }
  | {
      outcome: 'refused';
      refusal: Refusal;
      /** The refusal as an entry of the refusals stream; null for a malformed request. */
      draft: EntryDraft | null;
    }
  | { outcome: 'conflict'; item: ItemState; expected: number };

/**
 * Decides an event: permission, guards, new states and data, entries, timers, notices – or a refusal
 * with every failing guard. A pure function of its arguments; nothing is written here.
 *
 * @param now the instant at which it is recorded; never earlier than the programme's last entry
 */
export function decide(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  request: EventRequest,
  now: Instant,
): Decision {
  const today = toLocalDate(now, compiled.definition.zone);
  const item = state.items[request.item];
  if (item !== undefined && request.expectedVersion !== undefined) {
    if (request.expectedVersion !== item.version) {
      return { outcome: 'conflict', item, expected: request.expectedVersion };
    }
  }
  const checked = checkEvent(compiled, state, request, now, today);
  if ('refusal' in checked) {
    const { refusal, permission } = checked;
    const malformed = refusal.code === 'INVALID_PAYLOAD' || refusal.code === 'UNKNOWN_ITEM';
    const draft = malformed
      ? null
      : refusalDraft(compiled, state, request, refusal, permission, now);
    return { outcome: 'refused', refusal, draft };
  }
  return accept(compiled, state, request, checked, now, today);
}

function accept(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  request: EventRequest,
  { chosen, permission, item }: Checked,
  now: Instant,
  today: string,
): Decision {
  const chart = compiled.charts[item.chart];
  if (chart === undefined) throw new Error(`item "${item.id}" has no chart "${item.chart}"`);
  const named = request.payload['regions'];
  const value = move(chart, item, {
    type: request.type,
    regions: Array.isArray(named) ? named.map(String) : [],
    step: chosen.step.id,
  });
  const fields = chosen.step.by === 'person' ? chosen.step.body.payload : {};
  const draft = draftEntry(state, now, compiled.definition.zone, {
    kind: 'TRANSITION',
    item: item.id,
    ...eventOf(request, fields),
    actor: actorOf(request.actor, permission),
    from: item.value,
    to: value,
    changes: [...outcomesOf(chosen.step.body.changes, chosen.scope), ...dutyDone(chosen)],
    guards: chosen.result === null ? [] : findingsOf(chosen.result, chosen.scope),
    ...(request.occurredOn !== undefined && { occurredOn: request.occurredOn }),
  });
  const firstSequence = state.head.sequence + 1;
  // A draft says what its entry will.
  const moved = fold(compiled, state, { ...draft, sequence: firstSequence } as never);
  const settled = settle(compiled, moved, now, today, { drafts: [draft], firstSequence });
  const created = Object.keys(settled.state.items).filter((id) => state.items[id] === undefined);
  return {
    outcome: 'accepted',
    state: settled.state,
    drafts: [draft, ...settled.drafts],
    timers: timerChanges(compiled, state, settled.state, now),
    notices: [
      ...stepNotices(compiled, moved, item.id, chosen.step, draft),
      ...approvalNotices(compiled, settled.state, created, draft),
      ...settled.notices,
    ],
    created,
  };
}

/** What whoever acts is to the item from now on, and whomever they act for. */
function dutyDone({ step, scope }: Candidate): Outcome[] {
  return dutiesOf(step, scope).map((duty) => ({ op: 'duty', duty, persons: persons(scope) }));
}

function refusalDraft(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  request: EventRequest,
  refusal: Refusal,
  permission: Permission | null,
  now: Instant,
): EntryDraft {
  const item = state.items[request.item];
  const chart = item === undefined ? undefined : compiled.charts[item.chart];
  const known = [...(chart?.steps.values() ?? [])].find((step) => step.event === request.type);
  const fields = known?.by === 'person' ? known.body.payload : {};
  return draftEntry(state, now, compiled.definition.zone, {
    kind: 'REFUSED',
    item: request.item,
    ...refusedEventOf(request, fields, knownTo(compiled, state)),
    actor: actorOf(request.actor, permission),
    from: item?.value ?? null,
    to: item?.value ?? null,
    guards: refusal.findings,
    refusal: { code: refusal.code, message: { $private: refusal.message } },
    at: state.head,
  });
}

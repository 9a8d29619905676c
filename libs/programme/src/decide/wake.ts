import type { EntryDraft } from '#ledger';
import { toLocalDate, type Instant } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { Notice, ProgrammeState, TimerChanges } from '../model.js';
import { timerChanges } from '../schedule/timers.js';
import { settle } from './system-rules.js';

export type Woken = {
  state: ProgrammeState;
  drafts: EntryDraft[];
  timers: TimerChanges;
  notices: Notice[];
};

/** Looks again: fires the rules that time alone has made due. Null when there is nothing to write. */
export function wake(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  now: Instant,
): Woken | null {
  const today = toLocalDate(now, compiled.definition.zone);
  const firstSequence = state.head.sequence + 1;
  const settled = settle(compiled, state, now, today, { drafts: [], firstSequence });
  if (settled.drafts.length === 0) return null;
  return { ...settled, timers: timerChanges(compiled, state, settled.state, now) };
}

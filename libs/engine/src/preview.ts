import type { Instant } from '#plan';
import type { CompiledDefinition, Decision, EventRequest } from '#programme';
import type { ProgrammeState } from '#programme';
import { decideSound } from './decide-sound.js';
import { unwritable } from './unwritable.js';

/** What would become of an event, on the state and at the time it was decided for. */
export type Preview = {
  decision: Decision;
  before: ProgrammeState;
  compiled: CompiledDefinition;
  now: Instant;
};

/** Decides an event as if it were sent, and leaves it at that: nothing is written or kept. */
export function previewOf(
  { state, compiled, now }: { state: ProgrammeState; compiled: CompiledDefinition; now: Instant },
  request: EventRequest,
): Preview {
  const refusal = unwritable(request);
  const decision: Decision =
    refusal === null
      ? decideSound(compiled, state, request, now)
      : { outcome: 'refused', refusal, draft: null };
  return { decision, before: state, compiled, now };
}

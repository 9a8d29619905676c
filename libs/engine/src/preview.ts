import type { Instant } from '#plan';
import {
  IMAGINED,
  onceApproved,
  type CompiledDefinition,
  type Decision,
  type EventRequest,
  type ProgrammeState,
  type Refusal,
} from '#programme';
import { decideSound } from './decide-sound.js';
import { unwritable } from './unwritable.js';

type Accepted = Extract<Decision, { outcome: 'accepted' }>;
type View = { state: ProgrammeState; compiled: CompiledDefinition; now: Instant };

/** What would become of an event, on the state and at the time it was decided for. */
export type Preview = {
  decision: Decision;
  /** What it would come to once approved, where nothing else stands in its way; else null. */
  once: Accepted | null;
  before: ProgrammeState;
  compiled: CompiledDefinition;
  now: Instant;
};

/** Decides an event as if it were sent, and leaves it at that: nothing is written or kept. */
export function previewOf(view: View, request: EventRequest): Preview {
  const { state, compiled, now } = view;
  const refusal = unwritable(request);
  const decision: Decision =
    refusal === null
      ? decideSound(compiled, state, request, now)
      : { outcome: 'refused', refusal, draft: null };
  const once = decision.outcome === 'refused' ? foreseen(view, request, decision.refusal) : null;
  return { decision, once, before: state, compiled, now };
}

/** The same event with an approval that is only imagined, and left out of what comes of it. */
function foreseen(
  { state, compiled, now }: View,
  request: EventRequest,
  refusal: Refusal,
): Accepted | null {
  const imagined = onceApproved(compiled, state, request, { refusal, now });
  const decision = imagined && decideSound(compiled, imagined, request, now);
  if (decision?.outcome !== 'accepted') return null;
  const { [IMAGINED]: _, ...items } = decision.state.items;
  const isReal = ({ item }: { item: string | null }) => item !== IMAGINED;
  return {
    ...decision,
    state: { ...decision.state, items },
    drafts: decision.drafts.filter(isReal),
    notices: decision.notices.filter(isReal),
    timers: {
      set: decision.timers.set.filter(isReal),
      cancel: decision.timers.cancel.filter(isReal),
    },
  };
}

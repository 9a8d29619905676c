import type { Instant } from '#plan';
import {
  adoptionProblem,
  decide,
  type CompiledDefinition,
  type Decision,
  type EventRequest,
  type ProgrammeState,
} from '#programme';
import { sha256 } from './sha256.js';

/** Decides an event, and refuses one whose hashes are not those of what it brings or replaces. */
export function decideSound(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  request: EventRequest,
  now: Instant,
): Decision {
  const decision = decide(compiled, state, request, now);
  if (decision.outcome !== 'accepted') return decision;
  const refusal = adoptionProblem(compiled, state, decision.state, sha256);
  return refusal === null ? decision : { outcome: 'refused', refusal, draft: null };
}

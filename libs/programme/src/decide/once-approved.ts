import { toLocalDate, type Instant } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { activeSteps } from '../chart/machine.js';
import { APPROVAL, approvalAsked } from '../definition/approval.js';
import type { EventRequest, ProgrammeState, Refusal } from '../model.js';
import { blankItem } from './blank-item.js';
import { scopeOf } from './candidates.js';
import { guardOf } from './value-guard.js';

/** The approval that is imagined; no item that was opened has this id. */
export const IMAGINED = 'approval-imagined';

/**
 * The programme as it would be had others approved just this event, so that those who are asked see
 * what it comes to; null where something else than an approval stands in its way. Never to be written.
 */
export function onceApproved(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  request: EventRequest,
  { refusal, now }: { refusal: Refusal; now: Instant },
): ProgrammeState | null {
  const item = state.items[request.item];
  const chart = item && compiled.charts[item.chart];
  const isAlone = refusal.findings.every(({ guard }) => guard === 'approved');
  if (item === undefined || chart === undefined || refusal.findings.length === 0 || !isAlone) {
    return null;
  }
  const today = toLocalDate(now, compiled.definition.zone);
  const asked = activeSteps(chart, item.value, request.type)
    .map((step) => guardOf(step, scopeOf(compiled, state, item, step, request, now, today)))
    .map(approvalAsked)
    .find((each) => each !== null);
  if (asked === undefined) return null;
  const { evidence, reason: _, ...brought } = request.payload;
  const happened = { to: 'approved', recordedAt: now };
  const approval = {
    ...blankItem(IMAGINED, APPROVAL, happened, compiled),
    data: {
      subject: item.id,
      event: request.type,
      boundVersion: item.version,
      approvers: asked.by,
      needed: asked.atLeast,
      validUntil: today,
      evidence: evidence ?? [],
      with: brought,
      occurredOn: request.occurredOn ?? null,
    },
  };
  return { ...state, items: { ...state.items, [IMAGINED]: approval } };
}

import { changeImpact } from '../schedule/change-impact.js';
import { askedChange, changeProblems } from '../schedule/change-request.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { textOf } from '../definition/json-text.js';
import type { Scope } from './scope.js';

/** Whether what this item asks to change can be computed, and somebody may decide on it. */
export function impactKnownLeaf({ compiled, state, item }: Scope): LeafAnswer {
  const asked = askedChange(compiled, item);
  const problems = asked === null ? [] : changeProblems(compiled, state, asked);
  const impact = changeImpact(compiled, state, item);
  const known = impact.authority !== null;
  const words =
    problems.length > 0
      ? `its impact cannot be computed: ${problems.join('; ')}`
      : known
        ? `its impact is computed: ${textOf(impact.workingDays)} working days`
        : `no authority covers it (${textOf(impact.because)})`;
  return { answer: answerOf(known), words, inputs: { authority: impact.authority, problems } };
}

import type { CompiledChart } from '../chart/compile.js';
import { activeSteps } from '../chart/machine.js';
import { stateWords } from '../chart/state-value.js';
import type { ItemState, Refusal, RefusalCode } from '../model.js';
import type { Candidate } from './candidates.js';
import { findingsOf } from './draft.js';

export function refuse(
  code: RefusalCode,
  message: string,
  more: Partial<Pick<Refusal, 'findings' | 'expected' | 'problems'>> = {},
): Refusal {
  return { code, message, findings: [], expected: [], problems: [], ...more };
}

/** The event exists, but not from where the item stands. */
export function notNow(chart: CompiledChart, item: ItemState, type: string): Refusal {
  const expected = [
    ...new Set(
      activeSteps(chart, item.value)
        .filter((step) => step.by === 'person')
        .map((step) => step.event),
    ),
  ];
  const takes =
    expected.length === 0 ? 'it takes no event there' : `it takes ${expected.join(', ')}`;
  const message = `${type} does not apply while ${item.title} is in ${stateWords(item.value)}; ${takes}`;
  return refuse('NOT_NOW', message, { expected });
}

/** Every failing guard of every way the event could have gone. */
export function guardRefusal(candidates: Candidate[], what: string, code?: RefusalCode): Refusal {
  const findings = candidates.flatMap((each) =>
    each.result === null || each.result.answer === 'yes' ? [] : findingsOf(each.result, each.scope),
  );
  const failing = findings.filter((each) => each.answer !== 'yes');
  const onlyUnknown =
    failing.length > 0 && candidates.every((each) => each.result?.answer === 'unknown');
  const reasons = failing.map((each) => each.words).join('; ');
  return refuse(
    code ?? (onlyUnknown ? 'GUARD_UNKNOWN' : 'GUARD_FAILED'),
    failing.length === 0 ? what : `${what}: ${reasons}`,
    { findings: failing },
  );
}

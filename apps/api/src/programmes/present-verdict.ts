import type { HistoryVerdict } from '#contract';
import type { Verification } from '#engine';

const covers =
  'Looked at: every entry of history and refusals and their order, the free texts kept beside them, ' +
  'the entry each refusal was decided on, the items, and the row of the programme. Not looked at: ' +
  'timers, notices, people and grants. A history rewritten as a whole shows only against a head that ' +
  'was kept elsewhere.';

/** What came of verifying, in one sentence and in detail. */
export function presentVerdict(found: Verification): HistoryVerdict {
  if (found.ok) {
    const { history, refusals, erased } = found;
    const texts = erased === 0 ? '' : ` Free texts erased: ${erased}.`;
    const words = `The history holds: entries ${history.entries}, refusals ${refusals.entries}, and the state is what they make it.${texts}`;
    return { ok: true, words, history, refusals, erased, covers, broken: null };
  }
  const { stream, sequence, item, code, problem } = found;
  const words = `The history is broken at ${placeOf(found)}: ${problem}`;
  const broken = { stream, sequence, item, code, problem };
  return { ok: false, words, history: null, refusals: null, erased: null, covers, broken };
}

function placeOf({ stream, sequence, item }: Extract<Verification, { ok: false }>): string {
  if (sequence !== null) return `entry ${sequence} of ${stream}`;
  return item === null ? 'the programme itself' : `item ${item}`;
}

import type { HistoryVerdict } from '#contract';
import type { Verification } from '#engine';

/** What came of verifying, in one sentence and in detail. */
export function presentVerdict(found: Verification): HistoryVerdict {
  if (found.ok) {
    const { history, refusals } = found;
    const words = `The history holds: entries ${history.entries}, refusals ${refusals.entries}, and the state is what they make it.`;
    return { ok: true, words, history, refusals, broken: null };
  }
  const { stream, sequence, item, code, problem } = found;
  const where = sequence === null ? `item ${item ?? '?'}` : `entry ${sequence} of ${stream}`;
  const words = `The history is broken at ${where}: ${problem}`;
  const broken = { stream, sequence, item, code, problem };
  return { ok: false, words, history: null, refusals: null, broken };
}

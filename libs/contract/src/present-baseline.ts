import type {
  Baseline,
  BaselineComparison as Compared,
  PlannedMilestone as Kept,
} from '#programme';
import type { BaselineComparison, BaselineList, PlannedMilestone } from './baselines.js';
import { plannedWords } from './day-words.js';

/** Baselines with their dates in words. */
export const presentBaselines = (baselines: readonly Baseline[]): BaselineList => ({
  baselines: baselines.map((each) => ({ ...each, milestones: each.milestones.map(presented) })),
});

/** A comparison with its dates in words. */
export const presentComparison = (compared: Compared): BaselineComparison => ({
  ...compared,
  added: compared.added.map((each) => ({ ...presented(each), changes: each.changes })),
  removed: compared.removed.map((each) => ({ ...presented(each), changes: each.changes })),
  moved: compared.moved.map((each) => ({
    ...each,
    from: presented(each.from),
    to: presented(each.to),
  })),
});

const presented = ({ item, title, due, ...rest }: Kept): PlannedMilestone => ({
  item,
  title,
  planned: due === null ? null : { words: plannedWords(due), wording: due.wording ?? null },
  committed: rest.committed,
  profile: rest.profile,
  owner: rest.owner,
  changedBy: rest.changedBy,
});

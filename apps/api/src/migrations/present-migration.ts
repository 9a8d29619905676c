import type {
  MigrationDetail,
  MigrationSummary,
  MigrationView,
  MigratedProgramme,
} from '#contract';
import { stateWords, type MigrationPreview, type StateValue } from '#programme';
import type { MigrationProgrammeRow, MigrationRow } from '#store';

/** A preview counted, as it is kept with the request. */
export function presentSummary(preview: MigrationPreview, undo: boolean): MigrationSummary {
  const milestones = (change: string) =>
    preview.milestones.filter((each) => each.change === change).length;
  return {
    undo,
    items: preview.items.length,
    added: milestones('added'),
    removed: milestones('removed'),
    moved: milestones('moved'),
    timersSet: preview.timers.set.length,
    timersCancelled: preview.timers.cancel.length,
    rules: preview.rules.length,
    blockers: preview.blockers,
  };
}

/** A preview in full, states in words. */
export function presentDetail(
  programme: string,
  preview: MigrationPreview,
  undo: boolean,
): MigrationDetail {
  const { from, to, items, milestones, timers, rules, blockers } = preview;
  return {
    programme,
    from,
    to,
    undo,
    items: items.map(({ state, ...item }) => ({
      ...item,
      state: { from: words(state.from), to: words(state.to) },
    })),
    milestones,
    timers: {
      set: timers.set.map(({ item, key, dueAt }) => ({ item, key, dueAt })),
      cancelled: timers.cancel.map(({ item, key }) => ({ item, key })),
    },
    rules,
    blockers,
  };
}

const words = (value: StateValue | null) => (value === null ? null : stateWords(value));

/** A request with its programmes, counted by what became of them. */
export function presentMigration(
  { id, definition, dryRun, requestedBy, requestedAt }: MigrationRow,
  rows: readonly MigrationProgrammeRow[],
): MigrationView {
  const counts = { asked: 0, ready: 0, blocked: 0, applied: 0, stale: 0, failed: 0 };
  for (const { status } of rows) counts[status] += 1;
  const programmes = rows.map(({ fromDefinition, head: _head, digest: _digest, ...row }) => ({
    ...row,
    from: fromDefinition,
    summary: row.summary as MigratedProgramme['summary'], // written by presentSummary alone
  }));
  return { id, to: definition, dryRun, requestedBy, requestedAt, counts, programmes };
}

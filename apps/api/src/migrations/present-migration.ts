import type {
  MigrationDetail,
  MigrationPage,
  MigrationSummary,
  MigrationView,
  MigratedProgramme,
} from '#contract';
import { stateWords, type MigrationPreview, type StateValue } from '#programme';
import type { MigrationProgrammeRow, MigrationRow, MigrationStatus } from '#store';

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
    tablesKept: preview.tables.map(({ calendar }) => calendar),
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
  const { from, to, items, milestones, tables, timers, rules, blockers } = preview;
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
    tables,
    timers: {
      set: timers.set.map(({ item, key, dueAt }) => ({ item, key, dueAt })),
      cancelled: timers.cancel.map(({ item, key }) => ({ item, key })),
    },
    rules,
    blockers,
  };
}

const words = (value: StateValue | null) => (value === null ? null : stateWords(value));

/** A request, its programmes counted by what became of them, and the first of these. */
export function presentMigration(
  { id, definition, dryRun, requestedBy, requestedAt }: MigrationRow,
  counted: readonly { status: MigrationStatus; programmes: number }[],
  page: MigrationPage,
): MigrationView {
  const counts = { asked: 0, ready: 0, blocked: 0, applied: 0, stale: 0, failed: 0 };
  for (const { status, programmes } of counted) counts[status] = programmes;
  return { id, to: definition, dryRun, requestedBy, requestedAt, counts, ...page };
}

/** A page of a request's programmes. `rows` has one more than the limit when more follow. */
export function presentPage(
  { id }: MigrationRow,
  rows: readonly MigrationProgrammeRow[],
  { limit, status }: { limit: number; status?: MigrationStatus | undefined },
): MigrationPage {
  const programmes = rows.slice(0, limit).map(programmeOf);
  const last = programmes.at(-1);
  if (rows.length <= limit || last === undefined) return { programmes, next: null };
  const query = new URLSearchParams({ after: last.programme, limit: `${limit}` });
  if (status !== undefined) query.set('status', status);
  const next = `/api/v1/migrations/${encodeURIComponent(id)}/programmes?${query.toString()}`;
  return { programmes, next };
}

function programmeOf({
  fromDefinition,
  head: _head,
  digest: _digest,
  ...row
}: MigrationProgrammeRow): MigratedProgramme {
  // Written by presentSummary alone; by that of an earlier release without the tables kept.
  const summary = row.summary as MigratedProgramme['summary'];
  const whole = summary === null ? null : { ...summary, tablesKept: summary.tablesKept ?? [] };
  return { ...row, from: fromDefinition, summary: whole };
}

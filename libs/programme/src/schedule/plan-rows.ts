import type { CompiledDefinition } from '../chart/compile.js';
import { hasItemEnded } from '../chart/ended.js';
import type { JsonObject, ProgrammeState } from '../model.js';
import { milestonePlan } from './milestone.js';

/**
 * The plan as rows of a register: every milestone that stands, by its id, with its planned date as it
 * was said, the committed date, profile, owner, and the change that set the date. Those cancelled or
 * superseded are no part of it, and neither is one whose date is still to be confirmed: it enters the
 * plan with the first baseline after that. Something watched has a date of precision UNDATED.
 */
export function planRows(compiled: CompiledDefinition, state: ProgrammeState): JsonObject[] {
  return Object.values(state.items).flatMap((item) => {
    const chart = compiled.charts[item.chart];
    const schedule = chart?.chart.schedule;
    const plan = milestonePlan(compiled, item, state.items);
    if (chart === undefined || schedule === undefined || plan === null) return [];
    const due = item.data[schedule.due] ?? null;
    if (due === null || hasItemEnded(chart, item)) return [];
    const changedBy = schedule.changedBy === undefined ? null : item.data[schedule.changedBy];
    return [
      {
        id: item.id,
        due,
        committed: plan.committed,
        profile: plan.profile?.name ?? null,
        owner: plan.owner,
        changedBy: changedBy ?? null,
      },
    ];
  });
}

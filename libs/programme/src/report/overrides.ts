import { toLocalDate } from '#plan';
import type { Outcome } from '../decide/outcome.js';
import { milestonePlan, ragOf } from '../schedule/milestone.js';
import { cellOf } from './cells.js';
import {
  actorCells,
  actorColumns,
  entryCells,
  entryColumns,
  type Cell,
  type Report,
  type Told,
} from './report.js';

/** What was allowed though the rules would not have had it, and colours stated against the rule. */
export const overrides: Report = {
  id: 'overrides',
  title: 'Overrides',
  about:
    'Leave that somebody gave to go another way than the rules have it, and why; colours stated beside the computed one, until when, and their end.',
  stream: 'history',
  of: 'Of',
  columns: [...entryColumns, ...actorColumns, 'Of', 'What was recorded', 'Computed then', 'Until'],
  lines: (told) =>
    // An entry's changes are the outcomes it was decided with.
    (told.entry.changes as unknown as Outcome[]).flatMap((change) => {
      if (change.op !== 'append' && change.op !== 'endDate') return [];
      const of = ('item' in change ? change.item : undefined) ?? told.entry.item ?? '';
      const chart = told.compiled.definition.charts[told.after.items[of]?.chart ?? ''];
      const stated = chart?.schedule?.statedColours === change.rows;
      if (!stated && chart?.overrides !== change.rows) return [];
      const [what, until] =
        change.op === 'append'
          ? [cellOf(change.row), change.row['until']]
          : [endWords(change.row, told), change.until];
      const computed = stated ? computedColour(told, of) : null;
      return [[...entryCells(told), ...actorCells(told), of, what, computed, cellOf(until)]];
    }),
};

/** The colour by the rule on the day of recording, with its reasons. */
function computedColour({ entry, after, compiled }: Told, id: string): Cell {
  const item = after.items[id];
  const plan = item === undefined ? null : milestonePlan(compiled, item, after.items);
  const today = toLocalDate(entry.recordedAt, compiled.definition.zone);
  const rag = plan === null ? null : ragOf(compiled, plan, today);
  return rag === null ? null : `${rag.colour}: ${rag.reasons.join('; ')}`;
}

function endWords(row: string, { entry }: Told): string {
  const reason = cellOf(entry.event?.payload['reason']);
  return reason === null ? `ended: ${row}` : `ended: ${row}; reason: ${reason}`;
}

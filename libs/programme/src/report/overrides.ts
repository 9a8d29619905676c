import type { Outcome } from '../decide/outcome.js';
import { cellOf } from './cells.js';
import { actorCells, actorColumns, entryCells, entryColumns, type Report } from './report.js';

/** What was allowed though the rules would not have had it. */
export const overrides: Report = {
  id: 'overrides',
  title: 'Overrides',
  about: 'Leave that somebody gave to go another way than the rules have it, and why.',
  stream: 'history',
  columns: [...entryColumns, ...actorColumns, 'Of', 'What was recorded'],
  lines: (told) =>
    // An entry's changes are the outcomes it was decided with.
    (told.entry.changes as unknown as Outcome[]).flatMap((change) => {
      if (change.op !== 'append') return [];
      const of = change.item ?? told.entry.item ?? '';
      const chart = told.compiled.definition.charts[told.after.items[of]?.chart ?? ''];
      if (chart?.overrides !== change.rows) return [];
      return [[...entryCells(told), ...actorCells(told), of, cellOf(change.row)]];
    }),
};

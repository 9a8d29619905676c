import { cellOf } from './cells.js';
import { actorCells, actorColumns, entryCells, entryColumns, type Report } from './report.js';
import { guardWords } from './transitions.js';

/** What was asked for and refused. */
export const refusals: Report = {
  id: 'refusals',
  title: 'Refused attempts',
  about: 'What was asked for and refused: by whom, why, and on which state of the history.',
  stream: 'refusals',
  columns: [...entryColumns, ...actorColumns, 'Code', 'Why', 'Asked', 'Decided on entry'],
  lines: (told) => [
    [
      ...entryCells(told),
      ...actorCells(told),
      told.entry.refusal?.code ?? null,
      cellOf(told.entry.refusal?.message),
      guardWords(told.entry),
      told.entry.at?.sequence ?? null,
    ],
  ],
};

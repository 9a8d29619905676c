import { isObject } from '../guard/scope.js';
import type { Json } from '../model.js';
import { cellOf } from './cells.js';
import { actorCells, actorColumns, entryCells, entryColumns, type Report } from './report.js';
import { evidenceWords } from './transitions.js';

/** What bodies decided, with the minute and who took part. */
export const decisions: Report = {
  id: 'decisions',
  title: 'Decisions',
  about: 'What a body decided: its minute, its quorum, who was present, and who had stood back.',
  stream: 'history',
  columns: [
    ...entryColumns,
    ...actorColumns,
    'Body',
    'Minute',
    'Quorum',
    'Present',
    'Members',
    'Stood back',
    'Evidence',
  ],
  lines: (told) => {
    const decision = told.entry.event?.payload['decision'] as Json | undefined; // an entry is JSON
    if (!isObject(decision) || decision['body'] === undefined) return [];
    const { body, minute, quorum, present, members, recused } = decision;
    return [
      [
        ...entryCells(told),
        ...actorCells(told),
        ...[body, minute, quorum, present, members, recused].map(cellOf),
        evidenceWords(told.entry),
      ],
    ];
  },
};

import type { RevealedEntry } from '#ledger';
import { stateWords } from '../chart/state-value.js';
import type { StateValue } from '../model.js';
import { cellOf } from './cells.js';
import { actorCells, actorColumns, entryCells, entryColumns, type Report } from './report.js';

/** Every step with who, as what, from where to where, what was asked and shown. */
export const transitions: Report = {
  id: 'transitions',
  title: 'Transitions',
  about:
    'Every step: who took it in which role, from which state to which, what was asked and on what, and the evidence.',
  stream: 'history',
  columns: [
    ...entryColumns,
    ...actorColumns,
    'From',
    'To',
    'Given',
    'Asked',
    'Evidence',
    'Definition',
  ],
  lines: (told) =>
    told.entry.kind === 'OPENED'
      ? []
      : [
          [
            ...entryCells(told),
            ...actorCells(told),
            wordsOf(told.entry.from),
            wordsOf(told.entry.to),
            told.entry.event === null ? null : cellOf(told.entry.event.payload),
            guardWords(told.entry),
            evidenceWords(told.entry),
            told.entry.definition,
          ],
        ],
};

// A ledger's states are plain JSON; the charts that made them know no others.
export const wordsOf = (value: RevealedEntry['from']): string | null =>
  value === null ? null : stateWords(value as StateValue);

/** Each condition, what it came to, and what it looked at. */
export const guardWords = ({ guards }: Pick<RevealedEntry, 'guards'>): string =>
  guards
    .map(({ guard, answer, inputs }) => {
      const looked = cellOf(inputs);
      return looked === '' || looked === null
        ? `${guard}: ${answer}`
        : `${guard}: ${answer} [${looked}]`;
    })
    .join('\n');

/** Each piece by its title, with the hash of the file where it is one. */
export const evidenceWords = ({ evidence }: Pick<RevealedEntry, 'evidence'>): string =>
  evidence
    .map(({ title, sha256 }) => {
      const said = String(cellOf(title));
      return sha256 === null ? said : `${said} (SHA-256 ${sha256})`;
    })
    .join('\n');

import { toLocalDate } from '#plan';
import { delegationsOf } from '../decide/delegation.js';
import { listWords } from './cells.js';
import { actorCells, actorColumns, entryCells, entryColumns, type Report } from './report.js';

/** What somebody did for somebody else. */
export const delegations: Report = {
  id: 'delegations',
  title: 'Delegations used',
  about: 'What was done for somebody else, and the delegation it rested on.',
  stream: 'history',
  columns: [...entryColumns, ...actorColumns, 'Delegation', 'From', 'Until', 'Events', 'Items'],
  lines: (told) => {
    const { person, actingFor, authority } = told.entry.actor;
    if (actingFor === null) return [];
    const day = toLocalDate(told.entry.recordedAt, told.compiled.definition.zone);
    const all = delegationsOf(told.compiled, told.before).filter(
      (each) => each.giver === actingFor && each.delegate === person,
    );
    const found =
      all.find(({ id }) => id === authority) ??
      all.find(({ from, until }) => (from ?? '') <= day && (until === null || day < until));
    const cells = found
      ? [
          found.id,
          found.from,
          found.until,
          found.events.length === 0 ? 'all' : listWords(found.events),
          found.items.length === 0 ? 'all' : listWords(found.items),
        ]
      : ['not found', null, null, null, null];
    return [[...entryCells(told), ...actorCells(told), ...cells]];
  },
};

import type { RevealedEntry } from '#ledger';
import { calendarDaysBetween, toLocalDate, workingDaysBetween } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { actorCells, actorColumns, entryCells, entryColumns, type Report } from './report.js';

/** Beyond this an entry is flagged as recorded late, unless the definition says otherwise. */
const LATE_AFTER_WORKING_DAYS = 5;

/** The working days from happening to recording, where they are more than is usual; else null. */
export function recordedLate(
  { definition, calendar }: CompiledDefinition,
  { occurredOn, recordedAt }: Pick<RevealedEntry, 'occurredOn' | 'recordedAt'>,
): number | null {
  const limit = definition.backdating?.moreThanWorkingDays ?? LATE_AFTER_WORKING_DAYS;
  const days = workingDaysBetween(calendar, occurredOn, toLocalDate(recordedAt, definition.zone));
  return days > limit ? days : null;
}

/** What was recorded on a later day than it happened. */
export const backdated: Report = {
  id: 'backdated',
  title: 'Recorded later than it happened',
  about:
    'Steps recorded on a later day than the one they are said to have happened on, and which of them are flagged.',
  stream: 'history',
  columns: [...entryColumns, ...actorColumns, 'Days later', 'Flagged, in working days'],
  lines: (told) => {
    const { entry, compiled } = told;
    const recordedOn = toLocalDate(entry.recordedAt, compiled.definition.zone);
    const days = calendarDaysBetween(entry.occurredOn, recordedOn);
    if (days <= 0) return [];
    return [[...entryCells(told), ...actorCells(told), days, recordedLate(compiled, entry)]];
  },
};

import { addDays, type IsoDate } from './day-number.js';
import type { PlannedDate } from './planned-date.js';
import { addWorkingDays, type WorkingCalendar } from './working-calendar.js';

/**
 * A planned date that counts from another, with the day it comes to; one that does not is given back
 * as it is. Without a base it is undated. What it counts from, and its wording, stay beside the day.
 *
 * Working days count as in `addWorkingDays`; calendar days may end on any day.
 */
export function countedFrom(
  planned: PlannedDate,
  base: IsoDate | null,
  calendar: WorkingCalendar,
): PlannedDate {
  const { relativeTo } = planned;
  if (planned.precision !== 'RELATIVE' || relativeTo === undefined) return planned;
  if (base === null) return { ...planned, precision: 'UNDATED' };
  const date =
    relativeTo.days === undefined
      ? addWorkingDays(calendar, base, relativeTo.workingDays)
      : addDays(base, relativeTo.days);
  return { ...planned, precision: 'DAY', date };
}

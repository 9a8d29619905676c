import { calendarDaysBetween, type IsoDate } from './day-number.js';
import { workingDaysBetween, type WorkingCalendar } from './working-calendar.js';

/** How far a date lies from the committed one: positive late, negative early. */
export interface Slippage {
  readonly workingDays: number;
  readonly calendarDays: number;
}

/**
 * Slippage of a forecast or an actual date against the committed date.
 *
 * A date on the weekend that follows the committed date is late in calendar days but not yet in
 * working days.
 */
export function slippage(
  committed: IsoDate,
  forecastOrActual: IsoDate,
  calendar: WorkingCalendar,
): Slippage {
  return {
    workingDays: workingDaysBetween(calendar, committed, forecastOrActual),
    calendarDays: calendarDaysBetween(committed, forecastOrActual),
  };
}

import type { IsoDate } from './day-number.js';
import type { WorkingCalendar } from './working-calendar.js';

/** Finish to start: not before another is reached, and so many working or calendar days after it. */
export interface NetworkLink {
  readonly after: string;
  /** 0 (also when left out) allows the same day, working or not; negative is so many days before. */
  readonly workingDays?: number | undefined;
  /** In place of working days. */
  readonly days?: number | undefined;
}

/** A milestone as the network sees it: no duration, a date of its own, and what it waits for. */
export interface NetworkMilestone {
  readonly id: string;
  /** Not earlier than this: its forecast, or the date it is held to; leave out when it has neither. */
  readonly date?: IsoDate | undefined;
  /** The day it was achieved: it stays there, whatever it waited for. */
  readonly actual?: IsoDate | undefined;
  /** Not later than this: its hard date, and nothing softer. */
  readonly noLaterThan?: IsoDate | undefined;
  /** Its float and the lags before it are counted in these working days; else in the network's. */
  readonly calendar?: WorkingCalendar | undefined;
  readonly links?: readonly NetworkLink[] | undefined;
}

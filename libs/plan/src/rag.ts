import { calendarDaysBetween, type IsoDate } from './day-number.js';
import { workingDaysBetween, type WorkingCalendar } from './working-calendar.js';

/** Thresholds of the colour rule: the first two in working days late, the last in calendar days. */
export interface RagRules {
  readonly greenUpTo: number;
  readonly amberUpTo: number;
  readonly redWhenHardDateBreached: boolean;
  readonly redWhenForecastNotUpdatedFor?: number | undefined;
}

/**
 * What a milestone's colour rests on, on the day `today`.
 *
 * `committed` is the date that never rolls, absent when undated. `trackedSince` is the day from
 * which a forecast is owed, used while none was given. `actual` is the day it was achieved.
 */
export interface RagFacts {
  readonly committed?: IsoDate | undefined;
  readonly forecast?: IsoDate | undefined;
  readonly actual?: IsoDate | undefined;
  readonly lastForecastOn?: IsoDate | undefined;
  readonly trackedSince?: IsoDate | undefined;
  readonly hard: boolean;
  readonly today: IsoDate;
}

/** A colour with every reason for it, in words. */
export interface Rag {
  readonly colour: 'GREEN' | 'AMBER' | 'RED';
  readonly reasons: readonly string[];
}

/**
 * The computed colour of a milestone.
 *
 * Late by the worst of its actual date, or, while open, its forecast and the days already past the
 * committed date. A hard date counts as breached when passed, and when the forecast lies after it.
 */
export function rag(rules: RagRules, facts: RagFacts, calendar: WorkingCalendar): Rag {
  const late = lateness(facts, calendar);
  const red = [
    ...(late > rules.amberUpTo ? [`${workingDays(late)} late, over ${rules.amberUpTo}`] : []),
    ...hardDateReasons(rules, facts),
    ...staleReasons(rules, facts),
  ];
  if (red.length > 0) return { colour: 'RED', reasons: red };
  if (late > rules.greenUpTo) {
    return { colour: 'AMBER', reasons: [`${workingDays(late)} late, over ${rules.greenUpTo}`] };
  }
  return { colour: 'GREEN', reasons: [greenReason(late, facts)] };
}

function lateness({ committed, ...facts }: RagFacts, calendar: WorkingCalendar): number {
  if (committed === undefined) return 0;
  const dates = facts.actual === undefined ? [facts.forecast, facts.today] : [facts.actual];
  const days = dates
    .filter((date) => date !== undefined)
    .map((date) => workingDaysBetween(calendar, committed, date));
  return Math.max(0, ...days);
}

function hardDateReasons(rules: RagRules, facts: RagFacts): string[] {
  const { committed, actual, forecast, today } = facts;
  if (!rules.redWhenHardDateBreached || !facts.hard || committed === undefined) return [];
  if (actual !== undefined) {
    return actual > committed ? [`hard date ${committed} breached: achieved ${actual}`] : [];
  }
  if (today > committed) return [`hard date ${committed} breached: not achieved by ${today}`];
  if (forecast === undefined || forecast <= committed) return [];
  return [`hard date ${committed} would be breached: forecast ${forecast}`];
}

function staleReasons({ redWhenForecastNotUpdatedFor: most }: RagRules, facts: RagFacts): string[] {
  const since = facts.lastForecastOn ?? facts.trackedSince;
  if (most === undefined || since === undefined || facts.actual !== undefined) return [];
  const age = calendarDaysBetween(since, facts.today);
  if (age < most) return [];
  const what =
    facts.lastForecastOn === undefined ? 'no forecast since' : 'forecast not updated since';
  return [`${what} ${since}, ${age} calendar days ago, limit ${most}`];
}

function greenReason(late: number, { committed, actual }: RagFacts): string {
  if (actual !== undefined && late === 0) return `achieved ${actual}`;
  if (committed === undefined) return 'no date to be late for';
  return late === 0 ? `not late against ${committed}` : `${workingDays(late)} late, within limits`;
}

function workingDays(count: number): string {
  return `${count} working ${count === 1 ? 'day' : 'days'}`;
}

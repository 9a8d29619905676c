import type { IsoDate } from './day-number.js';
import type { EscalationLadder, EscalationLevel, EscalationStep } from './escalation-ladder.js';
import { addWorkingDays, workingDaysBetween, type WorkingCalendar } from './working-calendar.js';

/** What the day count of a ladder rests on. `deadline` is the effective deadline. */
export interface DayCountFacts {
  readonly deadline: IsoDate;
  /** When the owner last gave a forecast; leave out when never. */
  readonly lastForecastOn?: IsoDate | undefined;
  /** Day or days on which the escalation was acknowledged. */
  readonly acknowledgedOn?: IsoDate | readonly IsoDate[] | undefined;
}

/** What the level of a milestone not yet achieved rests on, on the day `today`. */
export interface EscalationFacts extends DayCountFacts {
  /** The date that never rolls, where it differs from the deadline. */
  readonly committed?: IsoDate | undefined;
  readonly forecast?: IsoDate | undefined;
  readonly hard: boolean;
  readonly critical: boolean;
  readonly today: IsoDate;
}

/** The day on which a step is reached by the day count, if nothing changes before then. */
export interface EscalationStepDate {
  readonly level: EscalationLevel;
  readonly tell: readonly string[];
  readonly date: IsoDate;
}

/** The highest level reached (0 for none), the roles of every level reached, and why, in words. */
export interface EscalationState {
  readonly level: 0 | EscalationLevel;
  readonly tell: readonly string[];
  readonly reasons: readonly string[];
}

/**
 * The days on which the steps of a ladder are reached by the day count alone.
 *
 * An acknowledgement moves each step after it by the working days of the hold: one for each level
 * reached, so that whoever acknowledges again and again does not put the next level off for ever. One
 * given before the first step and before the deadline answers nothing, and holds nothing: the count
 * had not begun. A step conditional on a forecast moves to the day the last forecast is too old.
 */
export function escalationSteps(
  ladder: EscalationLadder,
  facts: DayCountFacts,
  calendar: WorkingCalendar,
): EscalationStepDate[] {
  return ladder.steps.map((step) => ({
    level: step.level,
    tell: step.tell,
    date: heldDate(ladder, step, facts, calendar),
  }));
}

/**
 * The level of escalation on a day, with every reason.
 *
 * For a milestone not yet achieved. Slip conditions hold whether or not someone acknowledged;
 * acknowledgements dated after `today` are ignored.
 */
export function escalationLevel(
  ladder: EscalationLadder,
  facts: EscalationFacts,
  calendar: WorkingCalendar,
): EscalationState {
  const acknowledgedOn = daysOf(facts.acknowledgedOn).filter((date) => date <= facts.today);
  const known = { ...facts, acknowledgedOn };
  const reached = ladder.steps
    .map((step) => ({ step, reasons: stepReasons(ladder, step, known, calendar) }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort((a, b) => a.step.level - b.step.level);
  return {
    level: reached.at(-1)?.step.level ?? 0,
    tell: [...new Set(reached.flatMap(({ step }) => step.tell))],
    reasons: reached.flatMap(({ step, reasons }) => reasons.map((why) => `L${step.level}: ${why}`)),
  };
}

function unheldDate(
  step: EscalationStep,
  facts: DayCountFacts,
  calendar: WorkingCalendar,
): IsoDate {
  let date = addWorkingDays(calendar, facts.deadline, step.at);
  if (step.ifNoForecastWithin !== undefined && facts.lastForecastOn !== undefined) {
    const tooOld = addWorkingDays(calendar, facts.lastForecastOn, step.ifNoForecastWithin + 1);
    if (tooOld > date) date = tooOld;
  }
  return date;
}

function heldDate(
  ladder: EscalationLadder,
  step: EscalationStep,
  facts: DayCountFacts,
  calendar: WorkingCalendar,
): IsoDate {
  return heldBy(ladder, step, facts, calendar, answering(ladder, facts, calendar));
}

/** The acknowledgements that hold: the first, and after it one for each further level reached. */
function answering(
  ladder: EscalationLadder,
  facts: DayCountFacts,
  calendar: WorkingCalendar,
): readonly IsoDate[] {
  const begins = countBegins(ladder, facts, calendar);
  const counted: IsoDate[] = [];
  let answered = 0;
  for (const acknowledged of daysOf(facts.acknowledgedOn).toSorted()) {
    if (acknowledged < begins) continue;
    const reached = ladder.steps.filter(
      (step) => heldBy(ladder, step, facts, calendar, counted) <= acknowledged,
    ).length;
    if (counted.length > 0 && reached <= answered) continue;
    counted.push(acknowledged);
    answered = reached;
  }
  return counted;
}

function heldBy(
  ladder: EscalationLadder,
  step: EscalationStep,
  facts: DayCountFacts,
  calendar: WorkingCalendar,
  acknowledgements: readonly IsoDate[],
): IsoDate {
  let date = unheldDate(step, facts, calendar);
  let heldUntil: IsoDate | undefined;
  for (const acknowledged of acknowledgements) {
    if (date <= acknowledged) break;
    const until = addWorkingDays(calendar, acknowledged, ladder.holdWorkingDays);
    const from = heldUntil !== undefined && heldUntil > acknowledged ? heldUntil : acknowledged;
    date = addWorkingDays(calendar, date, Math.max(0, workingDaysBetween(calendar, from, until)));
    heldUntil = until;
  }
  return date;
}

/** The day from which an acknowledgement answers something. */
function countBegins(
  ladder: EscalationLadder,
  facts: DayCountFacts,
  calendar: WorkingCalendar,
): IsoDate {
  const days = ladder.steps.map((step) => unheldDate(step, facts, calendar));
  return days.reduce((first, day) => (day < first ? day : first), facts.deadline);
}

function stepReasons(
  ladder: EscalationLadder,
  step: EscalationStep,
  facts: EscalationFacts,
  calendar: WorkingCalendar,
): string[] {
  const reasons: string[] = [];
  const committed = facts.committed ?? facts.deadline;
  const date = heldDate(ladder, step, facts, calendar);
  if (date <= facts.today) {
    const held = date > unheldDate(step, facts, calendar);
    reasons.push(`${dayReason(step, facts)}, reached on ${date}${held ? ' after a hold' : ''}`);
  }
  if (facts.forecast === undefined) return reasons;
  const slip = workingDaysBetween(calendar, committed, facts.forecast);
  for (const { over, onCriticalPath } of step.slip ?? []) {
    if (slip <= over || (onCriticalPath === true && !facts.critical)) continue;
    const where = onCriticalPath === true ? ' on the critical path' : '';
    reasons.push(
      `forecast ${facts.forecast} is ${workingDays(slip)} after ${committed}, over ${over}${where}`,
    );
  }
  if (step.pastHardDate === true && facts.hard && facts.forecast > committed) {
    reasons.push(`forecast ${facts.forecast} is past the hard date ${committed}`);
  }
  return reasons;
}

function dayReason(step: EscalationStep, facts: EscalationFacts): string {
  const side = step.at < 0 ? 'before' : 'after';
  const day = `${workingDays(Math.abs(step.at))} ${side} the deadline ${facts.deadline}`;
  if (step.ifNoForecastWithin === undefined) return day;
  const last = facts.lastForecastOn ?? 'never';
  return `${day} and no forecast within ${workingDays(step.ifNoForecastWithin)} (last: ${last})`;
}

function workingDays(count: number): string {
  return `${count} working ${count === 1 ? 'day' : 'days'}`;
}

function daysOf(dates: DayCountFacts['acknowledgedOn']): readonly IsoDate[] {
  if (dates === undefined) return [];
  return typeof dates === 'string' ? [dates] : dates;
}

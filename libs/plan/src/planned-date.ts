import { addDays, isIsoDate, lastDayOfMonth, type IsoDate } from './day-number.js';
import { rollBack, type WorkingCalendar } from './working-calendar.js';

const PRECISIONS = ['DAY', 'MONTH', 'YEAR_WINDOW', 'RELATIVE', 'UNDATED'] as const;
const BOUNDS = ['ON', 'BY'] as const;
const HARDNESSES = ['HARD', 'TARGET', 'EXPECTED'] as const;

/** How exactly a planned date is known. */
export type Precision = (typeof PRECISIONS)[number];

/**
 * A date as planned, never more exact than the words it came from.
 *
 * `date` is 'YYYY-MM-DD' for DAY, 'YYYY-MM' for MONTH, 'YYYY-MM-DD/YYYY-MM-DD' (both included) for
 * YEAR_WINDOW, absent for UNDATED and for RELATIVE, which says in `relativeTo` what it counts from:
 * it is as exact as that, and has a day only by `countedFrom`. `wording` holds the original words. `reading` says which of two
 * readings was taken where the words allow both: "by December" as by the end of the month
 * (`strict: false`, also when left out) or before it begins (`strict: true`).
 */
export interface PlannedDate {
  readonly precision: Precision;
  readonly bound?: (typeof BOUNDS)[number] | undefined;
  readonly hardness?: (typeof HARDNESSES)[number] | undefined;
  readonly date?: string | undefined;
  readonly relativeTo?: RelativeDate | undefined;
  readonly wording?: string | undefined;
  readonly reading?: DateReading | undefined;
}

/** So many days, working or calendar, after the date of another item; before it when negative. */
export type RelativeDate = { readonly item: string } & (
  | { readonly workingDays: number; readonly days?: undefined }
  | { readonly days: number; readonly workingDays?: undefined }
);

/** The reading taken of words that allow two, on what basis (such as 'proposed'), and why. */
export interface DateReading {
  readonly strict: boolean;
  readonly basis?: string | undefined;
  readonly note?: string | undefined;
}

/** What is wrong with a planned date, one message each, quoting the value; empty when all is well. */
export function checkPlannedDate(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [`planned date ${quote(value)} must be an object with at least a precision`];
  }
  // Boundary: the value comes from a document; each field is checked below.
  const planned = value as Record<string, unknown>;
  return [
    ...checkOneOf('precision', planned['precision'], PRECISIONS, true),
    ...checkOneOf('bound', planned['bound'], BOUNDS, false),
    ...checkOneOf('hardness', planned['hardness'], HARDNESSES, false),
    ...checkDate(planned['precision'], planned['date']),
    ...checkRelative(planned['precision'], planned['relativeTo']),
    ...checkReading(planned),
  ];
}

/** The last calendar day of the period, working day or not; undefined when undated. */
export function lastDay(planned: PlannedDate): IsoDate | undefined {
  return periodOf(planned)?.last;
}

/**
 * The day before the period begins: the strict reading of "by December 2013" is 30 November.
 *
 * Only BY a MONTH or a YEAR_WINDOW has two readings; undefined for all others.
 */
export function strictDeadline(planned: PlannedDate): IsoDate | undefined {
  if (planned.bound !== 'BY' || planned.precision === 'DAY') return undefined;
  const first = periodOf(planned)?.first;
  return first === undefined ? undefined : addDays(first, -1);
}

/**
 * The date the milestone is held to, in the reading taken; undefined when undated.
 *
 * It never rolls: a legal date on a holiday stays where it is. Lateness is measured against it.
 */
export function committedDate(planned: PlannedDate): IsoDate | undefined {
  const strict = planned.reading?.strict === true ? strictDeadline(planned) : undefined;
  return strict ?? lastDay(planned);
}

/** The last working day on or before the committed date: reminders and the ladder count from it. */
export function effectiveDeadline(
  planned: PlannedDate,
  calendar: WorkingCalendar,
): IsoDate | undefined {
  const committed = committedDate(planned);
  return committed === undefined ? undefined : rollBack(calendar, committed);
}

function periodOf({ precision, date }: PlannedDate): { first: IsoDate; last: IsoDate } | undefined {
  if (precision === 'UNDATED' || precision === 'RELATIVE') return undefined;
  const [problem] = checkDate(precision, date);
  if (problem !== undefined || date === undefined) throw new RangeError(problem);
  switch (precision) {
    case 'DAY':
      return { first: date, last: date };
    case 'MONTH':
      return { first: `${date}-01`, last: lastDayOfMonth(date) };
    case 'YEAR_WINDOW':
      return { first: date.slice(0, 10), last: date.slice(11) };
    default:
      return precision satisfies never;
  }
}

function checkDate(precision: unknown, date: unknown): string[] {
  switch (precision) {
    case 'DAY':
      return isIsoDate(date) ? [] : [`date ${quote(date)} is not a day; write it as YYYY-MM-DD`];
    case 'MONTH':
      return isIsoDate(`${String(date)}-01`)
        ? []
        : [`date ${quote(date)} is not a month; write it as YYYY-MM`];
    case 'YEAR_WINDOW':
      return checkWindow(date);
    case 'UNDATED':
    case 'RELATIVE':
      return date === undefined
        ? []
        : [
            `date ${quote(date)} stands beside precision ${precision}; remove it or state its precision`,
          ];
    default:
      return [];
  }
}

function checkRelative(precision: unknown, relativeTo: unknown): string[] {
  if (precision !== 'RELATIVE') {
    return relativeTo === undefined
      ? []
      : [
          `relativeTo ${quote(relativeTo)} stands beside precision ${quote(precision)}; remove it, or use precision RELATIVE`,
        ];
  }
  const how = 'name an item, and days or workingDays as a whole number from -4000 to 4000';
  if (typeof relativeTo !== 'object' || relativeTo === null || !('item' in relativeTo)) {
    return [`relativeTo ${quote(relativeTo)} does not say what the date counts from; ${how}`];
  }
  // Boundary: as in checkPlannedDate.
  const { item, days, workingDays } = relativeTo as Record<string, unknown>;
  const given = [days, workingDays].filter((each) => each !== undefined);
  const isCount = (value: unknown) => Number.isInteger(value) && Math.abs(Number(value)) <= 4000;
  if (typeof item === 'string' && given.length === 1 && given.every(isCount)) return [];
  return [`relativeTo ${quote(relativeTo)} is not complete; ${how}, but not both`];
}

function checkWindow(date: unknown): string[] {
  const [first, last, more] = typeof date === 'string' ? date.split('/') : [];
  if (!isIsoDate(first) || !isIsoDate(last) || more !== undefined) {
    return [`date ${quote(date)} is not a window; write it as YYYY-MM-DD/YYYY-MM-DD`];
  }
  return first <= last ? [] : [`date ${quote(date)} ends before it begins; swap the two days`];
}

function checkReading(planned: Record<string, unknown>): string[] {
  const { reading, bound = 'ON', precision } = planned;
  if (reading === undefined) return [];
  if (typeof reading !== 'object' || reading === null || !('strict' in reading)) {
    return [`reading ${quote(reading)} must say strict: true or strict: false`];
  }
  if (typeof reading.strict !== 'boolean') {
    return [`reading.strict ${quote(reading.strict)} must be true or false`];
  }
  if (bound === 'BY' && (precision === 'MONTH' || precision === 'YEAR_WINDOW')) return [];
  return [
    `reading ${quote(reading)} has no meaning for bound ${quote(bound)} and precision ${quote(precision)}; only BY a month or a window has two readings`,
  ];
}

function checkOneOf(field: string, value: unknown, allowed: readonly string[], required: boolean) {
  if (value === undefined && !required) return [];
  if (typeof value === 'string' && allowed.includes(value)) return [];
  return [`${field} ${quote(value)} is not known; use one of ${allowed.join(', ')}`];
}

function quote(value: unknown): string {
  return value === undefined ? '(none)' : JSON.stringify(value);
}

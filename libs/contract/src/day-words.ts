import type { IsoDate, PlannedDate, RelativeDate } from '#plan';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2011-04-01` → `1 April 2011`. */
export function dayWords(day: IsoDate): string {
  return `${Number(day.slice(8, 10))} ${monthWords(day)}`;
}

const monthWords = (date: string) => `${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;

/** A planned date as exactly as it is known and no more: `by December 2013 (target)`. */
export function plannedWords(planned: PlannedDate): string {
  const hardness = planned.hardness === undefined ? '' : ` (${planned.hardness.toLowerCase()})`;
  return `${when(planned)}${hardness}`;
}

function when(planned: PlannedDate): string {
  const { precision, bound, date = '', relativeTo } = planned;
  if (relativeTo !== undefined) return `${relativeWords(relativeTo)}${comesTo(planned)}`;
  const by = bound === 'BY';
  switch (precision) {
    case 'DAY':
      return `${by ? 'by' : 'on'} ${dayWords(date)}`;
    case 'MONTH':
      return `${by ? 'by' : 'in'} ${monthWords(date)}`;
    case 'YEAR_WINDOW': {
      const [first = '', last = ''] = date.split('/');
      return `between ${dayWords(first)} and ${dayWords(last)}`;
    }
    case 'RELATIVE':
    case 'UNDATED':
      return 'no date yet';
    default:
      return precision satisfies never;
  }
}

/** `20 working days after M07`; a negative count lies before. */
function relativeWords(relative: RelativeDate): string {
  const [count, kind] =
    relative.days === undefined ? [relative.workingDays, 'working day'] : [relative.days, 'day'];
  if (count === 0) return `with ${relative.item}`;
  const length = Math.abs(count);
  const side = count > 0 ? 'after' : 'before';
  return `${length} ${kind}${length === 1 ? '' : 's'} ${side} ${relative.item}`;
}

const comesTo = ({ date, bound }: PlannedDate): string =>
  date === undefined ? ', no date yet' : `, ${bound === 'BY' ? 'by' : 'on'} ${dayWords(date)}`;

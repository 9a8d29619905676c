import type { IsoDate, PlannedDate } from '#plan';

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

function when({ precision, bound, date = '' }: PlannedDate): string {
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
    case 'UNDATED':
      return 'no date yet';
    default:
      return precision satisfies never;
  }
}

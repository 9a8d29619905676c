import { createCalendar, nextOccurrence, type Cadence, type PlannedDate } from './index.js';

const calendar = createCalendar({
  name: 'plain',
  weekend: [6, 7],
  holidays: { '2011-04-29': 'Royal wedding' },
  overrides: {},
});
const day = (date: string): PlannedDate => ({ precision: 'DAY', bound: 'BY', date });
const next = (first: PlannedDate, last: PlannedDate, every: Cadence['every'], count = 1) =>
  nextOccurrence(first, last, { every, count }, calendar)?.date;

describe('the next occurrence of a series', () => {
  it.each([
    ['a month later', day('2011-04-15'), day('2011-04-15'), 'MONTH', 1, '2011-05-15'],
    ['a quarter later', day('2011-04-15'), day('2011-07-15'), 'QUARTER', 1, '2011-10-15'],
    ['two years later', day('2011-04-15'), day('2011-04-15'), 'YEAR', 2, '2013-04-15'],
    [
      'on the last day of a shorter month',
      day('2011-01-31'),
      day('2011-01-31'),
      'MONTH',
      1,
      '2011-02-28',
    ],
    ['on the 31st again after it', day('2011-01-31'), day('2011-02-28'), 'MONTH', 1, '2011-03-31'],
    [
      'on the 30th of a longer month',
      day('2011-04-30'),
      day('2011-04-30'),
      'MONTH',
      1,
      '2011-05-30',
    ],
    [
      'on 28 February of a leap year',
      day('2011-02-28'),
      day('2011-02-28'),
      'YEAR',
      1,
      '2012-02-28',
    ],
    [
      'on 29 February when there is one',
      day('2012-02-29'),
      day('2015-02-28'),
      'YEAR',
      1,
      '2016-02-29',
    ],
    ['after a date that was moved', day('2011-01-15'), day('2011-02-20'), 'MONTH', 1, '2011-03-15'],
    [
      'so many working days on',
      day('2011-04-27'),
      day('2011-04-27'),
      'WORKING_DAYS',
      3,
      '2011-05-03',
    ],
  ] as const)('comes %s', (_words, first, last, every, count, date) => {
    expect(next(first, last, every, count)).toBe(date);
  });

  it('is no more exact than the first, and keeps its words', () => {
    const july: PlannedDate = { precision: 'MONTH', date: '2011-07', wording: 'each July' };
    expect(nextOccurrence(july, july, { every: 'YEAR', count: 1 }, calendar)).toEqual({
      precision: 'MONTH',
      date: '2012-07',
      wording: 'each July',
    });
    const year: PlannedDate = { precision: 'YEAR_WINDOW', date: '2011-03-01/2012-02-29' };
    expect(next(year, year, 'YEAR')).toBe('2012-03-01/2013-02-28');
  });

  it('is not known of what has no day to count from', () => {
    const undated: PlannedDate = { precision: 'UNDATED' };
    expect(next(undated, undated, 'MONTH')).toBeUndefined();
    const month: PlannedDate = { precision: 'MONTH', date: '2011-07' };
    expect(next(month, month, 'WORKING_DAYS', 5)).toBeUndefined();
    expect(next(month, month, 'MONTH', 5)).toBe('2011-12');
  });

  it('asks for a whole number from 1', () => {
    expect(() => next(day('2011-04-15'), day('2011-04-15'), 'MONTH', 0)).toThrow('every 0 MONTH');
  });
});

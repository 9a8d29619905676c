import { ukCalendar } from '../../../test/support/uk-calendars.js';
import {
  checkPlannedDate,
  committedDate,
  effectiveDeadline,
  lastDay,
  strictDeadline,
  type PlannedDate,
} from './planned-date.js';

const england = ukCalendar('england-and-wales');
const byDecember: PlannedDate = { precision: 'MONTH', bound: 'BY', date: '2013-12' };

test.each<[string, PlannedDate, string, string]>([
  ['a legal Monday holiday', { precision: 'DAY', date: '2013-05-27' }, '2013-05-27', '2013-05-24'],
  ['Easter Monday', { precision: 'DAY', date: '2013-04-01' }, '2013-04-01', '2013-03-28'],
  ['a Sunday', { precision: 'DAY', date: '2012-04-01' }, '2012-04-01', '2012-03-30'],
  ['in July 2011', { precision: 'MONTH', date: '2011-07' }, '2011-07-31', '2011-07-29'],
  ['by December 2013', byDecember, '2013-12-31', '2013-12-31'],
  [
    'during 2011/12',
    { precision: 'YEAR_WINDOW', date: '2011-04-01/2012-03-31' },
    '2012-03-31',
    '2012-03-30',
  ],
])('the date of %s stays; its deadline is a working day', (_, planned, committed, deadline) => {
  expect(checkPlannedDate(planned)).toEqual([]);
  expect(committedDate(planned)).toBe(committed);
  expect(effectiveDeadline(planned, england)).toBe(deadline);
});

test('an undated plan has no day at all', () => {
  const undated: PlannedDate = { precision: 'UNDATED', wording: 'shortly' };
  expect(checkPlannedDate(undated)).toEqual([]);
  expect(lastDay(undated)).toBeUndefined();
  expect(committedDate(undated)).toBeUndefined();
  expect(strictDeadline({ ...undated, bound: 'BY' })).toBeUndefined();
  expect(effectiveDeadline(undated, england)).toBeUndefined();
});

test('"by December 2013" read strictly is before 1 December', () => {
  expect(strictDeadline(byDecember)).toBe('2013-11-30');
  const strict = { ...byDecember, reading: { strict: true, basis: 'proposed' } };
  expect(checkPlannedDate(strict)).toEqual([]);
  expect(committedDate(strict)).toBe('2013-11-30');
  expect(effectiveDeadline(strict, england)).toBe('2013-11-29');
});

test('a date that is no "by a period" has one reading', () => {
  expect(strictDeadline({ precision: 'MONTH', date: '2011-07' })).toBeUndefined();
  expect(strictDeadline({ precision: 'DAY', bound: 'BY', date: '2012-03-31' })).toBeUndefined();
});

test.each<[unknown, string]>([
  ['soon', 'planned date "soon" must be an object'],
  [{ precision: 'WEEK' }, 'precision "WEEK" is not known; use one of DAY, MONTH'],
  [{}, 'precision (none) is not known'],
  [{ precision: 'DAY', date: '2011-02-30' }, 'date "2011-02-30" is not a day'],
  [{ precision: 'DAY' }, 'date (none) is not a day; write it as YYYY-MM-DD'],
  [{ precision: 'MONTH', date: '2011-13' }, 'date "2011-13" is not a month; write it as YYYY-MM'],
  [{ precision: 'MONTH', date: '2011-07-01' }, 'date "2011-07-01" is not a month'],
  [{ precision: 'YEAR_WINDOW', date: '2011/12' }, 'date "2011/12" is not a window'],
  [{ precision: 'YEAR_WINDOW', date: '2012-03-31/2011-04-01' }, 'ends before it begins'],
  [{ precision: 'UNDATED', date: '2011-07' }, 'date "2011-07" stands beside precision UNDATED'],
  [{ precision: 'DAY', date: '2011-04-01', bound: 'AT' }, 'bound "AT" is not known'],
  [{ precision: 'DAY', date: '2011-04-01', hardness: 'SOFT' }, 'hardness "SOFT" is not known'],
  [{ precision: 'MONTH', bound: 'BY', date: '2013-12', reading: 1 }, 'reading 1 must say strict'],
  [{ ...byDecember, reading: { strict: 'no' } }, 'reading.strict "no" must be true or false'],
  [{ precision: 'MONTH', date: '2013-12', reading: { strict: true } }, 'has no meaning for bound'],
])('the planned date %j is refused with the value and what to do', (value, message) => {
  expect(checkPlannedDate(value)).toEqual([expect.stringContaining(message)]);
});

test('asking a malformed date for its last day says what is wrong with it', () => {
  expect(() => lastDay({ precision: 'MONTH', date: 'July' })).toThrow('date "July" is not a month');
});

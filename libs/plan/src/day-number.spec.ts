import fc from 'fast-check';
import {
  addDays,
  calendarDaysBetween,
  fromDayNumber,
  isIsoDate,
  isoWeekday,
  lastDayOfMonth,
  toDayNumber,
} from './day-number.js';

test('day numbers agree with the built-in calendar from year 1 to 9999', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719162, max: 2932896 }), (day) => {
      const builtIn = new Date(day * 86_400_000);
      expect(fromDayNumber(day)).toBe(builtIn.toISOString().slice(0, 10));
      expect(toDayNumber(fromDayNumber(day))).toBe(day);
      expect(isoWeekday(day) % 7).toBe(builtIn.getUTCDay());
    }),
  );
});

test.each(['2011-02-30', '2011-2-3', '2011-13-01', '2011-00-10', '2011-01-00', '', 20110101])(
  '%j is no calendar day',
  (value) => {
    expect(isIsoDate(value)).toBe(false);
  },
);

test('29 February exists in leap years only', () => {
  expect(['2012-02-29', '2000-02-29'].every(isIsoDate)).toBe(true);
  expect(['2011-02-29', '1900-02-29'].some(isIsoDate)).toBe(false);
});

test('a date that does not exist is refused with the value and what to write', () => {
  expect(() => addDays('2011-02-30', 1)).toThrow(
    '"2011-02-30" is not a calendar day; write it as YYYY-MM-DD',
  );
  expect(() => addDays('9999-12-31', 1)).toThrow('outside the years 0000 to 9999');
});

test('days are added and counted across months and leap days', () => {
  expect(addDays('2012-02-28', 2)).toBe('2012-03-01');
  expect(addDays('2012-01-01', -1)).toBe('2011-12-31');
  expect(calendarDaysBetween('2013-12-31', '2013-10-07')).toBe(-85);
});

test.each([
  ['2011-07', '2011-07-31'],
  ['2012-02', '2012-02-29'],
  ['2013-12', '2013-12-31'],
])('the last day of %s is %s', (month, day) => {
  expect(lastDayOfMonth(month)).toBe(day);
});

import fc from 'fast-check';
import { ukCalendar } from '../../../test/support/uk-calendars.js';
import { addDays } from './day-number.js';
import {
  addWorkingDays,
  createCalendar,
  isWorkingDay,
  rollBack,
  workingDaysBetween,
} from './working-calendar.js';

const england = ukCalendar('england-and-wales');
const scotland = ukCalendar('scotland');
const day = fc.integer({ min: 0, max: 14975 }).map((n) => addDays('2000-01-01', n));
const count = fc.integer({ min: -2000, max: 2000 });

test.each(['2011-04-29', '2012-06-04', '2012-06-05', '2013-05-27', '2013-04-01'])(
  '%s was a bank holiday in England and Wales',
  (date) => {
    expect(isWorkingDay(england, date)).toBe(false);
  },
);

test('2 December 2013 was a holiday in Scotland, not in England and Wales', () => {
  expect(isWorkingDay(scotland, '2013-12-02')).toBe(false);
  expect(isWorkingDay(england, '2013-12-02')).toBe(true);
});

test('Northern Ireland keeps 12 July, the others do not', () => {
  expect(isWorkingDay(ukCalendar('northern-ireland'), '2011-07-12')).toBe(false);
  expect(isWorkingDay(england, '2011-07-12')).toBe(true);
});

test('a non-working day counts as the working day before it, in both directions', () => {
  expect([-1, 0, 1].map((n) => addWorkingDays(england, '2011-07-31', n))).toEqual([
    '2011-07-28',
    '2011-07-29',
    '2011-08-01',
  ]);
});

test('a day rolls back to the working day before it, unless it is one', () => {
  expect(rollBack(england, '2011-04-24')).toBe('2011-04-21');
  expect(rollBack(england, '2011-04-21')).toBe('2011-04-21');
});

test('an override wins over weekend and holiday', () => {
  const calendar = createCalendar({
    name: 'works',
    holidays: { '2011-04-29': 'Royal wedding' },
    overrides: { '2011-04-29': 'working', '2011-04-30': 'working', '2011-04-28': 'holiday' },
  });
  expect(workingDaysBetween(calendar, '2011-04-27', '2011-04-30')).toBe(2);
  expect(isWorkingDay(calendar, '2011-04-28')).toBe(false);
});

test('a weekend may fall on other days', () => {
  const calendar = createCalendar({ name: 'gulf', weekend: [5, 6], holidays: {} });
  expect(addWorkingDays(calendar, '2011-03-31', 1)).toBe('2011-04-03');
});

test.each([
  [{ name: 'x', holidays: { '2011-02-30': 'No day' } }, 'calendar "x": "2011-02-30" is not'],
  [{ name: 'x', weekend: [0], holidays: {} }, 'weekend day 0 is not an ISO weekday'],
  [{ name: 'x', weekend: [1, 2, 3, 4, 5, 6, 7], holidays: {} }, 'every weekday is weekend'],
])('a calendar that cannot be is refused (%#)', (source, message) => {
  expect(() => createCalendar(source)).toThrow(message);
});

test('half a working day cannot be added', () => {
  expect(() => addWorkingDays(england, '2011-07-29', 0.5)).toThrow(
    '0.5 is not a whole number of working days',
  );
});

test('adding then subtracting working days gives back a working day', () => {
  fc.assert(
    fc.property(day, count, (date, n) => {
      const start = rollBack(england, date);
      expect(addWorkingDays(england, addWorkingDays(england, start, n), -n)).toBe(start);
    }),
  );
});

test('adding the days between two days arrives at the second', () => {
  fc.assert(
    fc.property(day, day, (a, b) => {
      const between = workingDaysBetween(england, a, b);
      expect(addWorkingDays(england, a, between)).toBe(rollBack(england, b));
    }),
  );
});

test('swapping the days swaps the sign', () => {
  fc.assert(
    fc.property(day, day, (a, b) => {
      expect(workingDaysBetween(england, a, b) + workingDaysBetween(england, b, a)).toBe(0);
    }),
  );
});

test('counting agrees with looking at every day in turn', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 400 }), (from, length) => {
      const days = Array.from({ length }, (_, n) => addDays(from, n + 1));
      const worked = days.filter((date) => isWorkingDay(england, date)).length;
      expect(workingDaysBetween(england, from, addDays(from, length))).toBe(worked);
    }),
  );
});

import fc from 'fast-check';
import { addDays } from './day-number.js';
import {
  addWorkingDays,
  createCalendar,
  isWorkingDay,
  joinCalendars,
  workingDaysBetween,
} from './working-calendar.js';

// The United Arab Emirates moved their weekend from Friday and Saturday on 1 January 2022.
const before = createCalendar({ name: 'before', weekend: [5, 6], holidays: {} });
const since = createCalendar({ name: 'since', holidays: { '2022-12-02': 'National Day' } });
const joined = joinCalendars('emirates', before, [{ from: '2022-01-01', calendar: since }]);

test('each part says what is worked from its own day on', () => {
  const days = ['2021-12-26', '2021-12-31', '2022-01-02', '2022-01-07', '2022-12-02'];
  expect(days.map((day) => isWorkingDay(joined, day))).toEqual([true, false, false, true, false]);
});

test('working days are counted through the change', () => {
  expect(addWorkingDays(joined, '2021-12-30', 1)).toBe('2022-01-03');
  expect(addWorkingDays(joined, '2022-01-03', -1)).toBe('2021-12-30');
  expect(workingDaysBetween(joined, '2021-12-26', '2022-01-07')).toBe(9);
});

test('counting agrees with looking at every day in turn', () => {
  const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays('2021-01-01', n));
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 400 }), (from, length) => {
      const days = Array.from({ length }, (_, n) => addDays(from, n + 1));
      const worked = days.filter((date) => isWorkingDay(joined, date)).length;
      expect(workingDaysBetween(joined, from, addDays(from, length))).toBe(worked);
    }),
  );
});

test('three parts are in force one after the other', () => {
  const again = joinCalendars('thrice', before, [
    { from: '2022-01-01', calendar: since },
    { from: '2023-01-01', calendar: before },
  ]);
  expect(['2021-12-31', '2022-12-30', '2023-01-06'].map((day) => isWorkingDay(again, day))).toEqual(
    [false, true, false],
  );
});

test('parts that do not follow each other are refused', () => {
  const parts = ['2023-01-01', '2022-01-01'].map((from) => ({ from, calendar: since }));
  expect(() => joinCalendars('x', before, parts)).toThrow(
    'calendar "x": 2022-01-01 does not follow the part before; sort them',
  );
});

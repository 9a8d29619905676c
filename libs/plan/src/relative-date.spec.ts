import { ukCalendar } from '../../../test/support/uk-calendars.js';
import { checkPlannedDate, committedDate, type PlannedDate } from './planned-date.js';
import { countedFrom } from './relative-date.js';

const england = ukCalendar('england-and-wales');
const relative = (relativeTo: PlannedDate['relativeTo']): PlannedDate => ({
  precision: 'RELATIVE',
  relativeTo,
  wording: 'in good time',
});

test.each([
  ['20 working days', { item: 'M07', workingDays: 20 }, '2011-07-28', '2011-08-25'],
  ['100 days', { item: 'DAY1', days: 100 }, '2011-04-01', '2011-07-10'],
  ['10 working days before', { item: 'DAY1', workingDays: -10 }, '2011-04-01', '2011-03-18'],
])('a date %s from another has the day that comes to', (_what, relativeTo, base, day) => {
  const planned = countedFrom(relative(relativeTo), base, england);
  expect(planned).toMatchObject({ precision: 'DAY', date: day, wording: 'in good time' });
  expect(committedDate(planned)).toBe(day);
});

test('without a base it has no date, and by itself it has none either', () => {
  const planned = relative({ item: 'M07', workingDays: 20 });
  expect(countedFrom(planned, null, england)).toMatchObject({ precision: 'UNDATED' });
  expect(committedDate(planned)).toBeUndefined();
});

test('a date of its own stays what it is', () => {
  const planned: PlannedDate = { precision: 'MONTH', date: '2011-07' };
  expect(countedFrom(planned, '2011-01-01', england)).toBe(planned);
});

test('a complete relative date is accepted', () => {
  expect(checkPlannedDate(relative({ item: 'M07', workingDays: 20 }))).toEqual([]);
});

test.each([
  ['nothing to count from', { precision: 'RELATIVE' }, 'does not say what the date counts from'],
  ['no length', { precision: 'RELATIVE', relativeTo: { item: 'M07' } }, 'is not complete'],
  [
    'two lengths',
    { precision: 'RELATIVE', relativeTo: { item: 'M07', days: 1, workingDays: 1 } },
    'but not both',
  ],
  ['half a day', { precision: 'RELATIVE', relativeTo: { item: 'M07', days: 0.5 } }, '0.5'],
  ['4,001 days', { precision: 'RELATIVE', relativeTo: { item: 'M07', days: 4001 } }, '4001'],
  [
    'a date beside it',
    { precision: 'RELATIVE', date: '2011-04-01', relativeTo: { item: 'M07', days: 1 } },
    'date "2011-04-01" stands beside precision RELATIVE',
  ],
  [
    'another precision',
    { precision: 'DAY', date: '2011-04-01', relativeTo: { item: 'M07', days: 1 } },
    'use precision RELATIVE',
  ],
])('a relative date with %s is refused', (_what, planned, message) => {
  expect(checkPlannedDate(planned).join()).toContain(message);
});

import { ukCalendar } from '../../../test/support/uk-calendars.js';
import { slippage } from './slippage.js';

const england = ukCalendar('england-and-wales');

test('the NCA on 7 October 2013 was 85 calendar and 59 working days ahead of 31 December', () => {
  expect(slippage('2013-12-31', '2013-10-07', england)).toEqual({
    workingDays: -59,
    calendarDays: -85,
  });
});

test('read strictly it was 54 calendar days ahead of 30 November', () => {
  expect(slippage('2013-11-30', '2013-10-07', england).calendarDays).toBe(-54);
});

test('a later date is late, the same date is neither', () => {
  expect(slippage('2011-07-29', '2011-08-01', england)).toEqual({
    workingDays: 1,
    calendarDays: 3,
  });
  expect(slippage('2011-07-29', '2011-07-29', england)).toEqual({
    workingDays: 0,
    calendarDays: 0,
  });
});

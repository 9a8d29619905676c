import { checkReminderProfile, isWatch } from './reminder-profile.js';

test('profiles that count from a deadline and profiles that watch are told apart', () => {
  expect(isWatch({ every: 20, escalateAfterUnchecked: 3 })).toBe(true);
  expect(isWatch({ before: [1] })).toBe(false);
});

test('a well-formed profile has no problems', () => {
  expect(checkReminderProfile({ before: [5, 1], after: { days: [1], thenEvery: 20 } })).toEqual([]);
  expect(checkReminderProfile({ every: 20, escalateAfterUnchecked: 3, time: '08:30' })).toEqual([]);
});

test('each problem of a profile is named with its value', () => {
  expect(
    checkReminderProfile({
      before: [-1, 2.5],
      after: { days: [0], thenEvery: 0 },
      time: '9 o’clock',
    }),
  ).toEqual([
    'time "9 o’clock" is not a time of day; use HH:mm',
    'before has -1; use whole numbers of 0 or more',
    'before has 2.5; use whole numbers of 0 or more',
    'after.days has 0; use whole numbers of 1 or more',
    'after.thenEvery has 0; use whole numbers of 1 or more',
  ]);
  expect(checkReminderProfile({ every: 0, escalateAfterUnchecked: 0 })).toHaveLength(2);
});

import { isWatch } from './reminder-profile.js';

test('profiles that count from a deadline and profiles that watch are told apart', () => {
  expect(isWatch({ every: 20, escalateAfterUnchecked: 3 })).toBe(true);
  expect(isWatch({ before: [1] })).toBe(false);
});

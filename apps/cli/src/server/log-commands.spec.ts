import { reminderWords } from './log-commands.js';

describe('what is due, in the list of reminders', () => {
  it.each([
    ['reminder', 'T-5@2026-11-30', 'reminder T-5@2026-11-30'],
    ['check', 'W-1@2026-11-23', 'check W-1@2026-11-23'],
    ['catchUp', 'catch-up@2026-11-30', 'catch-up@2026-11-30'],
    ['catchUp', 'given', 'catch-up given'],
    ['wake', 'wake@2026-11-23T09:00:00.000Z', 'wake@2026-11-23T09:00:00.000Z'],
  ] as const)('says what a %s is once (%s)', (kind, key, words) => {
    expect(reminderWords({ kind, key })).toBe(words);
  });
});

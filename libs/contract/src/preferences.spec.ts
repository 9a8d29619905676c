import { NewPreferences } from './index.js';

const issuesOf = (value: unknown): string[] =>
  (NewPreferences.safeParse(value).error?.issues ?? []).map(({ message }) => message);

describe('preferences', () => {
  it.each([
    [{ digestAt: null }],
    [{ digestAt: '08:00', zone: 'Pacific/Auckland', muted: ['email', 'slack'] }],
  ])('may be %j', (value) => {
    expect(issuesOf(value)).toEqual([]);
  });

  it.each([
    [{ digestAt: '8:00' }, 'must be a time of day such as 08:00'],
    [{ digestAt: '24:00' }, 'must be a time of day such as 08:00'],
    [{ digestAt: null, zone: 'Europe/Lundon' }, 'must be a time zone such as Europe/London'],
    [{ digestAt: null, digset: 'daily' }, 'Unrecognized key: "digset"'],
  ])('may not be %j', (value, message) => {
    expect(issuesOf(value)).toEqual([message]);
  });

  it('cannot switch the inbox off', () => {
    expect(issuesOf({ digestAt: null, muted: ['inbox'] })).toHaveLength(1);
  });
});

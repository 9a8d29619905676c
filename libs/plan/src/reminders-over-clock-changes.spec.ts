import fc from 'fast-check';
import { addDays } from './day-number.js';
import type { ReminderProfile } from './reminder-profile.js';
import { nextReminder, reminderSchedule } from './reminder-schedule.js';
import { addWorkingDays, createCalendar } from './working-calendar.js';
import { localTime, toInstant, toLocalDate } from './zone-time.js';

// Clocks that change by an hour, by half an hour, in the other hemisphere, not at all; days that a
// zone left out or changed sides of the date line on; and a zone that changes in the middle of the night.
const zones = [
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'UTC',
];
const zone = fc.constantFrom(...zones);
const day = fc.integer({ min: 0, max: 14_900 }).map((n) => addDays('2000-01-01', n));
const two = (n: number) => String(n).padStart(2, '0');
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
const calendar = createCalendar({ name: 'weekdays', holidays: {} });
const daily = createCalendar({ name: 'daily', weekend: [], holidays: {} });

const before = Array.from({ length: 40 }, (_, n) => n + 1);
const profileAt = (at: string): ReminderProfile => ({ before, time: at });

describe('reminders over every change of clocks from 2000 to 2040', () => {
  test('come once for each offset, in order, none skipped and none doubled', () => {
    fc.assert(
      fc.property(zone, day, time, (name, deadline, at) => {
        const planned = { precision: 'DAY', date: deadline } as const;
        const window = { from: '1999-01-01T00:00:00.000Z', horizon: '2045-01-01T00:00:00.000Z' };
        const all = reminderSchedule(profileAt(at), planned, daily, name, window);
        expect(all.map(({ key }) => key)).toEqual(before.toReversed().map((n) => `T-${n}`));
        expect(all.map(({ date }) => date)).toEqual(
          before.toReversed().map((n) => addWorkingDays(daily, deadline, -n)),
        );
        // Only a day that a zone left out altogether has its reminders together with the next one's.
        const instants = all.map((each) => each.at);
        expect(instants).toEqual(instants.toSorted());
        const left = all.filter(({ at: due, date }) => toLocalDate(due, name) !== date);
        expect(new Set(instants).size).toBeGreaterThanOrEqual(instants.length - left.length);
      }),
      { numRuns: 300 },
    );
  });

  test('walked one by one are the same as listed at once', () => {
    fc.assert(
      fc.property(zone, day, fc.integer({ min: 6, max: 20 }), (name, deadline, hour) => {
        const profile = profileAt(`${two(hour)}:00`);
        const planned = { precision: 'DAY', date: deadline } as const;
        const window = { from: '1999-01-01T00:00:00.000Z', horizon: '2045-01-01T00:00:00.000Z' };
        const listed = reminderSchedule(profile, planned, calendar, name, window);
        const walked: string[] = [];
        let after = window.from;
        for (;;) {
          const next = nextReminder(profile, planned, calendar, name, { after });
          if (next === undefined) break;
          walked.push(next.key);
          after = next.at;
        }
        expect(walked).toEqual(listed.map(({ key }) => key));
      }),
      { numRuns: 100 },
    );
  });

  test('show the hour asked for on the clocks of their zone, wherever that hour exists', () => {
    fc.assert(
      fc.property(zone, day, time, (name, date, at) => {
        const shown = localTime(toInstant(date, at, name), name);
        // In a gap, the first instant after it is what clocks jump to: never earlier than asked.
        expect(shown >= `${date} ${at}`).toBe(true);
        const next = toInstant(addDays(date, 1), at, name);
        expect(toInstant(date, at, name) <= next).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('at 09:00 in London come at 09:00 on either side of 27 March 2011', () => {
    const planned = { precision: 'DAY', date: '2011-03-30' } as const;
    const profile = { before: [5, 4, 3, 2, 1], time: '09:00' };
    const window = { from: '2011-03-01T00:00:00.000Z', horizon: '2011-04-01T00:00:00.000Z' };
    const all = reminderSchedule(profile, planned, daily, 'Europe/London', window);
    expect(all.map(({ at }) => at)).toEqual([
      '2011-03-25T09:00:00.000Z',
      '2011-03-26T09:00:00.000Z',
      '2011-03-27T08:00:00.000Z',
      '2011-03-28T08:00:00.000Z',
      '2011-03-29T08:00:00.000Z',
    ]);
  });

  test('at an hour that comes twice come once, the first time', () => {
    expect(toInstant('2011-04-03', '01:45', 'Australia/Lord_Howe')).toBe(
      '2011-04-02T14:45:00.000Z',
    );
    expect(toInstant('2011-11-06', '01:30', 'America/New_York')).toBe('2011-11-06T05:30:00.000Z');
  });

  test('at an hour that does not come, come when clocks have jumped over it', () => {
    expect(toInstant('2011-03-13', '02:30', 'America/New_York')).toBe('2011-03-13T07:00:00.000Z');
    expect(toInstant('2011-10-02', '02:15', 'Australia/Lord_Howe')).toBe(
      '2011-10-01T15:30:00.000Z',
    );
  });
});

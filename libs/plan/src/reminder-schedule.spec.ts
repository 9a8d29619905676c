import fc from 'fast-check';
import { ukCalendar } from '../../../test/support/uk-calendars.js';
import { addDays } from './day-number.js';
import { effectiveDeadline, type PlannedDate } from './planned-date.js';
import type { DeadlineProfile, ReminderProfile, WatchProfile } from './reminder-profile.js';
import { catchUp, nextReminder, reminderSchedule, uncheckedWatches } from './reminder-schedule.js';
import { isWorkingDay } from './working-calendar.js';
import { toInstant } from './zone-time.js';

const england = ukCalendar('england-and-wales');
const LONDON = 'Europe/London';
const ever = { from: '2000-01-01T00:00:00.000Z', horizon: '2020-01-01T00:00:00.000Z' };

const STAT: DeadlineProfile = {
  before: [60, 40, 20, 10, 5, 1],
  after: { days: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], thenEvery: 20 },
};
const KEY: DeadlineProfile = { before: STAT.before, after: { days: [1, 3, 5] } };
const STD: DeadlineProfile = { before: [20, 5, 1], after: { days: [1, 5] } };
const WATCH: WatchProfile = { every: 20, escalateAfterUnchecked: 3 };

const july: PlannedDate = { precision: 'MONTH', date: '2011-07', hardness: 'HARD' };
const april: PlannedDate = { precision: 'DAY', bound: 'ON', date: '2011-04-01', hardness: 'HARD' };
const december: PlannedDate = { precision: 'MONTH', bound: 'BY', date: '2013-12' };
const undated: PlannedDate = { precision: 'UNDATED' };

function schedule(profile: ReminderProfile, planned: PlannedDate) {
  return reminderSchedule(profile, planned, england, LONDON, ever);
}

test.each<[string, ReminderProfile, PlannedDate, string]>([
  ['M06', STAT, july, '2011-05-05 2011-06-03 2011-07-01 2011-07-15 2011-07-22 2011-07-28'],
  ['M02–M04', KEY, april, '2011-01-07 2011-02-04 2011-03-04 2011-03-18 2011-03-25 2011-03-31'],
  [
    'M11',
    KEY,
    { precision: 'YEAR_WINDOW', date: '2011-04-01/2012-03-31' },
    '2012-01-06 2012-02-03 2012-03-02 2012-03-16 2012-03-23 2012-03-29',
  ],
  ['M19', KEY, december, '2013-10-04 2013-11-01 2013-11-29 2013-12-13 2013-12-20 2013-12-30'],
])('%s is reminded on its known days before it is due', (_, profile, planned, dates) => {
  const before = schedule(profile, planned).filter(({ offset }) => offset < 0);
  expect(before.map(({ date }) => date).join(' ')).toBe(dates);
  expect(before.map(({ key }) => key)).toEqual(['T-60', 'T-40', 'T-20', 'T-10', 'T-5', 'T-1']);
});

test('a statutory milestone is reminded daily for ten days once due, then every twenty', () => {
  const after = schedule(STAT, july).filter(({ offset }) => offset > 0);
  expect(after.slice(0, 13).map(({ key }) => key)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 50, 70].map((n) => `T+${n}`),
  );
  expect(after.slice(9, 11).map(({ date }) => date)).toEqual(['2011-08-12', '2011-09-12']);
});

test('key and standard milestones are reminded a few times once due and then no more', () => {
  expect(schedule(KEY, july).map(({ offset }) => offset)).toEqual([
    -60, -40, -20, -10, -5, -1, 1, 3, 5,
  ]);
  expect(schedule(STD, july).map(({ offset }) => offset)).toEqual([-20, -5, -1, 1, 5]);
  const last = { after: '2011-08-05T08:00:00.000Z' };
  expect(nextReminder(KEY, july, england, LONDON, last)).toBeUndefined();
});

test('a window includes both of its ends', () => {
  const window = { from: '2011-07-22T08:00:00.000Z', horizon: '2011-07-28T08:00:00.000Z' };
  const found = reminderSchedule(STAT, july, england, LONDON, window);
  expect(found.map(({ key }) => key)).toEqual(['T-5', 'T-1']);
});

test('the next reminder is strictly after, however far a series without end has run', () => {
  const after = (instant: string) => nextReminder(STAT, july, england, LONDON, { after: instant });
  expect(after('2011-07-22T07:59:59.999Z')?.key).toBe('T-5');
  expect(after('2011-07-22T08:00:00.000Z')?.key).toBe('T-1');
  expect(after('2011-08-12T08:00:00.000Z')?.key).toBe('T+30');
  const late = after('2039-12-31T00:00:00.000Z');
  expect((Number(late?.offset) - 10) % 20).toBe(0);
  expect(late?.at).toMatch(/^2040-01/);
});

test('a reminder on the due day itself has an offset of nothing', () => {
  const [reminder] = schedule({ before: [0] }, july);
  expect(reminder).toEqual({
    key: 'T+0',
    offset: 0,
    countedFrom: '2011-07-29',
    date: '2011-07-29',
    at: '2011-07-29T08:00:00.000Z',
  });
});

test('a watch checks every twenty working days from its anchor, with no end', () => {
  const window = { from: ever.from, horizon: '2011-07-01T00:00:00.000Z', anchor: '2011-03-31' };
  const checks = reminderSchedule(WATCH, undated, england, LONDON, window);
  expect(checks.map(({ key, date }) => `${key} ${date}`)).toEqual([
    'W-1 2011-05-04',
    'W-2 2011-06-02',
    'W-3 2011-06-30',
  ]);
  const start = { after: '2011-06-30T08:00:00.000Z', anchor: '2011-03-31' };
  expect(nextReminder(WATCH, undated, england, LONDON, start)?.key).toBe('W-4');
});

test('a watch without an anchor is refused, an undated milestone on a deadline profile is silent', () => {
  expect(() => schedule(WATCH, undated)).toThrow('pass the day it began as anchor');
  expect(schedule(STAT, undated)).toEqual([]);
  expect(nextReminder(STAT, undated, england, LONDON, { after: ever.from })).toBeUndefined();
});

test('a watch escalates once three checks went by unanswered, not before', () => {
  const anchor = '2011-03-31';
  const on = (today: string, lastCheckedOn?: string) =>
    uncheckedWatches(WATCH, england, { anchor, lastCheckedOn, today });
  expect(on('2011-03-31')).toEqual({ unchecked: 0, escalate: false });
  expect(on('2011-06-30')).toEqual({ unchecked: 2, escalate: false });
  expect(on('2011-07-01')).toEqual({ unchecked: 3, escalate: true });
  expect(on('2011-07-03')).toEqual({ unchecked: 3, escalate: true });
  expect(on('2011-07-01', '2011-06-02')).toEqual({ unchecked: 1, escalate: false });
});

test('at 08:00 on 31 March 2011 earlier reminders are missed and those of 09:00 are ordinary', () => {
  const { missed, upcoming } = catchUp(schedule(KEY, april), '2011-03-31T07:00:00.000Z');
  expect(missed.map(({ key }) => key)).toEqual(['T-60', 'T-40', 'T-20', 'T-10', 'T-5']);
  expect(upcoming[0]).toMatchObject({ key: 'T-1', at: '2011-03-31T08:00:00.000Z' });
  expect(catchUp(upcoming, '2011-03-31T08:00:00.000Z').missed).toEqual([]);
});

test('every reminder falls on a working day at 09:00 local, in order, under a key of its own', () => {
  const days = fc.integer({ min: 0, max: 14975 }).map((n) => addDays('2000-01-01', n));
  const profiles = fc.constantFrom(STAT, KEY, STD);
  fc.assert(
    fc.property(days, profiles, (date, profile) => {
      const planned: PlannedDate = { precision: 'DAY', date };
      const window = { from: '1999-01-01T00:00:00.000Z', horizon: '2042-01-01T00:00:00.000Z' };
      const reminders = reminderSchedule(profile, planned, england, LONDON, window);
      expect(reminders.length).toBeGreaterThanOrEqual(5);
      expect(reminders.map(({ at }) => at)).toEqual(reminders.map(({ at }) => at).toSorted());
      expect(new Set(reminders.map(({ key }) => key)).size).toBe(reminders.length);
      for (const reminder of reminders) {
        expect(isWorkingDay(england, reminder.date)).toBe(true);
        expect(reminder.at).toBe(toInstant(reminder.date, '09:00', LONDON));
        expect(reminder.countedFrom).toBe(effectiveDeadline(planned, england));
      }
    }),
    { numRuns: 30 },
  );
});

test('walking from one reminder to the next gives the schedule', () => {
  const days = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2008-01-01', n));
  fc.assert(
    fc.property(days, (date) => {
      const planned: PlannedDate = { precision: 'DAY', date };
      const walked: string[] = [];
      let after = ever.from;
      for (;;) {
        const next = nextReminder(STAT, planned, england, LONDON, { after });
        if (next === undefined || next.at > ever.horizon) break;
        walked.push(next.key);
        after = next.at;
      }
      expect(walked).toEqual(schedule(STAT, planned).map(({ key }) => key));
    }),
    { numRuns: 20 },
  );
});

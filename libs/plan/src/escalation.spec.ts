import { addDays } from './day-number.js';
import { ukCalendar } from '../../../test/support/uk-calendars.js';
import type { EscalationLadder } from './escalation-ladder.js';
import { escalationLevel, escalationSteps, type EscalationFacts } from './escalation.js';

const england = ukCalendar('england-and-wales');

const ladder: EscalationLadder = {
  holdWorkingDays: 5,
  steps: [
    { level: 1, tell: ['MILESTONE_OWNER'], at: -10, ifNoForecastWithin: 10 },
    { level: 2, tell: ['PROGRAMME_MANAGER'], at: 1, slip: [{ over: 5 }] },
    { level: 3, tell: ['SRO'], at: 5, slip: [{ over: 20 }, { over: 0, onCriticalPath: true }] },
    { level: 4, tell: ['BOARD', 'HOME_OFFICE_SPONSOR'], at: 10, pastHardDate: true },
  ],
};

const annualReport: EscalationFacts = {
  deadline: '2011-07-29',
  committed: '2011-07-31',
  hard: true,
  critical: false,
  today: '2011-06-01',
};

function dates(facts: Partial<EscalationFacts>) {
  return escalationSteps(ladder, { ...annualReport, ...facts }, england).map(({ date }) => date);
}

function level(facts: Partial<EscalationFacts>) {
  return escalationLevel(ladder, { ...annualReport, ...facts }, england);
}

test('M06 left untouched climbs on 15 July, 1, 5 and 12 August 2011', () => {
  expect(dates({})).toEqual(['2011-07-15', '2011-08-01', '2011-08-05', '2011-08-12']);
  const levels = ['07-14', '07-15', '07-29', '08-01', '08-04', '08-05', '08-11', '08-12'].map(
    (day) => level({ today: `2011-${day}` }).level,
  );
  expect(levels).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
});

test('acknowledged on 2 August, only the steps not yet reached wait five working days', () => {
  const acknowledgedOn = '2011-08-02';
  expect(dates({ acknowledgedOn })).toEqual([
    '2011-07-15',
    '2011-08-01',
    '2011-08-12',
    '2011-08-19',
  ]);
  expect(level({ acknowledgedOn, today: '2011-08-11' }).level).toBe(2);
  const held = level({ acknowledgedOn, today: '2011-08-12' });
  expect(held.level).toBe(3);
  expect(held.reasons.at(-1)).toBe(
    'L3: 5 working days after the deadline 2011-07-29, reached on 2011-08-12 after a hold',
  );
});

test('a level is held once, however often it is acknowledged', () => {
  const once = dates({ acknowledgedOn: '2011-08-02' });
  expect(dates({ acknowledgedOn: ['2011-08-03', '2011-08-02'] })).toEqual(once);
  expect(dates({ acknowledgedOn: ['2011-08-02', '2011-08-10'] })).toEqual(once);
});

test('the next level, once reached, is held by an acknowledgement of its own', () => {
  expect(dates({ acknowledgedOn: ['2011-08-02', '2011-08-12'] }).slice(2)).toEqual([
    '2011-08-12',
    '2011-08-26',
  ]);
});

test('acknowledging every week puts the last level off by a hold for each level, and no more', () => {
  const weekly = Array.from({ length: 40 }, (_, week) => addDays('2011-07-15', 7 * week));
  expect(dates({ acknowledgedOn: weekly }).at(-1)).toBe('2011-08-26');
});

test('acknowledged before anything has escalated, nothing is held', () => {
  expect(dates({ acknowledgedOn: '2011-07-14' })).toEqual(dates({}));
  expect(dates({ acknowledgedOn: '2011-07-15' }).slice(1)).toEqual([
    '2011-08-08',
    '2011-08-12',
    '2011-08-19',
  ]);
});

test('an acknowledgement of a later day does not hold anything yet', () => {
  expect(level({ acknowledgedOn: '2011-08-08', today: '2011-08-05' }).level).toBe(3);
});

test('a forecast within the last ten working days keeps the first step away, an older one does not', () => {
  expect(level({ today: '2011-07-15', lastForecastOn: '2011-07-01' }).level).toBe(0);
  expect(level({ today: '2011-07-18', lastForecastOn: '2011-07-01' }).level).toBe(1);
  expect(level({ today: '2011-07-18' }).reasons).toEqual([
    'L1: 10 working days before the deadline 2011-07-29 and no forecast within 10 working days (last: never), reached on 2011-07-15',
  ]);
});

test.each<[string, Partial<EscalationFacts>, number]>([
  ['a slip of 5 working days tells nobody', { forecast: '2011-08-05' }, 0],
  ['a slip of 6 tells the programme manager', { forecast: '2011-08-08' }, 2],
  ['a slip of 20 still the programme manager', { forecast: '2011-08-26' }, 2],
  ['a slip of 21 tells the senior responsible owner', { forecast: '2011-08-30' }, 3],
  ['a slip of 1 on the critical path too', { forecast: '2011-08-01', critical: true }, 3],
  ['no slip on the critical path tells nobody', { forecast: '2011-07-29', critical: true }, 0],
  ['an early forecast tells nobody', { forecast: '2011-07-01', critical: true }, 0],
])('%s', (_, facts, expected) => {
  expect(level({ hard: false, ...facts }).level).toBe(expected);
});

test('a forecast past a hard date goes to the top at once, one on it does not', () => {
  const past = level({ forecast: '2011-08-01' });
  expect(past.level).toBe(4);
  expect(past.tell).toEqual(['BOARD', 'HOME_OFFICE_SPONSOR']);
  expect(past.reasons).toEqual(['L4: forecast 2011-08-01 is past the hard date 2011-07-31']);
  expect(level({ forecast: '2011-07-31' }).level).toBe(0);
});

test('slip steps fire while an acknowledgement holds the day count', () => {
  const facts = { acknowledgedOn: '2011-08-02', today: '2011-08-03', hard: false };
  expect(level(facts).level).toBe(2);
  const slipped = level({ ...facts, forecast: '2011-09-30', lastForecastOn: '2011-08-03' });
  expect(slipped.level).toBe(3);
  expect(slipped.reasons).toContain(
    'L3: forecast 2011-09-30 is 44 working days after 2011-07-31, over 20',
  );
});

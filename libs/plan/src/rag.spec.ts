import { ukCalendar } from '../../../test/support/uk-calendars.js';
import { rag, type RagFacts, type RagRules } from './rag.js';

const england = ukCalendar('england-and-wales');
const rules: RagRules = {
  greenUpTo: 5,
  amberUpTo: 20,
  redWhenHardDateBreached: true,
  redWhenForecastNotUpdatedFor: 30,
};
const facts: RagFacts = { committed: '2011-07-29', hard: false, today: '2011-07-01' };

test.each<[string, Partial<RagFacts>, string, string]>([
  ['nothing late', {}, 'GREEN', 'not late against 2011-07-29'],
  ['a forecast 5 late', { forecast: '2011-08-05' }, 'GREEN', '5 working days late, within limits'],
  ['a forecast 6 late', { forecast: '2011-08-08' }, 'AMBER', '6 working days late, over 5'],
  ['a forecast 20 late', { forecast: '2011-08-26' }, 'AMBER', '20 working days late, over 5'],
  ['a forecast 21 late', { forecast: '2011-08-30' }, 'RED', '21 working days late, over 20'],
  ['6 days overdue', { today: '2011-08-08' }, 'AMBER', '6 working days late, over 5'],
  [
    'overdue beyond an early forecast',
    { today: '2011-08-30', forecast: '2011-07-29' },
    'RED',
    '21 working days late, over 20',
  ],
  ['achieved in time', { actual: '2011-07-28', today: '2012-01-01' }, 'GREEN', 'achieved'],
  ['achieved late', { actual: '2011-08-08', today: '2012-01-01' }, 'AMBER', '6 working days late'],
  [
    'a hard date passed by a day',
    { hard: true, today: '2011-07-30' },
    'RED',
    'hard date 2011-07-29 breached: not achieved by 2011-07-30',
  ],
  [
    'a hard date achieved a day late',
    { hard: true, actual: '2011-08-01', today: '2011-09-01' },
    'RED',
    'hard date 2011-07-29 breached: achieved 2011-08-01',
  ],
  [
    'a hard date about to be missed',
    { hard: true, forecast: '2011-08-01' },
    'RED',
    'hard date 2011-07-29 would be breached: forecast 2011-08-01',
  ],
  ['a hard date on its day', { hard: true, today: '2011-07-29' }, 'GREEN', 'not late against'],
  [
    'a forecast 29 days old',
    { lastForecastOn: '2011-06-02', forecast: '2011-07-29' },
    'GREEN',
    'not late',
  ],
  [
    'a forecast 30 days old',
    { lastForecastOn: '2011-06-01', forecast: '2011-07-29' },
    'RED',
    'forecast not updated since 2011-06-01, 30 calendar days ago, limit 30',
  ],
  ['no forecast ever', { trackedSince: '2011-03-31' }, 'RED', 'no forecast since 2011-03-31'],
  ['undated', { committed: undefined, hard: true }, 'GREEN', 'no date to be late for'],
])('%s shows its colour and why', (_, given, colour, reason) => {
  const shown = rag(rules, { ...facts, ...given }, england);
  expect(shown.colour).toBe(colour);
  expect(shown.reasons.join('; ')).toContain(reason);
});

test('thresholds are data', () => {
  const lenient = { greenUpTo: 10, amberUpTo: 40, redWhenHardDateBreached: false };
  const late = { ...facts, hard: true, forecast: '2011-08-08', trackedSince: '2010-01-01' };
  expect(rag(lenient, late, england).colour).toBe('GREEN');
  expect(rag(rules, late, england)).toMatchObject({ colour: 'RED', reasons: { length: 2 } });
});

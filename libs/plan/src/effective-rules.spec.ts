import { consultationMinimum, ruleInForce, type ConsultationRule } from './effective-rules.js';

const table: ConsultationRule[] = [
  { jurisdiction: 'GB', atLeast: 100, from: '2011-01-01', days: 90 },
  { jurisdiction: 'GB', atLeast: 100, from: '2013-04-06', days: 45 },
  { jurisdiction: 'NI', atLeast: 100, from: '2011-01-01', days: 90 },
  { jurisdiction: 'NI', atLeast: 20, atMost: 99, from: '2011-01-01', days: 30 },
];

test.each([
  ['GB', 120, '2013-04-05', 90],
  ['GB', 120, '2013-04-06', 45],
  ['NI', 120, '2013-04-06', 90],
  ['NI', 100, '2013-04-06', 90],
  ['NI', 99, '2013-04-06', 30],
  ['NI', 20, '2013-04-06', 30],
])('in %s, %i redundancies proposed on %s need %i days', (jurisdiction, headcount, on, days) => {
  const minimum = consultationMinimum(table, { jurisdiction, headcount, proposedOn: on });
  expect(minimum?.days).toBe(days);
  expect(minimum?.row.jurisdiction).toBe(jurisdiction);
});

test.each([
  ['NI', 19, '2013-04-06'],
  ['FR', 120, '2013-04-06'],
  ['GB', 120, '2010-12-31'],
])('nothing is known for %s, %i people, %s', (jurisdiction, headcount, proposedOn) => {
  expect(consultationMinimum(table, { jurisdiction, headcount, proposedOn })).toBeUndefined();
});

test('a rule ends after its last day and the latest to begin wins', () => {
  const first = { name: 'first', from: '2011-01-01', to: '2011-12-31' };
  const second = { name: 'second', from: '2011-06-01', to: '2011-06-30' };
  expect(ruleInForce([second, first], '2011-05-31')?.name).toBe('first');
  expect(ruleInForce([second, first], '2011-06-30')?.name).toBe('second');
  expect(ruleInForce([second, first], '2011-12-31')?.name).toBe('first');
  expect(ruleInForce([second, first], '2012-01-01')).toBeUndefined();
});

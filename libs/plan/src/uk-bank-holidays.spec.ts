import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isIsoDate } from './day-number.js';
import { createCalendar, rollBack } from './working-calendar.js';

const path = new URL('../../../programmes/calendars/uk-bank-holidays.yaml', import.meta.url);
const file = parse(readFileSync(path, 'utf8'));

test('the shipped bank holidays name their source and the years that have only one', () => {
  expect(file.format).toBe('evolve/part/1');
  const { source } = file.calendars['england-and-wales'];
  expect(source).toContain('GOV.UK');
  expect(source).toContain('Years with one source only: 2010 and 2011.');
  expect(Object.keys(file.calendars)).toEqual([
    'england-and-wales',
    'scotland',
    'northern-ireland',
  ]);
});

test.each([
  ['england-and-wales', 157],
  ['scotland', 177],
  ['northern-ireland', 195],
])('%s has %i holidays, all real weekdays from 2010 to 2028', (division, count) => {
  const { holidays, country } = file.calendars[division];
  const dates = Object.keys(holidays);
  expect(country).toBe('GB');
  expect(dates).toHaveLength(count);
  expect(dates.filter((date) => !isIsoDate(date))).toEqual([]);
  expect(new Set(dates.map((date) => date.slice(0, 4))).size).toBe(19);
  const weekends = createCalendar({ name: 'weekends', holidays: {} });
  expect(dates.filter((date) => rollBack(weekends, date) !== date)).toEqual([]);
});

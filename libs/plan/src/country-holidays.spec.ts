import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { countryHolidays, HOLIDAY_LIBRARY } from './country-holidays.js';
import { createCalendar, isWorkingDay } from './working-calendar.js';

const holidaysOf = (country: string, region: string | undefined, from: number, until = from) => {
  const found = countryHolidays(country, region, { from, until });
  if (!found.ok) throw new Error(`${country} is not known`);
  return found.holidays;
};

test('King’s Day in the Netherlands is kept on Saturday when 27 April is a Sunday', () => {
  expect(holidaysOf('NL', undefined, 2025, 2026)).toMatchObject({
    '2025-04-26': 'Koningsdag',
    '2026-04-27': 'Koningsdag',
  });
});

test('Hamburg has the holidays that its own shipped table lists', () => {
  const path = new URL('../../../programmes/office-move/calendar.yaml', import.meta.url);
  const { holidays } = parse(readFileSync(path, 'utf8')).calendars.hamburg;
  expect(Object.keys(holidaysOf('DE', 'HH', 2026, 2027))).toEqual(Object.keys(holidays));
});

test('a region has holidays that the country has not', () => {
  expect(holidaysOf('DE', 'HH', 2026)).toHaveProperty('2026-10-31');
  expect(holidaysOf('DE', undefined, 2026)).not.toHaveProperty('2026-10-31');
});

test('a holiday of three days is three days', () => {
  const holidays = holidaysOf('AE', undefined, 2026);
  expect(Object.keys(holidays)).toEqual(
    expect.arrayContaining(['2026-05-27', '2026-05-28', '2026-05-29']),
  );
});

test('days come in order, within the years asked for, and make a calendar', () => {
  const holidays = holidaysOf('JP', undefined, 2024, 2026);
  const days = Object.keys(holidays);
  expect(days).toEqual(days.toSorted());
  expect(days.at(0)).toMatch(/^2024/);
  expect(days.at(-1)).toMatch(/^2026/);
  expect(isWorkingDay(createCalendar({ name: 'jp', holidays }), '2026-05-06')).toBe(false);
});

test('a country or region that the library does not know is refused with those it knows', () => {
  const years = { from: 2026, until: 2026 };
  const country = countryHolidays('XX', undefined, years);
  expect(country).toMatchObject({ ok: false, what: 'country' });
  expect(country.ok ? [] : country.known).toContain('NL');
  const region = countryHolidays('DE', 'XX', years);
  expect(region).toMatchObject({ ok: false, what: 'region' });
  expect(region.ok ? [] : region.known).toContain('HH');
});

test('the version named is the version installed', () => {
  const path = new URL('../../../package.json', import.meta.url);
  const { dependencies } = JSON.parse(readFileSync(path, 'utf8'));
  expect(HOLIDAY_LIBRARY).toBe(`date-holidays ${dependencies['date-holidays']}`);
});

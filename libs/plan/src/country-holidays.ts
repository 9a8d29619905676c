import { createRequire } from 'node:module';
import type HolidaysOf from 'date-holidays';
import { addDays, type IsoDate } from './day-number.js';

// Loading its tables takes half a second, so it is loaded when a country is first asked for.
const load = createRequire(import.meta.url);

/** The library that knows the holidays of other countries; its version is part of what it says. */
export const HOLIDAY_LIBRARY = 'date-holidays 3.37.0';

/** The holidays of a country, by day; or why there are none, with what may be asked for instead. */
export type CountryHolidays =
  | { readonly ok: true; readonly holidays: Readonly<Record<IsoDate, string>> }
  | { readonly ok: false; readonly what: 'country' | 'region'; readonly known: readonly string[] };

/**
 * The public holidays of a country, or of a region of it, from the first of January of one year to
 * the end of another. In the country's own language; a holiday of several days has a row for each.
 *
 * `country` is an ISO 3166 code ('NL'), `region` one of the library's ('HH' in 'DE'). A pure function
 * of its arguments and the version of the library, whatever the zone of the machine.
 */
export function countryHolidays(
  country: string,
  region: string | undefined,
  years: { readonly from: number; readonly until: number },
): CountryHolidays {
  const Library = load('date-holidays') as typeof HolidaysOf; // its CommonJS form is the class
  const all = new Library();
  const countries = Object.keys(all.getCountries());
  if (!countries.includes(country)) return { ok: false, what: 'country', known: countries };
  const regions = Object.keys(all.getStates(country) ?? {});
  if (region !== undefined && !regions.includes(region)) {
    return { ok: false, what: 'region', known: regions };
  }
  const found = new Library(country, region ?? '', { types: ['public'] });
  const days: [IsoDate, string][] = [];
  // One that begins in December may last into the first year asked for.
  for (let year = years.from - 1; year <= years.until; year += 1) {
    for (const { date, start, end, name } of found.getHolidays(year)) {
      const length = Math.max(1, Math.ceil((end.getTime() - start.getTime() - CLOCK_CHANGE) / DAY));
      for (let n = 0; n < length; n += 1) days.push([addDays(date.slice(0, 10), n), name]);
    }
  }
  const within = days
    .filter(([day]) => Number(day.slice(0, 4)) >= years.from)
    .filter(([day]) => Number(day.slice(0, 4)) <= years.until)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ok: true, holidays: Object.fromEntries(within) };
}

const DAY = 86_400_000;

/** The day on which clocks go back is an hour longer, and still one day. */
const CLOCK_CHANGE = 2 * 3_600_000;

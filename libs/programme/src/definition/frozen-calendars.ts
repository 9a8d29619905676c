import { countryHolidays, HOLIDAY_LIBRARY } from '#plan';
import type { Calendar } from './calendar-schema.js';
import { choices } from './choices.js';
import type { Path } from './yaml-file.js';

type Calendars = Record<string, Calendar>;
type Wrong = { path: Path; message: string };

/**
 * Calendars with the holidays of each country written out, so that what is published says all that
 * follows from it: another version of the library never moves a date of it.
 */
export function frozenCalendars(calendars: Calendars): { calendars: Calendars; wrong: Wrong[] } {
  const wrong: Wrong[] = [];
  const frozen = Object.entries(calendars).map(([name, calendar]): [string, Calendar] => {
    const at: Path = ['calendars', name];
    const found = frozenCalendar(calendar, (key, message) => {
      wrong.push({
        path: key === null ? at : [...at, key],
        message: `calendar "${name}": ${message}`,
      });
    });
    return [name, found];
  });
  return { calendars: Object.fromEntries(frozen), wrong };
}

type Refuse = (key: string | null, message: string) => void;

function frozenCalendar(calendar: Calendar, refuse: Refuse): Calendar {
  const { country, region, covers, holidays, parts, source } = calendar;
  if (covers !== undefined && covers.until < covers.from) {
    refuse(
      'covers',
      `the years ${covers.from} to ${covers.until} are none; put the first one first`,
    );
  } else if (parts !== undefined) {
    const disordered = orderProblem(parts);
    if (disordered !== null) refuse('parts', disordered);
    else if (holidays === undefined && country === undefined) return calendar;
    else refuse('parts', 'its days are those of its parts; leave out holidays and country');
  } else if (holidays !== undefined) return calendar;
  else if (country === undefined) {
    refuse(null, 'it says of no day whether it is worked; give holidays, a country or parts');
  } else if (country === 'GB') {
    refuse(
      'country',
      'the library errs about the United Kingdom; use ../calendars/uk-bank-holidays.yaml, which has all three divisions',
    );
  } else if (covers === undefined) {
    refuse('country', `of which years? Give covers, such as { from: 2026, until: 2030 }`);
  } else if (covers.until - covers.from >= MOST_YEARS) {
    refuse('covers', `holidays of a country are looked up for at most ${MOST_YEARS} years`);
  } else {
    const found = countryHolidays(country, region, covers);
    if (found.ok) {
      const place = region === undefined ? country : `${country}-${region}`;
      const from = `${HOLIDAY_LIBRARY}, public holidays of ${place}, ${covers.from} to ${covers.until}`;
      return { ...calendar, source: source ?? from, holidays: found.holidays };
    }
    const asked = found.what === 'country' ? country : (region ?? '');
    refuse(found.what, `no ${found.what} "${asked}" is known; ${choices(found.known, asked)}`);
  }
  return calendar;
}

/** The first part is in force from ever, each other one from its day on. */
function orderProblem(parts: NonNullable<Calendar['parts']>): string | null {
  for (const [index, { from, calendar }] of parts.entries()) {
    const before = parts[index - 1]?.from;
    if (index === 0 && from !== undefined) {
      return `the first part is in force before ${from} as well; leave out its "from"`;
    }
    if (index > 0 && from === undefined) {
      return `part "${calendar}" does not say from when; give it "from"`;
    }
    if (from !== undefined && before !== undefined && from <= before) {
      return `${from} does not follow the part before it; sort the parts by "from"`;
    }
  }
  return null;
}

const MOST_YEARS = 30;

import type { Instant } from '#plan';

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks in a zone show at an instant: `YYYY-MM-DD HH:mm`. */
export function localTime(instant: Instant, zone: string): string {
  const format = formats.get(zone) ?? formatOf(zone);
  formats.set(zone, format);
  return format.format(new Date(instant)).replace(', ', ' ');
}

// Swedish custom writes day and time as ISO 8601 does.
const formatOf = (timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });

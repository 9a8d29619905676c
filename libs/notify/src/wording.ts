/** A day in words and as ISO: "Thursday 31 March 2011 (2011-03-31)". What is no day stays as it is. */
export function dayInWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(at)) return day;
  return `${written(at, 'UTC')} (${day})`;
}

/** An instant in words at a zone: "Thursday 31 March 2011 at 09:00 (2011-03-31T08:00:00.000Z)". */
export function momentInWords(instant: string, zone: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant;
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(at);
  return `${written(at, zone)} at ${time} (${instant})`;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** How a zone writes its days. Kept: to make one takes a hundred times as long as to use it. */
function dayFormat(zone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  dayFormats.set(zone, made);
  return made;
}

function written(at: number, zone: string): string {
  const parts = dayFormat(zone).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`;
}

/** "1 working day", "3 working days". */
export function workingDays(count: number): string {
  return `${count} working day${count === 1 ? '' : 's'}`;
}

/** How a day lies from today, by working days: negative is still to come. */
export function dueInWords(offset: number): string {
  if (offset === 0) return 'due today';
  return offset < 0 ? `due in ${workingDays(-offset)}` : `due ${workingDays(offset)} ago`;
}

/** "A", "A and B", "A, B and C". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** One line of text: what a subject may hold. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

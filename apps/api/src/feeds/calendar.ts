import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { Milestone } from '#contract';
import type { Messages } from '#notify';

/** The milestones of one programme that a calendar shows. */
export type CalendarPart = {
  organisation: string;
  programme: { id: string; title: string; clock: 'live' | 'rehearsal' };
  /** When the programme was last written: what is stamped on its entries. */
  changedAt: string;
  /** What the roles that own milestones are called. */
  roleTitles: Readonly<Record<string, string>>;
  milestones: readonly Milestone[];
};

/**
 * An iCalendar (RFC 5545) of milestones, all-day throughout: a day as that day, a month or a window as
 * all its days under its own words, what has no date not at all. The same milestone has the same UID
 * whatever happens to it, and the text depends on what is shown alone.
 *
 * @param host right-hand side of the UIDs
 * @param words what it says, in the language of its reader
 */
export function calendarText(
  name: string,
  host: string,
  parts: readonly CalendarPart[],
  words: Messages,
): string {
  const calendar = ical({
    name,
    prodId: {
      company: 'Evolve',
      product: 'Milestones',
      language: words.language.slice(0, 2).toUpperCase(),
    },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  });
  for (const part of parts) {
    for (const milestone of part.milestones) {
      const span = spanOf(milestone);
      if (span === null) continue;
      calendar.createEvent({
        id: uidOf(part, milestone, host),
        stamp: new Date(part.changedAt),
        lastModified: new Date(part.changedAt),
        allDay: true,
        start: midnight(span.first),
        end: new Date(midnight(span.last).getTime() + DAY_MS),
        summary: summaryOf(part, milestone, words.feed),
        description: linesOf(part, milestone, words.feed).join('\n'),
        transparency: ICalEventTransparency.TRANSPARENT,
      });
    }
  }
  return calendar.toString();
}

const DAY_MS = 86_400_000;
const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

const uidOf = ({ organisation, programme }: CalendarPart, { item }: Milestone, host: string) =>
  `${[item, programme.id, organisation].map(encodeURIComponent).join('.')}@${host}`;

/** The days a milestone takes up: the day it happened, else its day, else all days of its window. */
function spanOf(milestone: Milestone): { first: string; last: string } | null {
  const { planned, committed, actual } = milestone;
  if (actual !== null) return { first: actual, last: actual };
  const written = planned?.date ?? committed;
  if (written === null || planned?.precision === 'UNDATED') return null;
  const [first = written, last = first] = written.split('/');
  const day = { first: firstDay(first), last: lastDayOf(last) };
  return day.first.length === 10 && day.last.length === 10 ? day : null;
}

const firstDay = (date: string): string => (date.length === 7 ? `${date}-01` : date);

function lastDayOf(date: string): string {
  if (date.length !== 7) return date;
  const next = new Date(`${date}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1, 0);
  return next.toISOString().slice(0, 10);
}

function summaryOf({ programme }: CalendarPart, milestone: Milestone, words: Messages['feed']) {
  const { title, achieved } = milestone;
  const said = achieved ? words.achieved(title) : title;
  return programme.clock === 'rehearsal' ? words.rehearsed(said) : said;
}

function linesOf(
  { programme, roleTitles }: CalendarPart,
  milestone: Milestone,
  words: Messages['feed'],
): string[] {
  const { planned, deadline, committed, forecast, owner, item, actual } = milestone;
  const wording = planned?.wording ?? null;
  return [
    words.item(programme.title, item),
    ...(planned === null ? [] : [words.planned(planned)]),
    ...(wording === null ? [] : [words.wording(wording)]),
    ...(deadline === null || deadline === committed ? [] : [words.deadline(deadline)]),
    ...(actual !== null || forecast === null || forecast === committed
      ? []
      : [words.forecast(forecast)]),
    ...(owner === null ? [] : [words.owner(roleTitles[owner] ?? owner)]),
    ...(programme.clock === 'rehearsal' ? [words.notForReal()] : []),
  ];
}

import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { Milestone } from '#contract';

/** The milestones of one programme that a calendar shows. */
export type CalendarPart = {
  organisation: string;
  programme: { id: string; title: string; clock: 'live' | 'rehearsal' };
  /** When the programme was last written: what is stamped on its entries. */
  changedAt: string;
  milestones: readonly Milestone[];
};

/**
 * An iCalendar (RFC 5545) of milestones, all-day throughout: a day as that day, a month or a window as
 * all its days under its own words, what has no date not at all. The same milestone has the same UID
 * whatever happens to it, and the text depends on what is shown alone.
 *
 * @param host right-hand side of the UIDs
 */
export function calendarText(name: string, host: string, parts: readonly CalendarPart[]): string {
  const calendar = ical({
    name,
    prodId: { company: 'Evolve', product: 'Milestones', language: 'EN' },
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
        summary: `${part.programme.clock === 'rehearsal' ? 'Rehearsal: ' : ''}${milestone.title}${milestone.achieved ? ' (achieved)' : ''}`,
        description: linesOf(part, milestone).join('\n'),
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

function linesOf({ programme }: CalendarPart, milestone: Milestone): string[] {
  const { planned, deadline, committed, forecast, owner, item, actual } = milestone;
  const wording = planned?.wording ?? null;
  return [
    `${programme.title}: ${item}`,
    ...(planned === null ? [] : [`Planned ${planned.words}`]),
    ...(wording === null ? [] : [`In the plan's own words: “${wording}”`]),
    ...(deadline === null || deadline === committed
      ? []
      : [`Last working day for it: ${deadline}`]),
    ...(actual !== null || forecast === null || forecast === committed
      ? []
      : [`Forecast: ${forecast}`]),
    ...(owner === null ? [] : [`Owner: ${owner}`]),
    ...(programme.clock === 'rehearsal' ? ['A rehearsal: none of this is for real.'] : []),
  ];
}

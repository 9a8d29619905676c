import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { About, Message } from './channel.js';

const DAY_MS = 86_400_000;

/**
 * The deadline a message is about as an iCalendar (RFC 5545) of one day-long entry; null without one.
 * The same item has the same UID whatever happens to it, so that a later mail moves the entry.
 */
export function deadlineCalendar(
  message: Pick<Message, 'organisation' | 'programme' | 'messageId' | 'about'>,
): string | null {
  const { about, organisation, programme, messageId } = message;
  if (about === undefined || about.deadline === null) return null;
  const host = messageId.slice(messageId.lastIndexOf('@') + 1);
  const start = new Date(`${about.deadline}T00:00:00Z`);
  const calendar = ical({
    prodId: { company: 'Evolve', product: 'Notices', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: uidOf(about, organisation, programme, host),
    stamp: new Date(about.at),
    allDay: true,
    start,
    end: new Date(start.getTime() + DAY_MS),
    summary: about.itemTitle,
    description: `${about.programmeTitle}: ${about.item}`,
    url: about.url,
    transparency: ICalEventTransparency.TRANSPARENT,
  });
  return calendar.toString();
}

const uidOf = ({ item }: About, organisation: string, programme: string, host: string) =>
  `deadline.${[item, programme, organisation].map(encodeURIComponent).join('.')}@${host}`;

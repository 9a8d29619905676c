import type { About } from './channel.js';
import type { Letter } from './letter.js';
import { dayOf } from './messages/calendar-day.js';

/** What a letter is about, for channels that say it in fields. */
export function aboutOf({ notice, programme, itemTitle, publicUrl }: Letter): About {
  const { template, item, at } = notice;
  return {
    template,
    programmeTitle: programme.title,
    item,
    itemTitle,
    at,
    deadline: deadlineOf(notice.data),
    url: `${publicUrl}/`,
  };
}

/** The last working day for it, or else the day it is committed for. */
function deadlineOf({ deadline, committed }: Letter['notice']['data']): string | null {
  const day = [deadline, committed].find(
    (each) => typeof each === 'string' && dayOf(each) !== null,
  );
  return typeof day === 'string' ? day : null;
}

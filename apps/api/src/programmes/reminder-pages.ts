import type { ReminderFilter } from '#contract';
import type { ReminderPlace } from '#store';
import { cursorOf, partsOf } from '../http/cursor.js';
import { invalidRequest } from '../http/schema.pipe.js';

/** The address of the page that begins after a place. */
export function pageAfter(
  programme: string,
  { status, kind, item, limit }: ReminderFilter,
  { dueAt, wake, item: last, key }: ReminderPlace,
): string {
  const query = new URLSearchParams({
    ...(status !== undefined && { status }),
    ...(kind !== undefined && { kind }),
    ...(item !== undefined && { item }),
    after: cursorOf([dueAt, wake, last, key]),
    limit: String(limit),
  });
  return `/api/v1/programmes/${encodeURIComponent(programme)}/reminders?${query.toString()}`;
}

/** The place that a cursor names; a problem, 400, when it names none. */
export function placeIn(cursor: string): ReminderPlace {
  const [dueAt, wake, item, key] = partsOf(cursor);
  const isPlace =
    typeof dueAt === 'string' &&
    !Number.isNaN(Date.parse(dueAt)) &&
    typeof wake === 'boolean' &&
    typeof item === 'string' &&
    typeof key === 'string';
  if (isPlace) return { dueAt, wake, item, key };
  const detail = `"${cursor}" is no place in the reminders; use "next" of the page before as it stands`;
  throw invalidRequest([{ pointer: 'query:/after', detail }]);
}

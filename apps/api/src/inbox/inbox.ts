import type { Inbox, InboxMarked, InboxQuery } from '#contract';
import {
  countUnread,
  listInbox,
  type InboxOwner,
  type InboxPlace,
  type InboxRow,
  type Store,
} from '#store';
import { cursorOf, partsOf } from '../http/cursor.js';
import { invalidRequest } from '../http/schema.pipe.js';

/** A page of somebody's inbox, newest first, with what is unread in all of it. */
export async function inboxOf(store: Store, owner: InboxOwner, query: InboxQuery): Promise<Inbox> {
  const { programme, unread, after, limit } = query;
  const place = after === undefined ? undefined : placeIn(after);
  const [rows, counts] = await Promise.all([
    listInbox(store.pool, { ...owner, programme, unread, after: place, limit: limit + 1 }),
    unreadOf(store, owner),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    ...counts,
    notices: shown.map(inboxNotice),
    next: last === undefined ? null : nextPage(query, last),
  };
}

/** How much is unread, in all and by programme. */
export async function unreadOf(store: Store, owner: InboxOwner): Promise<InboxMarked> {
  const unreadByProgramme = await countUnread(store.pool, owner);
  const unread = unreadByProgramme.reduce((sum, each) => sum + each.unread, 0);
  return { unread, unreadByProgramme };
}

/** A notice as an inbox lists it. */
export function inboxNotice(row: Omit<InboxRow, 'receivedAt'>): Inbox['notices'][number] {
  const { programme, notice, item, template, at, readAt, data } = row;
  const read = `/api/v1/inbox/${encodeURIComponent(programme)}/${encodeURIComponent(notice)}/read`;
  return { programme, notice, item, template, at, readAt, data, read };
}

function nextPage({ programme, unread, limit }: InboxQuery, last: InboxPlace): string {
  const query = new URLSearchParams({
    ...(programme !== undefined && { programme }),
    ...(unread !== undefined && { unread: String(unread) }),
    after: cursorOf([last.receivedAt, last.programme, last.notice]),
    limit: String(limit),
  });
  return `/api/v1/inbox?${query.toString()}`;
}

function placeIn(cursor: string): InboxPlace {
  const [receivedAt, programme, notice] = partsOf(cursor);
  const isPlace =
    typeof receivedAt === 'string' &&
    !Number.isNaN(Date.parse(receivedAt)) &&
    typeof programme === 'string' &&
    typeof notice === 'string';
  if (isPlace) return { receivedAt, programme, notice };
  const detail = `"${cursor}" is no place in an inbox; use "next" of the page before as it stands`;
  throw invalidRequest([{ pointer: 'query:/after', detail }]);
}

import type { Json } from '#programme';
import type { Session } from './connect.js';

/** A notice in somebody's inbox. Instants. */
export type InboxRow = {
  programme: string;
  notice: string;
  item: string;
  template: string;
  at: string;
  receivedAt: string;
  readAt: string | null;
  data: Record<string, Json>;
};

/** Where a page of an inbox ends: the last row on it. */
export type InboxPlace = Pick<InboxRow, 'receivedAt' | 'programme' | 'notice'>;

/** Whose inbox: a person is one within the organisations they belong to, and nowhere else. */
export type InboxOwner = { person: string; organisations: readonly string[] };

/** Which of somebody's notices. */
export type InboxQuery = InboxOwner & {
  programme?: string | undefined;
  unread?: boolean | undefined;
  after?: InboxPlace | undefined;
  limit: number;
};

/** The in-app notices of a person, newest first, from the place after the one given. */
export async function listInbox(session: Session, asked: InboxQuery): Promise<InboxRow[]> {
  const { person, organisations, programme, unread = false, after, limit } = asked;
  const { rows } = await session.query<InboxRow>(
    `SELECT d.programme, d.notice, n.item, n.template, n.at, d.created_at AS "receivedAt",
       d.read_at AS "readAt", n.data
     FROM delivery d
     JOIN notice n ON (n.organisation, n.programme, n.id) = (d.organisation, d.programme, d.notice)
     WHERE d.channel = 'inbox' AND d.person = $1 AND ($2::text IS NULL OR d.programme = $2)
       AND (NOT $3 OR d.read_at IS NULL) AND d.organisation = ANY ($8)
       AND ($4::timestamptz IS NULL OR (d.created_at, d.programme, d.notice) < ($4, $5, $6))
     ORDER BY d.created_at DESC, d.programme DESC, d.notice DESC LIMIT $7`,
    [
      person,
      programme,
      unread,
      after?.receivedAt,
      after?.programme,
      after?.notice,
      limit,
      organisations,
    ],
  );
  return rows;
}

/** How many notices a person has not read, by programme; none where that is zero. */
export async function countUnread(
  session: Session,
  { person, organisations }: InboxOwner,
): Promise<{ programme: string; unread: number }[]> {
  const { rows } = await session.query<{ programme: string; unread: number }>(
    `SELECT programme, count(*)::int AS unread FROM delivery
     WHERE channel = 'inbox' AND person = $1 AND organisation = ANY ($2) AND read_at IS NULL
     GROUP BY programme ORDER BY programme`,
    [person, organisations],
  );
  return rows;
}

/** Marks a notice as read or unread; false when the person has none such. Doing so twice changes nothing. */
export async function markInbox(
  session: Session,
  { person, organisations, programme, notice }: InboxOwner & { programme: string; notice: string },
  mark: 'read' | 'unread',
): Promise<boolean> {
  const { rowCount } = await session.query(
    `UPDATE delivery SET read_at = CASE WHEN $4 THEN coalesce(read_at, clock_timestamp()) END
     WHERE channel = 'inbox' AND person = $1 AND programme = $2 AND notice = $3
       AND organisation = ANY ($5)`,
    [person, programme, notice, mark === 'read', organisations],
  );
  return (rowCount ?? 0) > 0;
}

/** Marks everything, or everything of one programme, as read; gives how many were not. */
export async function markAllRead(
  session: Session,
  { person, organisations, programme }: InboxOwner & { programme?: string | undefined },
): Promise<number> {
  const { rowCount } = await session.query(
    `UPDATE delivery SET read_at = clock_timestamp()
     WHERE channel = 'inbox' AND person = $1 AND ($2::text IS NULL OR programme = $2)
       AND read_at IS NULL AND organisation = ANY ($3)`,
    [person, programme, organisations],
  );
  return rowCount ?? 0;
}

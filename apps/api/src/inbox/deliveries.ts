import type { Inbox, NoticeView } from '#contract';
import type { JsonObject } from '#programme';
import type { Store } from '#store';

type Delivery = NoticeView['deliveries'][number] & { notice: string };

const textOf = (time: Date | null): string | null => time?.toISOString() ?? null;

/** What was done about the notices of a programme, in order. */
export async function listDeliveries(
  store: Store,
  where: { organisation: string; programme: string; notice?: { in: string[] } },
): Promise<Delivery[]> {
  const rows = await store.prisma.delivery.findMany({
    where,
    orderBy: [{ createdAt: 'asc' }, { channel: 'asc' }, { person: 'asc' }],
  });
  return rows.map(({ notice, person, channel, status, attempts, lastError, sentAt, readAt }) => ({
    notice,
    person,
    channel,
    status,
    attempts,
    lastError,
    sentAt: textOf(sentAt),
    readAt: textOf(readAt),
  }));
}

/** The in-app notices of a person, newest first. */
export async function inboxOf(store: Store, person: string, limit = 200): Promise<Inbox> {
  const where = { person, channel: 'inbox' };
  const unread = await store.prisma.delivery.count({ where: { ...where, readAt: null } });
  const rows = await store.prisma.delivery.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { notice: 'asc' }],
    take: limit,
  });
  const notices = await store.prisma.notice.findMany({
    where: { OR: rows.map((row) => ({ programme: row.programme, id: row.notice })) },
  });
  const known = new Map(notices.map((each) => [`${each.programme}\n${each.id}`, each]));
  return {
    unread,
    notices: rows.flatMap(({ programme, notice, readAt }) => {
      const found = known.get(`${programme}\n${notice}`);
      if (found === undefined) return [];
      const { item, template, at } = found;
      const read = `/api/v1/inbox/${encodeURIComponent(programme)}/${encodeURIComponent(notice)}/read`;
      // Written as an object by the write path, and by nobody else.
      const data = found.data as JsonObject;
      return [
        {
          programme,
          notice,
          item,
          template,
          at: at.toISOString(),
          readAt: textOf(readAt),
          data,
          read,
        },
      ];
    }),
  };
}

/** Marks an in-app notice as read; false when the person has none such. Reading twice changes nothing. */
export async function markRead(
  store: Store,
  { person, programme, notice }: { person: string; programme: string; notice: string },
): Promise<boolean> {
  const where = { person, programme, notice, channel: 'inbox' };
  const data = { readAt: new Date() };
  const { count } = await store.prisma.delivery.updateMany({
    where: { ...where, readAt: null },
    data,
  });
  return count > 0 || (await store.prisma.delivery.count({ where })) > 0;
}

import type { NoticeView } from '#contract';
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

import type { CalendarFeedList, CalendarFeedMade } from '#contract';
import { Stop } from '../terminal/io.js';
import { table } from '../terminal/table.js';
import type { Context } from './context.js';

const path = '/api/v1/me/feeds';

type Asked = {
  action: string | undefined;
  feed: string | undefined;
  programme: string | undefined;
};

/** Lists your calendar feeds; makes one, gives one another address, or ends one. */
export async function feeds(
  context: Context,
  { action = 'list', feed, programme }: Asked,
): Promise<void> {
  const { client, show } = context;
  const one = () => `${path}/${encodeURIComponent(named(action, feed))}`;
  switch (action) {
    case 'list':
      return show(await client.get<CalendarFeedList>(path), (answer) => listed(context, answer));
    case 'new': {
      const body = programme === undefined ? {} : { programme };
      return show((await client.post<CalendarFeedMade>(path, body)).answer, addressOnce);
    }
    case 'rotate':
      return show((await client.post<CalendarFeedMade>(`${one()}/rotate`, {})).answer, addressOnce);
    case 'revoke':
      return show(
        await client.remove<CalendarFeedList>(one()),
        () => 'Its address reads nothing now.',
      );
    default:
      throw new Stop(2, `feeds cannot "${action}"; it can list, new, rotate and revoke`);
  }
}

function named(action: string, feed: string | undefined): string {
  if (feed !== undefined) return feed;
  throw new Stop(
    2,
    `Say which feed to ${action}: evolve feeds ${action} FEED; evolve feeds lists them`,
  );
}

const addressOnce = ({ id, url }: CalendarFeedMade): string =>
  [url, `Feed ${id}. Whoever knows this address reads it, and it is not shown again.`].join('\n');

function listed({ paint }: Context, { feeds: all }: CalendarFeedList): string {
  if (all.length === 0) return 'You have no calendar feed; evolve feeds new makes one.';
  const rows = all.map(({ id, programme, createdAt }) => [
    id,
    createdAt.slice(0, 10),
    programme ?? 'what is for you, of all live programmes',
  ]);
  return table(paint, ['FEED', 'SINCE', 'OF'], rows);
}

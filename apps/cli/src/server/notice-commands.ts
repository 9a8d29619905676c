import type { NoticeList, NoticePreview, NoticeView } from '#contract';
import { Stop } from '../terminal/io.js';
import type { Paint } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';
import type { Context } from './context.js';
import { query } from './query.js';
import { recipientWords } from './recipient-words.js';

export type NoticeOptions = { item?: string; limit?: string; channel?: string; to?: string };

/** Lists notices; or shows what one says, or what the next reminder of an item would. */
export async function notices(
  context: Context,
  [action, of, ...more]: readonly string[],
  options: NoticeOptions,
): Promise<void> {
  if (action === undefined) return list(context, options);
  const isShown = action === 'preview' || action === 'next';
  if (!isShown || of === undefined || more.length > 0) {
    throw new Stop(
      2,
      `Say "notices" to list them, "notices preview NOTICE" for what one says, or "notices next ITEM" for what the next reminder would say; not "notices ${[action, of, ...more].filter((each) => each !== undefined).join(' ')}".`,
    );
  }
  const { channel, to } = options;
  const id = encodeURIComponent(of);
  const path = action === 'preview' ? `notices/${id}` : `items/${id}/next-reminder`;
  const address = `${await context.programme()}/${path}/preview${query({ channel, to })}`;
  context.show(await context.client.get<NoticePreview>(address), (answer) =>
    previewed(context.paint, answer),
  );
}

async function list(context: Context, { item, limit }: NoticeOptions): Promise<void> {
  const address = `${await context.programme()}/notices${query({ item, limit })}`;
  context.show(await context.client.get<NoticeList>(address), (answer) =>
    [
      table(
        context.paint,
        ['AT', 'NOTICE', 'WHAT', 'TO', 'DELIVERED'],
        answer.notices.map((each) => [
          each.local,
          each.id,
          each.template,
          each.recipients.map(({ person }) => person).join(', ') || '–',
          delivered(each),
        ]),
      ),
      answer.notices.length < answer.total
        ? `${answer.notices.length} of ${answer.total}; --limit shows more`
        : count(answer.total, 'row'),
    ].join('\n'),
  );
}

function delivered({ delivers, deliveries, toRoles, wouldGo }: NoticeView): string {
  if (!delivers) {
    const ways = wouldGo.map(
      ({ person, channel, digestAt }) =>
        `${recipientWords(person)} by ${channel}${digestAt === null ? '' : ` at ${digestAt}`}`,
    );
    const how = ways.length === 0 ? '' : ` (${ways.join(', ')})`;
    return `would have gone to ${toRoles.join(', ') || 'them'}${how}`;
  }
  return deliveries.map(({ channel, status }) => `${channel} ${status}`).join(', ') || 'not yet';
}

/** What a channel would carry: its text, or the JSON of its body. */
function previewed(paint: Paint, { channel, person, local, subject, text, json }: NoticePreview) {
  const whom = person ?? 'nobody, since nobody would hear it';
  return [
    paint.soft(`By ${channel} for ${whom}; ${local}. Nothing is sent.`),
    paint.strong(subject),
    text ?? JSON.stringify(json, null, 2),
  ].join('\n\n');
}

import type { Inbox, InboxMarked } from '#contract';
import { Stop } from '../terminal/io.js';
import { count, table } from '../terminal/table.js';
import type { Context } from './context.js';

export type InboxOptions = { programme?: string; unread?: boolean; limit: string };

/** Shows your notices, newest first; or marks them. */
export async function inbox(
  context: Context,
  mark: readonly string[],
  { programme, unread, limit }: InboxOptions,
): Promise<void> {
  if (mark.length > 0) return markNotices(context, mark, programme);
  const query = new URLSearchParams({
    limit,
    ...(programme !== undefined && { programme }),
    ...(unread === true && { unread: 'true' }),
  });
  const page = await context.client.get<Inbox>(`/api/v1/inbox?${query.toString()}`);
  context.show(page, (answer) => {
    if (answer.notices.length === 0) return 'Nothing here.';
    const rows = answer.notices.map((each) => [
      each.readAt === null ? 'new' : '',
      each.at.slice(0, 16).replace('T', ' '),
      each.programme,
      each.item,
      each.template === 'catchUp' ? 'catch-up' : each.template,
      each.notice,
    ]);
    return [
      table(context.paint, ['', 'AT (UTC)', 'PROGRAMME', 'ITEM', 'WHAT', 'NOTICE'], rows),
      unreadInWords(answer) + (answer.next === null ? '' : '; there is more, --limit shows it'),
    ].join('\n');
  });
}

async function markNotices(
  context: Context,
  mark: readonly string[],
  programme: string | undefined,
): Promise<void> {
  const { path, body } = whatToMark(mark, programme);
  const { answer } = await context.client.post<InboxMarked>(`/api/v1/inbox/${path}`, body);
  context.show(answer, unreadInWords);
}

function whatToMark(
  [how = '', first, second, ...more]: readonly string[],
  programme: string | undefined,
): { path: string; body: object } {
  if (how === 'read' && first === 'all' && second === undefined) {
    return { path: 'read', body: programme === undefined ? {} : { programme } };
  }
  const isMark = how === 'read' || how === 'unread';
  if (isMark && first !== undefined && second !== undefined && more.length === 0) {
    return {
      path: `${encodeURIComponent(first)}/${encodeURIComponent(second)}/${how}`,
      body: {},
    };
  }
  const said = [how, first, second, ...more].filter((each) => each !== undefined).join(' ');
  throw new Stop(
    2,
    `"inbox ${said}" marks nothing; write inbox read PROGRAMME NOTICE, inbox unread PROGRAMME NOTICE, or inbox read all`,
  );
}

const unreadInWords = ({ unread, unreadByProgramme }: InboxMarked): string =>
  unread === 0
    ? 'Nothing is unread.'
    : `${count(unread, 'notice')} unread: ${unreadByProgramme.map((each) => `${each.programme} ${each.unread}`).join(', ')}`;

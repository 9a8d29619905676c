import type { HistoryEntry, HistoryPage, HistoryVerdict, Reminder, ReminderList } from '#contract';
import { Stop } from '../terminal/io.js';
import { count, table } from '../terminal/table.js';
import type { Context } from './context.js';
import { query } from './query.js';
import { recipientWords } from './recipient-words.js';

type Listed = { item?: string; status?: string; kind?: string; limit: string };

export async function reminders(
  context: Context,
  { item, status, kind, limit }: Listed,
): Promise<void> {
  const most = numberOf(limit);
  const first = query({ item, status, kind, limit: String(Math.min(most, 1000)) });
  const shown: Reminder[] = [];
  let total = 0;
  let next: string | null = `${await context.programme()}/reminders${first}`;
  while (next !== null && shown.length < most) {
    const page: ReminderList = await context.client.get<ReminderList>(next);
    shown.push(...page.reminders);
    ({ next, total } = page);
  }
  context.show({ reminders: shown.slice(0, most), total }, (answer) =>
    [
      table(
        context.paint,
        ['DUE', 'ITEM', 'WHAT', 'STATUS', 'WHY'],
        answer.reminders.map((each) => [
          each.dueLocal,
          each.item,
          reminderWords(each),
          each.late && each.status !== 'late' ? `${each.status}, late` : each.status,
          each.why ?? toldTo(each),
        ]),
      ),
      shownOf(answer.reminders.length, answer.total),
    ].join('\n'),
  );
}

/** What is due, as the key names it: `reminder T-5@2026-11-30`, `catch-up@2026-11-30`. */
export function reminderWords({ kind, key }: Pick<Reminder, 'kind' | 'key'>): string {
  const word = kind === 'catchUp' ? 'catch-up' : kind;
  return key.startsWith(word) ? key : `${word} ${key}`;
}

/** Who was told, each once however many channels it took. */
const toldTo = ({ deliveries }: Reminder): string => {
  const persons = [...new Set(deliveries.map(({ person }) => recipientWords(person)))];
  return persons.length === 0 ? '' : `to ${persons.join(', ')}`;
};

const shownOf = (shown: number, total: number) =>
  shown < total ? `${shown} of ${total}; --limit shows more` : count(total, 'row');

function numberOf(limit: string): number {
  const most = Number(limit);
  if (Number.isInteger(most) && most >= 1) return most;
  throw new Stop(2, `--limit must be a number from 1, not "${limit}"`);
}

export async function history(
  context: Context,
  { after, limit, refusals }: { after?: string; limit: string; refusals?: boolean },
): Promise<void> {
  const most = numberOf(limit);
  const stream = refusals === true ? 'refusals' : 'history';
  const first = query({ stream, after, limit: String(Math.min(most, 500)) });
  const entries: HistoryEntry[] = [];
  let next: string | null = `${await context.programme()}/history${first}`;
  while (next !== null && entries.length < most) {
    const page: HistoryPage = await context.client.get<HistoryPage>(next);
    entries.push(...page.entries);
    next = page.next;
  }
  context.show({ stream, entries: entries.slice(0, most) }, (answer) =>
    table(
      context.paint,
      ['NO', 'RECORDED', 'OCCURRED', ''],
      answer.entries.map((entry) => [
        String(entry.sequence),
        entry.recordedLocal,
        entry.occurredOn,
        `${entry.words}${remarks(entry)}`,
      ]),
    ),
  );
}

/** What an auditor looks for: what was recorded late, what corrects and what was corrected. */
function remarks({ recordedLate, corrects, correctedBy }: HistoryEntry): string {
  const said = [
    ...(recordedLate === null ? [] : [`recorded ${count(recordedLate, 'working day')} late`]),
    ...(corrects === null ? [] : [`corrects ${corrects}`]),
    ...(correctedBy.length === 0 ? [] : [`corrected by ${correctedBy.join(', ')}`]),
  ];
  return said.length === 0 ? '' : ` (${said.join('; ')})`;
}

export async function verify(context: Context): Promise<void> {
  const verdict = await context.client.get<HistoryVerdict>(
    `${await context.programme()}/history/verify`,
  );
  if (!verdict.ok) throw new Stop(1, context.paint.bad(verdict.words), verdict);
  context.show(verdict, ({ words, history: chain, covers }) =>
    [context.paint.good(words), `Head: ${chain?.head ?? ''}`, covers].join('\n'),
  );
}

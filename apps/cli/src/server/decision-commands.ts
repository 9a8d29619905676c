import type { AvailableEvent, DecisionList, Task, TaskList } from '#contract';
import type { Paint } from '../terminal/paint.js';
import { table } from '../terminal/table.js';
import type { Context } from './context.js';

export async function tasks(context: Context): Promise<void> {
  const address = `${await context.programme()}/tasks`;
  context.show(await context.client.get<TaskList>(address), ({ tasks: list }) =>
    list.length === 0
      ? 'Nothing waits for your decision.'
      : list.map((task) => taskText(context.paint, task)).join('\n\n'),
  );
}

/** One task: what it is about, who has voted what, and what you may send. */
function taskText(
  paint: Paint,
  { item, title, about, until, needed, votes, open, events }: Task,
): string {
  const last = until === null ? '' : `, until ${until}`;
  const subject = about.title === null ? '' : ` – ${about.title}`;
  const enough = needed === null ? 'a body decides' : `${needed} needed`;
  const said = votes.map(({ person, actingFor, vote }) =>
    actingFor === null ? `${person} ${vote}` : `${person} for ${actingFor} ${vote}`,
  );
  const allowed = events.filter((each) => each.allowed).map((each) => each.event);
  return [
    `${paint.strong(`${item}  ${title}`)}${subject}${last}`,
    `  Votes: ${said.join(', ') || 'none yet'} (${enough})`,
    ...(allowed.length === 0 ? [] : [`  You may send ${paint.good(allowed.join(', '))}`]),
    ...(open ? [] : [`  You may not vote: ${whyNot(events)}`]),
  ].join('\n');
}

const whyNot = (events: readonly AvailableEvent[]): string =>
  [...new Set(events.flatMap((each) => each.reasons))].join('; ');

export async function decisions(context: Context, { limit }: { limit?: string }): Promise<void> {
  const query = limit === undefined ? '' : `?limit=${encodeURIComponent(limit)}`;
  const address = `${await context.programme()}/decisions${query}`;
  context.show(await context.client.get<DecisionList>(address), ({ decisions: list }) =>
    table(
      context.paint,
      ['ENTRY', 'ON', 'BODY', 'ABOUT', 'THERE', 'STOOD ASIDE', 'MINUTE'],
      list.map((each) => [
        each.sequence === null ? '–' : String(each.sequence),
        each.on ?? '–',
        each.body ?? '–',
        each.title ?? `${each.item ?? ''} ${each.event ?? ''}`.trim(),
        attendance(each),
        each.recused.join(', ') || '–',
        typeof each.minute === 'string' ? each.minute : '–',
      ]),
    ),
  );
}

function attendance({ members, present, quorum }: DecisionList['decisions'][number]): string {
  const there = members?.join(', ') ?? (present === null ? '–' : String(present));
  return quorum === null ? there : `${there} (quorum ${quorum})`;
}

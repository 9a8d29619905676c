import {
  dayWords,
  type AsAt,
  type AvailableList,
  type ItemView,
  type MilestoneList,
  type MorningColours,
  type ProgrammeList,
  type ProgrammeView,
} from '#contract';
import { floatText } from '../terminal/float-text.js';
import type { Paint } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';
import { availableText } from './available-text.js';
import type { Context } from './context.js';
import { itemText } from './item-text.js';
import { query } from './query.js';

export async function programmes({ client, show, paint }: Context): Promise<void> {
  show(await client.get<ProgrammeList>('/api/v1/programmes'), (answer) =>
    programmesText(paint, answer),
  );
}

function programmesText(paint: Paint, { programmes: list, unreadable }: ProgrammeList): string {
  const rows = list.map(({ id, clock, today, head, morning, title }) => [
    id,
    clock,
    today,
    String(head.sequence),
    morning === null ? '–' : coloursText(paint, morning),
    title,
  ]);
  const blocks = [
    ...(rows.length === 0
      ? []
      : [table(paint, ['ID', 'CLOCK', 'TODAY', 'ENTRIES', 'THIS MORNING', 'TITLE'], rows)]),
    ...unreadable.map(({ id, problem }) => `${paint.bad(id)}  ${problem}`),
  ];
  return blocks.length === 0 ? 'There is no programme that you may see.' : blocks.join('\n\n');
}

/** What the colours were when the programme was looked over last. */
function coloursText(paint: Paint, { red, amber, green }: MorningColours): string {
  const said = [
    ...(red === 0 ? [] : [paint.bad(`${red} red`)]),
    ...(amber === 0 ? [] : [paint.warn(`${amber} amber`)]),
    ...(green === 0 ? [] : [paint.good(`${green} green`)]),
  ];
  return said.length === 0 ? '–' : said.join(', ');
}

/** The day that is asked about, and by which of the two times. */
export type AsAtOptions = { at?: string; basis?: string };

const asAtQuery = ({ at, basis }: AsAtOptions): string => query({ at, basis });

export async function show(
  context: Context,
  item: string | undefined,
  asAt: AsAtOptions,
): Promise<void> {
  const { client, paint } = context;
  const address = await context.programme();
  if (item === undefined) {
    const view = await client.get<ProgrammeView>(`${address}${asAtQuery(asAt)}`);
    context.show(view, (each) => programmeText(paint, each));
    return;
  }
  const path = `${address}/items/${encodeURIComponent(item)}${asAtQuery(asAt)}`;
  context.show(await client.get<ItemView>(path), (each) =>
    pastText(paint, each, itemText(paint, each)),
  );
}

/** What is said of the past says so first. */
function pastText(paint: Paint, { asAt }: { asAt: AsAt | null }, text: string): string {
  if (asAt === null) return text;
  const { day, basis, head, leftOut } = asAt;
  const by =
    basis === 'recorded' ? 'as it was known at the end of' : 'as it had happened by the end of';
  const left =
    leftOut.length === 0
      ? ''
      : `; left out, for what they speak of had not happened yet: ${leftOut.join(', ')}`;
  return `${paint.warn(`The past, ${by} ${dayWords(day)} (entry ${head.sequence})${left}`)}\n\n${text}`;
}

function programmeText(paint: Paint, view: ProgrammeView): string {
  const { milestones } = view;
  const blocks = [
    `${paint.strong(view.title)}\n${view.clock} clock, ${dayWords(view.today)}; ${count(view.head.sequence, 'entry', 'entries')} of history`,
    ...view.kinds.map(({ title, items }) =>
      table(
        paint,
        [title.toUpperCase(), 'STATE', 'SINCE', ''],
        items.map(({ item, title: name, state, since }) => [item, state, since, name]),
      ),
    ),
    `Milestones: ${milestones.achieved} of ${milestones.total} achieved, ${milestones.late} late, ${milestones.slipping} slipping, ${milestones.undated} without a date`,
  ];
  if (view.late.length > 0) {
    const rows = view.late.map(({ item, committed, workingDaysLate, title }) => [
      item,
      committed,
      count(workingDaysLate, 'working day'),
      title,
    ]);
    blocks.push(table(paint, ['LATE', 'COMMITTED', 'BY', ''], rows));
  }
  for (const { item, event, reasons } of view.blocked) {
    blocks.push(`${paint.warn(`Waiting: ${event} of ${item}`)}\n  ${reasons.join('\n  ')}`);
  }
  return pastText(paint, view, blocks.join('\n\n'));
}

export async function available(
  context: Context,
  { item, all }: { item?: string; all?: boolean },
): Promise<void> {
  const query = item === undefined ? '' : `?item=${encodeURIComponent(item)}`;
  const address = `${await context.programme()}/available${query}`;
  context.show(await context.client.get<AvailableList>(address), ({ events }) =>
    availableText(context.paint, events, all === true),
  );
}

export async function milestones(context: Context, asAt: AsAtOptions): Promise<void> {
  const { client, paint } = context;
  const address = `${await context.programme()}/milestones${asAtQuery(asAt)}`;
  context.show(await client.get<MilestoneList>(address), (answer) =>
    pastText(paint, answer, milestonesText(paint, answer)),
  );
}

/** Milestones against their plan, one a line. */
function milestonesText(paint: Paint, { milestones: list }: MilestoneList): string {
  const said = list.flatMap((each) => [statedWords(each) ?? [], each.uncounted ?? []].flat());
  return [milestonesTable(paint, list), ...said.map((each) => `${paint.warn('!')} ${each}`)].join(
    '\n',
  );
}

/** Both colours, with what each rests on. */
function statedWords({ item, rag, stated }: MilestoneList['milestones'][number]): string | null {
  if (stated === null) return null;
  const computed = rag === null ? 'none' : `${rag.colour} (${rag.reasons.join('; ')})`;
  const reason = typeof stated.reason === 'string' ? stated.reason : '(erased)';
  return `${item}: computed ${computed}; ${stated.by ?? 'somebody'} states ${stated.colour} until ${stated.until ?? 'withdrawn'}: ${reason}`;
}

function milestonesTable(paint: Paint, list: MilestoneList['milestones']): string {
  const colour = { GREEN: paint.good, AMBER: paint.warn, RED: paint.bad };
  return table(
    paint,
    [
      'ID',
      'PLANNED',
      'COMMITTED',
      'FORECAST',
      'ACTUAL',
      'SLIP',
      'EARLY',
      'FLOAT',
      'RAG',
      'STATE',
      '',
    ],
    list.map((each) => [
      each.item,
      each.planned?.words ?? 'to be confirmed',
      each.strict === null || each.committed === null
        ? (each.committed ?? '–')
        : `${each.committed} (or ${each.strict})`,
      each.forecast ?? '–',
      each.actual ?? '–',
      each.slip === null ? '–' : `${each.slip.workingDays} wd / ${each.slip.calendarDays} d`,
      each.earlyDate ?? '–',
      floatText(each),
      [
        each.rag === null ? '–' : colour[each.rag.colour](each.rag.colour),
        ...(each.stated === null ? [] : [colour[each.stated.colour](`/ ${each.stated.colour}`)]),
      ].join(' '),
      each.state,
      each.title,
    ]),
  );
}

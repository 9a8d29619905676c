import type { BaselineComparison, BaselineList, PlannedMilestone } from '#contract';
import { Stop } from '../terminal/io.js';
import type { Paint } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';
import type { Context } from './context.js';

/** The approved baselines; or, after "compare", what differs between two of them. */
export async function baselines(context: Context, asked: readonly string[]): Promise<void> {
  const [word, from, to, ...more] = asked;
  if (word !== undefined && (word !== 'compare' || to === undefined || more.length > 0)) {
    throw new Stop(2, `baselines ${asked.join(' ')}: say "baselines", or "baselines compare 1 2"`);
  }
  const address = `${await context.programme()}/baselines`;
  if (from === undefined || to === undefined) {
    const answer = await context.client.get<BaselineList>(address);
    context.show(answer, (each) => listText(context.paint, each));
    return;
  }
  const strange = [from, to].find((each) => !/^[1-9]\d{0,8}$/.test(each));
  if (strange !== undefined) {
    throw new Stop(2, `"${strange}" is no number of a baseline; "evolve baselines" lists them`);
  }
  const query = new URLSearchParams({ from, to });
  const answer = await context.client.get<BaselineComparison>(
    `${address}/compare?${query.toString()}`,
  );
  context.show(answer, (each) => comparisonText(context.paint, each));
}

function listText(paint: Paint, { baselines: list }: BaselineList): string {
  if (list.length === 0) return 'No baseline has been approved yet.';
  return table(
    paint,
    ['BASELINE', 'APPROVED', 'MILESTONES', 'CHANGE', ''],
    list.map((each) => [
      String(each.number),
      each.approvedOn ?? '–',
      String(each.milestones.length),
      each.change ?? '–',
      each.title,
    ]),
  );
}

function comparisonText(paint: Paint, compared: BaselineComparison): string {
  const { from, to, added, removed, moved } = compared;
  const head = paint.strong(`Baseline ${from.number} (${from.title}) → ${to.number} (${to.title})`);
  if (added.length + removed.length + moved.length === 0) return `${head}\nNothing differs.`;
  const rows = [
    ...added.map((each) => ['added', each.item, '–', words(each), '', by(each), each.title]),
    ...removed.map((each) => ['removed', each.item, words(each), '–', '', by(each), each.title]),
    ...moved.map((each) => [
      'moved',
      each.item,
      words(each.from),
      words(each.to),
      each.workingDays === null ? '–' : count(each.workingDays, 'working day'),
      by(each),
      each.title,
    ]),
  ];
  return `${head}\n\n${table(paint, ['', 'ID', 'WAS', 'IS', 'BY', 'CHANGE', ''], rows)}`;
}

const words = ({ planned }: PlannedMilestone) => planned?.words ?? 'to be confirmed';
const by = ({ changes }: { changes: readonly string[] }) => changes.join(', ') || '–';

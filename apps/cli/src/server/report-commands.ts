import type { ReportFormat, ReportList, ReportTable } from '#contract';
import { Stop } from '../terminal/io.js';
import { count, table } from '../terminal/table.js';
import type { Context } from './context.js';
import { query } from './query.js';

/** Which entries, and where to: a terminal, or a file of the format that its name ends in. */
export type ReportOptions = {
  from?: string;
  to?: string;
  item?: string;
  person?: string;
  event?: string;
  limit?: string;
  out?: string;
};

/** A report on the terminal or as a file; without a name, which there are. */
export async function report(
  context: Context,
  name: string | undefined,
  options: ReportOptions,
): Promise<void> {
  const address = `${await context.programme()}/reports`;
  if (name === undefined) {
    context.show(await context.client.get<ReportList>(address), ({ reports }) =>
      table(
        context.paint,
        ['REPORT', 'WHAT IT ANSWERS'],
        reports.map(({ id, about }) => [id, about]),
      ),
    );
    return;
  }
  const { from, to, item, person, event, limit, out } = options;
  const chosen = { from, to, item, person, event };
  const path = `${address}/${encodeURIComponent(name)}`;
  if (out === undefined) {
    const asked = `${path}${query({ ...chosen, limit: limit ?? '50' })}`;
    context.show(await context.client.get<ReportTable>(asked), (answer) =>
      reportText(context, answer),
    );
    return;
  }
  if (limit !== undefined) throw new Stop(2, 'A file has every line: leave out --limit.');
  const format = formatOf(out);
  save(context, out, await context.client.download(`${path}${query({ ...chosen, format })}`));
}

/** One block a line of the report: a table of so many columns fits no terminal. */
function reportText({ paint }: Context, { title, columns, lines, total }: ReportTable): string {
  const blocks = lines.map((line) =>
    line
      .flatMap((cell, at) => {
        if (cell === null || cell === '') return [];
        const name = `${columns[at] ?? ''}:`.padEnd(22);
        return [`  ${paint.soft(name)} ${String(cell).replaceAll('\n', `\n${' '.repeat(25)}`)}`];
      })
      .join('\n'),
  );
  const shown =
    lines.length < total
      ? `${lines.length} of ${count(total, 'line')}; --limit shows more, --out FILE.csv all`
      : count(total, 'line');
  return [paint.strong(title), ...blocks, shown].join('\n\n');
}

function formatOf(out: string): ReportFormat {
  const end = /\.(csv|xlsx)$/i.exec(out)?.[1]?.toLowerCase();
  if (end === 'csv' || end === 'xlsx') return end;
  throw new Stop(2, `"${out}" names no format: let it end in .csv or .xlsx`);
}

/** Saves the history as an event log for process mining. */
export async function eventLog(context: Context, out: string): Promise<void> {
  const bytes = await context.client.download(`${await context.programme()}/event-log`);
  save(context, out, bytes);
}

function save(context: Context, out: string, bytes: Uint8Array): void {
  const why = context.io.writeFile(out, bytes);
  if (why !== null) throw new Stop(1, `"${out}" was not written: ${why}. Name another file.`);
  context.show({ path: out, bytes: bytes.length }, () => context.paint.good(`Saved ${out}.`));
}

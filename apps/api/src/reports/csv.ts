import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Cell, Report } from '#programme';

/**
 * A report as CSV, written line by line. A text that begins as a formula does gets a quote before it:
 * a spreadsheet would run it. Rejects when the first line cannot be made.
 */
export async function csvOf(
  { columns }: Pick<Report, 'columns'>,
  lines: AsyncGenerator<Cell[]>,
): Promise<Readable> {
  const first = await lines.next(); // what refuses the report must do so before the file has begun
  const all = async function* () {
    yield columns;
    if (first.done !== true) yield first.value;
    yield* lines;
  };
  const options = { bom: true, escape_formulas: true, record_delimiter: 'windows' } as const;
  // What goes wrong half-way destroys the file, so that whoever takes it sees that it is cut off.
  return pipeline(Readable.from(all()), stringify(options), () => undefined);
}

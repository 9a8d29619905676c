import type { Cell, Report } from '#programme';
import writeExcelFile from 'write-excel-file/node';
import { ProblemError } from '../http/problem-error.js';

/** The most that a sheet holds, its heading included, and the most that one cell does. */
const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;
const WIDTHS = { least: 10, most: 60 };

/**
 * A report as a sheet. Texts are kept as texts: none is a formula. Rejects with a problem where there
 * are more lines than a sheet holds.
 */
export async function xlsxOf(
  { title, columns }: Pick<Report, 'title' | 'columns'>,
  lines: AsyncIterable<Cell[]>,
): Promise<Buffer> {
  const rows: Cell[][] = [];
  for await (const line of lines) {
    if (rows.length === MOST_ROWS - 1) throw tooLong();
    rows.push(line.map(fitting));
  }
  const heading = columns.map((value) => ({ value, fontWeight: 'bold' as const }));
  const widths = columns.map((name, at) => ({
    width: widthOf([name, ...rows.map((row) => row[at])]),
  }));
  return writeExcelFile([heading, ...rows], {
    sheet: title.slice(0, 31),
    columns: widths,
    stickyRowsCount: 1,
  }).toBuffer();
}

const tooLong = () =>
  new ProblemError(
    'INVALID_REQUEST',
    `A sheet holds ${MOST_ROWS - 1} lines, and this report has more: choose fewer days with "from" and "to", or take it as CSV.`,
  );

/** Cut to what a cell holds, and without what no spreadsheet may contain. */
function fitting(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const text = cell.replaceAll(/(?![\n\t])[\p{Cc}\uFFFE\uFFFF]/gu, '');
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 6)} (cut)`;
}

/** In characters, as wide as the first lines are. */
function widthOf(cells: readonly (Cell | undefined)[]): number {
  const longest = Math.max(...cells.slice(0, 200).map((cell) => longestLine(String(cell ?? ''))));
  return Math.min(Math.max(longest + 2, WIDTHS.least), WIDTHS.most);
}

const longestLine = (text: string): number =>
  Math.max(...text.split('\n').map((line) => line.length));

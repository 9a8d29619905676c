import type { Paint } from './paint.js';

const sequences = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
const width = (text: string) => text.replaceAll(sequences, '').length;

/** Rows under a heading, columns aligned; the last column runs as long as it likes. */
export function table(
  paint: Paint,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
) {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) =>
    Math.max(...all.map((row) => width(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === heading.length - 1
          ? cell
          : cell + ' '.repeat((widths[column] ?? 0) - width(cell)),
      )
      .join('  ')
      .trimEnd();
  return [paint.soft(line(heading)), ...rows.map(line)].join('\n');
}

/** A count with its noun: `1 notice`, `2 notices`. */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : plural}`;

import { plannedWords, type ItemValue, type ItemView } from '#contract';
import type { PlannedDate } from '#plan';
import type { Paint } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';
import { valueText } from '../terminal/value-text.js';

/** An item with its values, its registers and the facts they rest on. */
export function itemText(paint: Paint, view: ItemView): string {
  const rows = view.values.map(({ title, type, value, mark, sources, unknown }) => [
    title,
    unknown === null ? cellText(value, type) : paint.warn('to be confirmed'),
    mark ?? '',
    [sources.join(' '), unknown ?? ''].filter(Boolean).join('  '),
  ]);
  return [
    `${paint.strong(view.title)} (${view.item})\n${view.state}, since ${view.since}; version ${view.version}`,
    table(paint, ['VALUE', 'IS', 'MARK', 'SOURCE'], rows),
    ...view.values.flatMap((value) => registerText(paint, value)),
    ...view.facts.map(
      ({ id, quote, document, lines }) =>
        `${id}  “${quote}”\n    ${paint.soft(`${document}, line ${lines.join(', ')}`)}`,
    ),
  ].join('\n\n');
}

function cellText(value: unknown, type = 'any'): string {
  if (value === null) return '–';
  if (type === 'plannedDate') return plannedText(value);
  if (Array.isArray(value) && value.every((each) => typeof each === 'object')) {
    return count(value.length, 'row');
  }
  return valueText(value);
}

/** As exactly as it is known, and in its original words: `in July 2011 (hard) “published in July”`. */
function plannedText(value: unknown): string {
  const planned = value as PlannedDate; // boundary: the server took it for one
  const wording = planned.wording === undefined ? [] : [`“${planned.wording}”`];
  return [plannedWords(planned), ...wording].join(' ');
}

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A register as a table; columns that no row fills are left out. */
function registerText(paint: Paint, { title, value }: ItemValue): string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  const rows = all.filter(isRow);
  if (rows.length === 0 || rows.length < all.length) return [];
  const columns = [...new Set(rows.flatMap(Object.keys))].filter((column) =>
    rows.some((row) => row[column] !== null && row[column] !== undefined),
  );
  const cells = rows.map((row) => columns.map((column) => cellText(row[column] ?? null)));
  return [`${title}\n${table(paint, columns, cells)}`];
}

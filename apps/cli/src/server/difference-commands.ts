import { dayWords, type Differences } from '#contract';
import type { Paint } from '../terminal/paint.js';
import { count } from '../terminal/table.js';
import type { Context } from './context.js';
import { query } from './query.js';
import { valueText } from '../terminal/value-text.js';

/** What differs between two days: each item, then each value, as it was and as it is. */
export async function differences(
  context: Context,
  from: string,
  to: string,
  { basis }: { basis?: string },
): Promise<void> {
  const address = `${await context.programme()}/history/differences${query({ from, to, basis })}`;
  context.show(await context.client.get<Differences>(address), (answer) =>
    differencesText(context.paint, answer),
  );
}

function differencesText(paint: Paint, { from, to, items }: Differences): string {
  const between = `${dayWords(from.day)} (entry ${from.head.sequence}) to ${dayWords(to.day)} (entry ${to.head.sequence})`;
  const heading = `${paint.strong(between)}: ${count(items.length, 'item')} ${items.length === 1 ? 'differs' : 'differ'}`;
  return [heading, ...items.map((item) => itemLines(paint, item))].join('\n\n');
}

function itemLines(paint: Paint, { item, title, change, state, values }: Item): string {
  const word = change === 'changed' ? '' : ` (${change})`;
  const moved =
    state.was === state.is ? [] : [`  state: ${state.was ?? 'not there'} → ${state.is ?? 'gone'}`];
  const lines = values.map(({ title: name, row, was, is }) => {
    const place = row === null ? name : `${name}, ${row}`;
    return `  ${place}: ${valueWords(was)} → ${valueWords(is)}`;
  });
  return [`${paint.strong(item)}  ${title}${word}`, ...moved, ...lines].join('\n');
}

type Item = Differences['items'][number];

function valueWords(value: Item['values'][number]['was']): string {
  if (value === null) return '–';
  return valueText(value);
}

import type { MigrationDetail, MigrationView } from '#contract';
import type { Paint } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';
import { valueText } from '../terminal/value-text.js';

/** The programmes of a request, each with what it comes to and what is in its way. */
export function migrationText(
  paint: Paint,
  { id, to, dryRun, counts, programmes }: MigrationView,
): string {
  const rows = programmes
    .slice(0, 50)
    .map(({ programme, status, summary, reason }) => [
      programme,
      status,
      String(summary?.items ?? ''),
      summary === null ? '' : `+${summary.added} −${summary.removed} ~${summary.moved}`,
      summary === null ? '' : `+${summary.timersSet} −${summary.timersCancelled}`,
      reason ?? summary?.blockers.map(({ message }) => message).join(' ') ?? '',
    ]);
  const numbers = Object.entries(counts).filter(([, number]) => number > 0);
  const summed = numbers.map(([status, number]) => `${number} ${status}`).join(', ');
  const more = programmes.length - rows.length;
  return [
    table(paint, ['PROGRAMME', 'STATUS', 'ITEMS', 'MILESTONES', 'TIMERS', 'IN THE WAY'], rows),
    ...(more > 0 ? [`… and ${more} more; --json lists them`] : []),
    `${dryRun ? 'Dry run' : 'Migration'} ${id} to ${to.slice(0, 12)}: ${summed}`,
    ...kept(programmes).map((line) => `${paint.warn('!')} ${line}`),
    ...(counts.ready > 0 && !dryRun
      ? [
          `What it comes to, item by item: evolve migrate show ${id} PROGRAMME`,
          `Another person applies it: evolve migrate apply ${id}`,
        ]
      : []),
  ].join('\n');
}

/** Which programmes go on by a table that they adopted, whatever the version says. */
const kept = (programmes: MigrationView['programmes']): string[] =>
  programmes.flatMap(({ programme, summary }) =>
    (summary?.tablesKept ?? []).map(
      (calendar) =>
        `${programme}: calendar ${calendar} goes on by the table adopted, not by that of the version.`,
    ),
  );

type MigratedItem = MigrationDetail['items'][number];

/** All that moving one programme comes to: items, milestones, timers, and what cannot be mapped. */
export function migrationDetailText(paint: Paint, detail: MigrationDetail): string {
  const { programme, from, to, undo, items, milestones, tables, timers, rules, blockers } = detail;
  const way = `${programme}: ${from.slice(0, 12)} → ${to.slice(0, 12)}${undo ? ', back again' : ''}`;
  const set = timers.set.length;
  const done = [
    `${count(set, 'timer')} set, ${timers.cancelled.length} cancelled`,
    ...rules.map(({ item, event }) => `followed by ${event} of ${item}`),
  ];
  return [
    paint.strong(way),
    ...blockers.map(({ message }) => `  ${paint.bad('✗')} ${message}`),
    ...(items.length === 0 ? ['No item changes.'] : items.flatMap(itemLines)),
    ...(milestones.length === 0 ? [] : [milestonesTable(paint, milestones)]),
    ...tables.map(
      ({ calendar, title, since, over }) =>
        `${paint.warn('!')} Calendar ${calendar} goes on by the table adopted${since === null ? '' : ` on ${since}`} (${title}), not by that of the version (${over}). Adopt that after the move if it is to count: evolve adopt-calendar.`,
    ),
    done.join('; '),
  ].join('\n');
}

function itemLines(each: MigratedItem): string[] {
  const { item, id, title, becomes, chart, state } = each;
  const renamed = item === id ? item : `${item} → ${id}`;
  return [
    `${title} (${renamed}): ${becomes}${changed(', of kind ', chart)}${changed(', ', state)}`,
    ...each.filled.map((value) => `  ${value.field}: ${value.tbc ?? valueText(value.value)}`),
    ...each.renamed.map(({ field, to }) => `  ${field} is called ${to}`),
    ...each.setAside.map(({ field, value }) => `  ${field} is set aside: ${valueText(value)}`),
    ...each.duties.map(({ duty, to }) => `  the duty ${duty} is called ${to}`),
  ];
}

const changed = (what: string, { from, to }: MigratedItem['state']): string =>
  from === to ? '' : `${what}${from ?? '–'} → ${to ?? '–'}`;

const milestonesTable = (paint: Paint, milestones: MigrationDetail['milestones']): string =>
  table(
    paint,
    ['MILESTONE', '', 'DEADLINE WAS', 'IS', ''],
    milestones.map(({ item, change, before, after, title }) => [
      item,
      change,
      before ?? '–',
      after ?? '–',
      title,
    ]),
  );

import type { Preview, PreviewedItem, PreviewedMilestone } from '#contract';
import { findingLines, takesLines } from '../terminal/findings.js';
import type { Paint } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';
import type { Context } from './context.js';
import { eventBody, type EventOptions } from './write-commands.js';
import { valueText } from '../terminal/value-text.js';

/** Asks what an event would come to, and prints it; a refusal foreseen is an answer, no failure. */
export async function preview(
  context: Context,
  item: string,
  event: string,
  options: EventOptions,
): Promise<void> {
  const address = `${await context.programme()}/preview`;
  const { answer } = await context.client.post<Preview>(address, eventBody(item, event, options));
  context.show(answer, (each) => previewText(context.paint, each));
}

/** What an event would come to, in lines for people. */
export function previewText(paint: Paint, preview: Preview): string {
  const { refusal, onceApproved } = preview;
  if (refusal === null) {
    return effectsText(paint, preview, `${paint.good('It would be accepted.')} Nothing was sent.`);
  }
  const why = refusalText(paint, refusal);
  if (!onceApproved) return why;
  return `${why}\n\n${effectsText(paint, preview, paint.warn('Once approved, it would come to this.'))}`;
}

const refusalText = (paint: Paint, refusal: NonNullable<Preview['refusal']>): string =>
  [
    paint.bad(`It would be refused: ${refusal.message}`),
    ...findingLines(paint, refusal.findings),
    ...refusal.errors
      .filter(({ detail }) => !refusal.message.includes(detail))
      .map(({ pointer, detail }) => `  ${pointer}: ${detail}`),
    ...takesLines(refusal.message, refusal.expected),
  ].join('\n');

function effectsText(paint: Paint, preview: Preview, head: string): string {
  const { items, milestones, entries, notices, timers } = preview;
  const lines = [
    head,
    ...items.flatMap(itemLines),
    ...(milestones.length === 0 ? ['No date of the plan would move.'] : []),
  ];
  const written = `${count(entries.length, 'entry', 'entries')} of history`;
  const due = `${count(timers.set.length, 'timer')} set, ${timers.cancelled.length} cancelled`;
  return [
    lines.join('\n'),
    ...(milestones.length === 0 ? [] : [milestonesTable(paint, milestones)]),
    ...(preview.breachesHardDate ? [paint.bad('A hard date would be overrun.')] : []),
    ...preview.warnings.map((said) => `${paint.warn('!')} ${said}`),
    [
      ...notices.map(
        ({ item, template, toRoles, toPersons }) =>
          `${template} of ${item} would go to ${[...toRoles, ...toPersons].join(', ') || 'nobody'}`,
      ),
      ...reminderLines(timers),
      `${written}, ${count(notices.length, 'notice')}, ${due}`,
    ].join('\n'),
  ].join('\n\n');
}

function itemLines({ item, title, state, created, closed, values }: PreviewedItem): string[] {
  const from = created ? 'new' : (state.from ?? '–');
  const way =
    state.from === state.to ? `stays in ${state.to ?? '–'}` : `${from} → ${state.to ?? '–'}`;
  return [
    `${title} (${item}): ${way}${closed ? ', closed' : ''}`,
    ...values.map((each) => `  ${each.title}: ${shown(each.from)} → ${shown(each.to)}`),
  ];
}

const MOST_REMINDERS = 30;

/** Reminders that would come on another day; what only wakes the programme is nobody's concern. */
function reminderLines({ set, cancelled }: Preview['timers']): string[] {
  const lines = [
    ...cancelled
      .filter(({ key }) => !key.startsWith('wake@'))
      .map(({ item, key, why }) => `reminder ${key} of ${item} would not come: ${why}`),
    ...set
      .filter(({ kind }) => kind !== 'wake')
      .map(({ item, key, dueLocal }) => `reminder ${key} of ${item} would come on ${dueLocal}`),
  ];
  const more = lines.length - MOST_REMINDERS;
  return more <= 0 ? lines : [...lines.slice(0, MOST_REMINDERS), `… and ${more} more`];
}

const MOST_SHOWN = 80;

function shown(value: unknown): string {
  if (value === null) return '–';
  if (Array.isArray(value) && value.some((each) => typeof each === 'object')) {
    return value.length === 1 ? '1 row' : `${value.length} rows`;
  }
  const text = valueText(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function milestonesTable(paint: Paint, list: readonly PreviewedMilestone[]): string {
  return table(
    paint,
    ['ID', 'COMMITTED', 'DEADLINE', 'EARLY', 'FLOAT', '', ''],
    list.map((each) => [
      each.item,
      fromTo(each.committed),
      fromTo(each.deadline),
      fromTo(each.early),
      fromTo(each.float),
      remarks(paint, each),
      each.title,
    ]),
  );
}

const fromTo = <T>({ from, to }: { from: T | null; to: T | null }): string =>
  from === to ? String(to ?? '–') : `${String(from ?? '–')} → ${String(to ?? '–')}`;

const remarks = (paint: Paint, each: PreviewedMilestone): string =>
  [
    ...(each.breachesHardDate ? [paint.bad('past its hard date')] : []),
    ...(each.becomesCritical ? [paint.warn('becomes critical')] : []),
    ...(each.notCalculable === null ? [] : [each.notCalculable]),
  ].join(', ');

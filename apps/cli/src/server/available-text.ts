import type { AvailableEvent } from '#contract';
import { findingLines } from '../terminal/findings.js';
import type { Paint } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';

/**
 * What somebody may do now, what people could do but is blocked, and what happens by itself once a
 * date has come or people have cleared the way. `all` adds what is not due and what is for others.
 */
export function availableText(
  paint: Paint,
  events: readonly AvailableEvent[],
  all: boolean,
): string {
  const allowed = events.filter((each) => each.allowed);
  const others = events.filter((each) => !each.allowed);
  const shown = others.filter((each) => all || isWorthKnowing(each));
  const people = shown.filter((each) => each.by === 'person');
  const system = shown.filter((each) => each.by === 'system');
  const hidden = others.length - shown.length;
  return [
    allowed.length === 0 ? 'There is nothing you can do now.' : allowedTable(paint, allowed),
    ...section(paint, 'Blocked', people),
    ...section(paint, 'Happens by itself, but not yet', system),
    ...(hidden === 0
      ? []
      : [paint.soft(`${count(hidden, 'more event')} for other roles or not due: --all`)]),
  ].join('\n\n');
}

/** Conditions that only the passing of dates, or something going wrong, makes true. */
const notDue = new Set(['escalation', 'forecast', 'not']);

function isWorthKnowing({ by, role, blockedBy }: AvailableEvent): boolean {
  // An item that names no condition of its own cannot have the event at all.
  if (blockedBy.length === 0 || blockedBy.some(({ guard }) => guard === 'own')) return false;
  if (by === 'person' && role !== null) return true;
  return !blockedBy.some(({ guard }) => notDue.has(guard));
}

function allowedTable(paint: Paint, allowed: readonly AvailableEvent[]): string {
  const rows = allowed.map((each) => [
    each.item,
    paint.good(each.event),
    [each.role ?? '', ...(each.actingFor === null ? [] : [`for ${each.actingFor}`])].join(' '),
    Object.entries(each.payload)
      .map(([name, { type, optional }]) => `${name}${optional ? '?' : ''}: ${type}`)
      .join(', '),
    each.title === each.event ? each.itemTitle : `${each.itemTitle}: ${each.title}`,
  ]);
  return table(paint, ['ITEM', 'EVENT', 'AS', 'WITH', ''], rows);
}

/** Events that stand still for the same reasons are told once, with all their items. */
function section(paint: Paint, title: string, events: readonly AvailableEvent[]): string[] {
  const groups = new Map<string, { first: AvailableEvent; why: string; items: string[] }>();
  for (const each of events) {
    const why = reasonsText(paint, each);
    const key = [each.event, each.role, ...each.roles, why].join('\n');
    const group = groups.get(key) ?? { first: each, why, items: [] };
    group.items.push(each.item);
    groups.set(key, group);
  }
  const blocks = [...groups.values()].map(({ first, why, items }) => {
    const what = first.title === first.event ? [] : [first.title];
    const words = [...(items.length === 1 ? [first.itemTitle] : []), ...what].join(': ');
    const roles = first.by === 'person' && first.role === null ? first.who : '';
    const about = [words, ...(roles === '' ? [] : [`for ${roles}`])].filter((each) => each !== '');
    const named = about.length === 0 ? '' : ` ${paint.soft(`– ${about.join('; ')}`)}`;
    return `${items.join(', ')} ${first.event}${named}\n${why}`;
  });
  return blocks.length === 0 ? [] : [paint.strong(title), ...blocks];
}

function reasonsText(paint: Paint, { blockedBy, reasons }: AvailableEvent): string {
  const lines =
    blockedBy.length > 0 ? findingLines(paint, blockedBy) : reasons.map((each) => `  ${each}`);
  return lines.join('\n');
}

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
    ...(allowed.length === 0 ? ['There is nothing you can do now.'] : allowedText(paint, allowed)),
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

/** From so many items on, the same event is told once: it would bury what only some of them take. */
const many = 4;

function allowedText(paint: Paint, allowed: readonly AvailableEvent[]): string[] {
  const groups = alike(allowed, (each) => [each.title, asText(each), withText(each)]);
  const shared = groups.filter((group) => group.length >= many);
  const rows = allowed
    .filter((each) => !shared.some((group) => group.includes(each)))
    .map((each) => [
      each.item,
      paint.good(each.event),
      asText(each),
      each.title === each.event ? each.itemTitle : `${each.itemTitle}: ${each.title}`,
      withText(each),
    ]);
  return [
    ...(rows.length === 0 ? [] : [table(paint, ['ITEM', 'EVENT', 'AS', '', 'WITH'], rows)]),
    ...shared.flatMap((group) => sharedText(paint, group)),
  ];
}

function sharedText(paint: Paint, group: readonly AvailableEvent[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const title = first.title === first.event ? '' : ` – ${first.title}`;
  const payload = withText(first) === '' ? '' : `\n  with ${withText(first)}`;
  const items = group.map((each) => each.item).join(', ');
  return [`${paint.good(first.event)} as ${asText(first)}${title}${payload}\n  on ${items}`];
}

const asText = ({ role, actingFor }: AvailableEvent): string =>
  [role ?? '', ...(actingFor === null ? [] : [`for ${actingFor}`])].join(' ');

const withText = ({ payload }: AvailableEvent): string =>
  Object.entries(payload)
    .map(([name, { type, optional }]) => `${name}${optional ? '?' : ''}: ${type}`)
    .join(', ');

/** Events that stand still for the same reasons are told once, with all their items. */
function section(paint: Paint, title: string, events: readonly AvailableEvent[]): string[] {
  const groups = alike(events, (each) => [each.role, ...each.roles, reasonsText(paint, each)]);
  const blocks = groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const what = first.title === first.event ? [] : [first.title];
    const words = [...(group.length === 1 ? [first.itemTitle] : []), ...what].join(': ');
    const roles = first.by === 'person' && first.role === null ? first.who : '';
    const about = [words, ...(roles === '' ? [] : [`for ${roles}`])].filter((each) => each !== '');
    const named = about.length === 0 ? '' : ` ${paint.soft(`– ${about.join('; ')}`)}`;
    const items = group.map((each) => each.item).join(', ');
    return [`${items} ${first.event}${named}\n${reasonsText(paint, first)}`];
  });
  return blocks.length === 0 ? [] : [paint.strong(title), ...blocks];
}

/** The same event with the same key, together; in the order of the first of each. */
function alike(
  events: readonly AvailableEvent[],
  keyOf: (event: AvailableEvent) => readonly (string | null)[],
): AvailableEvent[][] {
  const groups = new Map<string, AvailableEvent[]>();
  for (const each of events) {
    const key = [each.event, ...keyOf(each)].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

function reasonsText(paint: Paint, { blockedBy, reasons }: AvailableEvent): string {
  const lines =
    blockedBy.length > 0 ? findingLines(paint, blockedBy) : reasons.map((each) => `  ${each}`);
  return lines.join('\n');
}

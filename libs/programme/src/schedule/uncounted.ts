import type { IsoDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ItemState, ProgrammeState } from '../model.js';
import { coverOn } from './calendar-cover.js';
import { adoptedTables, calendarName } from './calendars.js';
import { milestonePlan } from './milestone.js';

/**
 * That an open milestone is for a day, or expected on one, in a year whose holidays its calendar does
 * not know; in words, with what to do. Null for one that is not, or whose calendar names no years.
 */
export function uncounted(
  compiled: CompiledDefinition,
  { items }: Pick<ProgrammeState, 'items'>,
  item: ItemState,
): string | null {
  const days = openDays(compiled, items, item);
  if (days.length === 0) return null;
  const name = calendarName(compiled.definition, item);
  const adopted = [...adoptedTables(compiled, items)].map(
    ([of, { table }]) => [of, table] as const,
  );
  const calendars = { ...compiled.definition.calendars, ...Object.fromEntries(adopted) };
  for (const day of days) {
    const covers = coverOn(calendars, name, day);
    const year = Number(day.slice(0, 4));
    if (covers === undefined || (year >= covers.from && year <= covers.until)) continue;
    return `${item.title} (${item.id}) is for ${day}, and calendar ${name} knows holidays from ${covers.from} to ${covers.until} alone: working days there are counted without any. Adopt a table that covers ${year}.`;
  }
  return null;
}

/** What `uncounted` says of a state that it did not say of the one before an event. */
export function newlyUncounted(
  compiled: CompiledDefinition,
  before: ProgrammeState,
  after: ProgrammeState,
): string[] {
  const isMoved = (item: ItemState) => {
    const was = before.items[item.id];
    if (was === item) return false;
    const then = was === undefined ? [] : openDays(compiled, before.items, was);
    return String(then) !== String(openDays(compiled, after.items, item));
  };
  const all = Object.values(after.items);
  // Dates that count from another milestone move with it, while their own items stay as they are.
  if (!all.some(isMoved)) return [];
  return all.flatMap((item) => {
    const said = uncounted(compiled, after, item);
    const was = before.items[item.id];
    const isNew = said !== null && (was === undefined || uncounted(compiled, before, was) !== said);
    return isNew ? [said] : [];
  });
}

/** The days that a milestone is committed to and expected on; none of one that is done or dropped. */
function openDays(
  compiled: CompiledDefinition,
  items: ProgrammeState['items'],
  item: ItemState,
): IsoDate[] {
  const plan = item.closed ? null : milestonePlan(compiled, item, items);
  if (plan === null || plan.achieved || plan.dropped) return [];
  return [plan.committed, plan.forecast].flatMap((day) => (day === null ? [] : [day]));
}

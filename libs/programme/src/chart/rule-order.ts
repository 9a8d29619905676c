import type { Definition, Item } from '../definition/definition.js';
import { chartsSeen, guardsWithin, itemsSeen, statesWithin } from '../definition/guard-walk.js';

/**
 * The order in which items' rules are looked at: an item comes after those its rules wait for, and
 * otherwise in the order in which the definition declares them. Where items wait for each other, the
 * declared order decides; firing again until nothing is due makes the outcome complete either way.
 */
export function ruleOrder(definition: Definition): string[] {
  const order: string[] = [];
  const open = new Set<string>();
  const visit = (id: string) => {
    const item = definition.items[id];
    if (item === undefined || open.has(id)) return;
    open.add(id);
    for (const other of waitsFor(item, definition)) visit(other);
    order.push(id);
  };
  for (const id of Object.keys(definition.items)) visit(id);
  return order;
}

function waitsFor(item: Item, definition: Definition): string[] {
  const chart = definition.charts[item.chart];
  if (chart === undefined) return [];
  const guards = statesWithin(chart.states)
    .flatMap(([, state]) => Object.values(state.rules).flat())
    .flatMap((rule) => guardsWithin(rule.guard, item));
  const seen = new Set(guards.flatMap(itemsSeen));
  const charts = new Set(guards.flatMap(chartsSeen));
  return Object.entries(definition.items)
    .filter(([id, other]) => seen.has(id) || charts.has(other.chart))
    .map(([id]) => id);
}

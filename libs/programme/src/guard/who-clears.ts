import { addressees } from '../decide/permit.js';
import type { ItemState } from '../model.js';
import type { Scope } from './scope.js';

/** The roles that may bring an item into these states from elsewhere, each once. */
export function rolesThatLeadTo(
  states: readonly string[],
  item: ItemState,
  { compiled }: Scope,
): string[] {
  const steps = [...(compiled.charts[item.chart]?.steps.values() ?? [])];
  const roles = steps.flatMap(({ by, from, body }) => {
    const leads = body.to !== undefined && states.includes(body.to) && !states.includes(from);
    return by === 'person' && leads ? body.roles : [];
  });
  const meant = roles.flatMap((role) => addressees(compiled.definition, item, role).roles);
  return [...new Set(meant)];
}

/** The roles that stand as its owner in an item with a plan. */
export function ownersOf(item: ItemState, { compiled }: Scope): string[] {
  const field = compiled.charts[item.chart]?.chart.schedule?.owner;
  const named = field === undefined ? null : item.data[field];
  if (typeof named === 'string') return [named];
  return Array.isArray(named) ? named.filter((each) => typeof each === 'string') : [];
}

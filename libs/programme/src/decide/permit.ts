import { APPROVAL } from '../definition/approval.js';
import type { Definition } from '../definition/definition.js';
import type { Actor, Grant, ItemState } from '../model.js';

/**
 * The role under which an actor may do something to an item, and by what authority: the role that was
 * granted, also where the chart names a relative one that is held by it.
 */
export type Permission = { role: string; authority: string | null };

/**
 * The one policy: deny unless a role allowed by the chart is held for this item.
 *
 * @param allowed roles that the chart names for the event
 * @param wanted the role the actor says to act in, as the chart names it or as it was granted; the
 *   first that fits when absent
 */
export function permit(
  definition: Definition,
  actor: Actor,
  item: ItemState,
  allowed: readonly string[],
  wanted?: string,
): Permission | null {
  if (actor.kind === 'system') return { role: 'SYSTEM', authority: null };
  for (const role of allowed) {
    const held = heldAs(definition, actor, item, role);
    const grant = held.find((each) => wanted === undefined || [role, each.role].includes(wanted));
    if (grant !== undefined) return { role: grant.role, authority: grant.authority };
  }
  return null;
}

/** The grants by which a role is held for an item: that of the role itself, or those it is held through. */
function heldAs(
  definition: Definition,
  actor: Extract<Actor, { kind: 'person' }>,
  item: ItemState,
  role: string,
): Grant[] {
  // What may only be read gives nothing to hand on.
  const held = actor.grants.filter(
    (grant) => actor.actingFor === null || definition.roles[grant.role]?.readOnly !== true,
  );
  const direct = held.find((grant) => grant.role === role && covers(grant, item));
  if (direct !== undefined) return [direct];
  const relative = definition.roles[role]?.relative;
  if (relative === undefined) return [];
  if ('personIn' in relative) {
    const named = item.data[relative.personIn] === (actor.actingFor ?? actor.person);
    return named ? [{ role, items: [item.id], authority: null }] : [];
  }
  const fits = (grant: Grant) =>
    'anyone' in relative
      ? definition.roles[grant.role]?.readOnly !== true
      : rolesIn(item, relative.roleIn).includes(grant.role);
  return held.filter((grant) => fits(grant) && covers(grant, item));
}

/** An approval is covered by whoever may act for the item that it is about. */
const covers = (grant: Grant, item: ItemState) =>
  grant.items === null ||
  grant.items.includes(item.id) ||
  (item.chart === APPROVAL && grant.items.some((each) => each === item.data['subject']));

/** The roles that stand in a field: one, or a list. */
function rolesIn(item: ItemState, field: string): string[] {
  const named = item.data[field];
  if (typeof named === 'string') return [named];
  return Array.isArray(named) ? named.filter((each) => typeof each === 'string') : [];
}

/** To whom a role leads for an item: the roles whose holders are meant, and persons by id. */
export function addressees(
  definition: Definition,
  item: ItemState,
  role: string,
): { roles: string[]; persons: string[] } {
  const relative = definition.roles[role]?.relative;
  if (relative === undefined) return { roles: [role], persons: [] };
  if ('anyone' in relative) return { roles: [], persons: [] };
  if ('roleIn' in relative) return { roles: rolesIn(item, relative.roleIn), persons: [] };
  const named = item.data[relative.personIn];
  return { roles: [], persons: typeof named === 'string' ? [named] : [] };
}

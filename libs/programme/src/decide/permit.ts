import { APPROVAL } from '../definition/approval.js';
import type { Definition } from '../definition/definition.js';
import type { Actor, Grant, ItemState } from '../model.js';

/** The role under which an actor may do something to an item, and by what authority. */
export type Permission = { role: string; authority: string | null };

/**
 * The one policy: deny unless a role allowed by the chart is held for this item.
 *
 * @param allowed roles that the chart names for the event
 * @param wanted the role the actor says to act in; the first that fits when absent
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
    if (wanted !== undefined && wanted !== role) continue;
    const grant = heldAs(definition, actor, item, role);
    if (grant !== null) return { role, authority: grant.authority };
  }
  return null;
}

function heldAs(
  definition: Definition,
  actor: Extract<Actor, { kind: 'person' }>,
  item: ItemState,
  role: string,
): Grant | null {
  // What may only be read gives nothing to hand on.
  const held = actor.grants.filter(
    (grant) => actor.actingFor === null || definition.roles[grant.role]?.readOnly !== true,
  );
  const direct = held.find((grant) => grant.role === role && covers(grant, item));
  if (direct !== undefined) return direct;
  const relative = definition.roles[role]?.relative;
  if (relative === undefined) return null;
  if ('personIn' in relative) {
    const named = item.data[relative.personIn] === (actor.actingFor ?? actor.person);
    return named ? { role, items: [item.id], authority: null } : null;
  }
  const fits = (grant: Grant) =>
    'anyone' in relative
      ? definition.roles[grant.role]?.readOnly !== true
      : rolesIn(item, relative.roleIn).includes(grant.role);
  return held.find((grant) => fits(grant) && covers(grant, item)) ?? null;
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

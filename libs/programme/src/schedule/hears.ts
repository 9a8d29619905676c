import { addressees } from '../decide/permit.js';
import type { Definition } from '../definition/definition.js';
import { managerOf } from '../definition/manager.js';
import type { Grant, ItemState } from '../model.js';

/**
 * Whether somebody is told of a milestone: by a role of its owner held for it, or by name. What has no
 * owner is told to the programme manager.
 */
export function hears(
  definition: Definition,
  item: ItemState,
  owner: string | null,
  { person, grants }: { person: string; grants: readonly Pick<Grant, 'role' | 'items'>[] },
): boolean {
  const { roles, persons } = addressees(definition, item, owner ?? managerOf(definition));
  return (
    persons.includes(person) ||
    grants.some(
      ({ role, items }) => roles.includes(role) && (items === null || items.includes(item.id)),
    )
  );
}

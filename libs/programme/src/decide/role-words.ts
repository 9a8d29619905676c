import { textOf } from '../definition/json-text.js';
import type { Definition } from '../definition/definition.js';
import { roleName } from '../definition/role-name.js';
import type { ItemState } from '../model.js';
import { addressees } from './permit.js';

/** Who may do something to an item, in words: of a role that leads to others, to whom and why. */
export function roleWords(
  definition: Definition,
  item: ItemState,
  roles: readonly string[],
): string {
  return roles
    .map((role) => {
      const name = roleName(definition, role);
      const relative = definition.roles[role]?.relative;
      const { roles: meant } = addressees(definition, item, role);
      if (relative === undefined || !('roleIn' in relative) || meant.length === 0) return name;
      const who = meant.map((each) => roleName(definition, each)).join('; ');
      const because = relative.because === undefined ? null : item.data[relative.because];
      return typeof because === 'string'
        ? `${name}, here ${who} – ${textOf(because)}`
        : `${name}, here ${who}`;
    })
    .join(' or ');
}

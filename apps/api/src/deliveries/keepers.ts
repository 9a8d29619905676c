import { managerOf, roleName, type CompiledDefinition } from '#programme';
import { ProblemError } from '../http/problem-error.js';
import type { Access } from '../identity/permit.js';
import { rolesInWords } from '../identity/roles-in-words.js';

/**
 * Refuses all but those who see to it that notices arrive, who see where they go and mend what goes
 * wrong; `what` begins the sentence that says so.
 */
export function mustKeep(
  { definition }: Pick<CompiledDefinition, 'definition'>,
  access: Access,
  what: string,
): void {
  const keepers = [managerOf(definition), 'PMO'];
  if (access.grants.some(({ role }) => keepers.includes(role))) return;
  const those = keepers.map((role) => roleName(definition, role)).join(' or ');
  throw new ProblemError(
    'ROLE_NOT_PERMITTED',
    `${what} by ${those}; you act as ${rolesInWords(definition, access)}.`,
  );
}

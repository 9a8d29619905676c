import { roleName, type CompiledDefinition } from '#programme';
import type { Access } from './permit.js';

/** The roles somebody holds in a programme, as its definition calls them: Programme office (PMO). */
export const rolesInWords = (
  definition: CompiledDefinition['definition'],
  { grants }: Pick<Access, 'grants'>,
): string =>
  [...new Set(grants.map(({ role }) => role))].map((role) => roleName(definition, role)).join(', ');

import { ProblemError } from '../http/problem-error.js';
import type { Access } from '../identity/permit.js';

/** Who sees to it that notices arrive: these see where they go and what goes wrong, and mend it. */
const keepers = ['PROGRAMME_MANAGER', 'PMO'];

/** Refuses everybody else; `what` begins the sentence that says so. */
export function mustKeep({ grants }: Access, what: string): void {
  if (grants.some(({ role }) => keepers.includes(role))) return;
  const held = [...new Set(grants.map(({ role }) => role))].join(', ');
  throw new ProblemError(
    'ROLE_NOT_PERMITTED',
    `${what} by ${keepers.join(' or ')}; you act as ${held}.`,
  );
}

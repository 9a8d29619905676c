import { holds, type Duty } from '../identity/duty.js';
import type { Grants } from '../identity/grants.js';
import type { Access } from '../identity/permit.js';

/** Who may ask for a migration of a programme, and who may apply it: never the same person. */
export const askers: Duty = {
  what: 'Migrations are',
  roles: ['PROGRAMME_MANAGER', 'PMO'],
  by: 'asked for by the programme manager (PROGRAMME_MANAGER) or the programme office (PMO)',
};
export const appliers: Duty = {
  what: 'Migrations are',
  roles: ['SRO'],
  by: 'applied by the senior responsible owner (SRO)',
};

/** What somebody holds in an organisation, by programme. */
export type Held = ReadonlyMap<string, Access>;

export async function heldBy(grants: Grants, person: string, organisation: string): Promise<Held> {
  const own = (await grants.all(person)).filter((each) => each.organisation === organisation);
  return new Map(own.map((access) => [access.programme, access]));
}

/** The programmes in which somebody has the duty. */
export const among = (held: Held, duty: Duty): string[] =>
  [...held].flatMap(([programme, access]) => (holds(access, duty) ? [programme] : []));

import type { Engine } from '#engine';
import { rolesInWords } from '../identity/roles-in-words.js';
import type { Grants } from '../identity/grants.js';
import type { Access } from '../identity/permit.js';
import { ProblemError } from '../http/problem-error.js';

/** Who may ask for a migration of a programme, and who may apply it: never the same person. */
export const askers: Duty = {
  roles: ['PROGRAMME_MANAGER', 'PMO'],
  by: 'asked for by the programme manager (PROGRAMME_MANAGER) or the programme office (PMO)',
};
export const appliers: Duty = {
  roles: ['SRO'],
  by: 'applied by the senior responsible owner (SRO)',
};

type Duty = { roles: readonly string[]; by: string };

/** What somebody holds in an organisation, by programme. */
export type Held = ReadonlyMap<string, Access>;

export async function heldBy(grants: Grants, person: string, organisation: string): Promise<Held> {
  const own = (await grants.all(person)).filter((each) => each.organisation === organisation);
  return new Map(own.map((access) => [access.programme, access]));
}

/** Whether a role of the duty is held for the whole programme. */
export const holds = (access: Access | undefined, { roles }: Duty): boolean =>
  access?.grants.some(({ role, items }) => items === null && roles.includes(role)) === true;

/** The programmes in which somebody has the duty. */
export const among = (held: Held, duty: Duty): string[] =>
  [...held].flatMap(([programme, access]) => (holds(access, duty) ? [programme] : []));

/** Refuses who has not the duty in a programme, and says as whom they act there. */
export async function mustHold(
  engine: Pick<Engine, 'definitionOf'>,
  access: Access | undefined,
  programme: string,
  duty: Duty,
): Promise<void> {
  if (holds(access, duty)) return;
  const compiled = access && (await engine.definitionOf(access.organisation, programme));
  const roles = access && compiled ? rolesInWords(compiled.definition, access) : 'nobody';
  const detail = `Migrations are ${duty.by} of the programme; in "${programme}" you act as ${roles}.`;
  throw new ProblemError('ROLE_NOT_PERMITTED', detail);
}

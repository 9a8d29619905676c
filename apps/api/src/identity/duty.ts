import type { Engine } from '#engine';
import { ProblemError } from '../http/problem-error.js';
import type { Access } from './permit.js';
import { rolesInWords } from './roles-in-words.js';

/** Something that only these roles do; `what` and `by` make up the sentence that says so. */
export type Duty = { what: string; roles: readonly string[]; by: string };

/** Whether a role of the duty is held for the whole programme. */
export const holds = (access: Access | undefined, { roles }: Duty): boolean =>
  access?.grants.some(({ role, items }) => items === null && roles.includes(role)) === true;

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
  const detail = `${duty.what} ${duty.by} of the programme; in "${programme}" you act as ${roles}.`;
  throw new ProblemError('ROLE_NOT_PERMITTED', detail);
}

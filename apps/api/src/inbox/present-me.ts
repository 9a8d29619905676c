import type { Me } from '#contract';
import type { Identity } from '../identity/identity.js';
import type { Access } from '../identity/permit.js';

export function presentMe(
  { person, persona, administers, operates }: Identity,
  held: readonly Access[],
): Me {
  return {
    person,
    persona: persona?.id ?? null,
    title: persona?.title ?? null,
    administers,
    operates,
    programmes: held.map(({ programme, grants }) => ({
      programme,
      roles: grants.map(({ role, items }) => ({ role, items })),
    })),
  };
}

import { Inject, Injectable } from '@nestjs/common';
import { listGrants, listOrganisations, type GrantRow, type Store } from '#store';
import { STORE } from '../tokens.js';
import type { Access } from './permit.js';

/** How long what somebody holds is believed: a grant that ends is felt after this at the latest. */
const BELIEVED_MS = 1000;

/** Who holds what in which programme, read from the grants. */
@Injectable()
export class Grants {
  private readonly known = new Map<string, { access: Access; until: number }>();

  constructor(@Inject(STORE) private readonly store: Store) {}

  /** What a person holds in a programme; null when nothing, as if there were no such programme. */
  async access(person: string, programme: string): Promise<Access | null> {
    const key = `${person}\n${programme}`;
    const now = Date.now();
    const known = this.known.get(key);
    if (known !== undefined && known.until > now) return known.access;
    this.known.delete(key);
    const [first] = await this.all(person, programme);
    if (first === undefined) return null;
    if (this.known.size > 10_000) this.known.clear();
    this.known.set(key, { access: first, until: now + BELIEVED_MS });
    return first;
  }

  /** What a person holds in every programme, or in the one named. */
  async all(person: string, programme?: string): Promise<Access[]> {
    const at = new Date().toISOString();
    const organisations = await listOrganisations(this.store);
    const held = await Promise.all(
      organisations.map(async ({ id: organisation }) => {
        const asked = { organisation, at, person, ...(programme !== undefined && { programme }) };
        return byProgramme(organisation, person, await listGrants(this.store, asked));
      }),
    );
    return held.flat();
  }
}

function byProgramme(organisation: string, person: string, rows: readonly GrantRow[]): Access[] {
  const found = new Map<string, Access>();
  for (const { programme, role, items, authority } of rows) {
    const access = found.get(programme) ?? { organisation, programme, person, grants: [] };
    access.grants.push({ role, items, authority });
    found.set(programme, access);
  }
  return [...found.values()];
}

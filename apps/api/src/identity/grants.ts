import { Inject, Injectable } from '@nestjs/common';
import { listGrants, listOrganisations, type GrantRow, type Store } from '#store';
import type { Actor } from '#programme';
import { invalidRequest } from '../http/schema.pipe.js';
import { STORE } from '../tokens.js';
import type { Access } from './permit.js';

/** How long what somebody holds is believed: a grant that ends is felt after this at the latest. */
const BELIEVED_MS = 1000;
/** By how much the time of a record may be ahead of this clock: a role just granted is held at once. */
const STAMP_OFF_MS = 1000;

/** How many people are remembered at the same time. */
const MOST = 10_000;

type Held = { access: ReadonlyMap<string, Access>; until: number };

/** Who holds what in which programme, read from the grants. */
@Injectable()
export class Grants {
  private readonly known = new Map<string, Held>();
  private readonly reading = new Map<string, Promise<Access[]>>();

  constructor(@Inject(STORE) private readonly store: Store) {}

  /** What a person holds in a programme; null when nothing, as if there were no such programme. */
  async access(person: string, programme: string): Promise<Access | null> {
    const known = this.known.get(person);
    const believed = known !== undefined && known.until > Date.now();
    const access = believed ? known.access.get(programme) : undefined;
    if (access !== undefined) return access;
    await this.all(person);
    return this.known.get(person)?.access.get(programme) ?? null;
  }

  /**
   * Who acts in a programme: the caller, or the caller for another, in the roles of that other one.
   * Whether a delegation allows it is the engine's to decide. A problem, 422 or 400, when nobody of
   * that id holds a role there, so that no made-up name gets into the ledger.
   */
  async actor(
    { organisation, programme, person, grants }: Access,
    actingFor?: string,
  ): Promise<Actor> {
    if (actingFor === undefined) return { kind: 'person', person, grants, actingFor: null };
    // For another, what was believed a moment ago does not do: the roles are read anew.
    const other = (await this.read(actingFor)).find((each) => each.programme === programme);
    if (other?.organisation === organisation) {
      return { kind: 'person', person, grants: other.grants, actingFor };
    }
    const detail = `nobody called "${actingFor}" holds a role in programme "${programme}"; give the id of the person who delegated to you`;
    throw invalidRequest([{ pointer: '#/actingFor', detail }]);
  }

  /** What a person holds in every programme; those who ask at the same time share one look. */
  all(person: string): Promise<Access[]> {
    const under = this.reading.get(person);
    if (under !== undefined) return under;
    const reading = this.read(person).finally(() => this.reading.delete(person));
    this.reading.set(person, reading);
    return reading;
  }

  private async read(person: string): Promise<Access[]> {
    const now = Date.now();
    const at = new Date(now + STAMP_OFF_MS).toISOString();
    const organisations = await listOrganisations(this.store);
    const rows = await Promise.all(
      organisations.map(async ({ id: organisation }) => ({
        organisation,
        grants: await listGrants(this.store, { organisation, at, person }),
      })),
    );
    const access = new Map<string, Access>();
    for (const { organisation, grants } of rows) collect(access, organisation, person, grants);
    if (this.known.size >= MOST) this.known.clear();
    this.known.set(person, { access, until: now + BELIEVED_MS });
    return [...access.values()];
  }
}

function collect(
  found: Map<string, Access>,
  organisation: string,
  person: string,
  rows: readonly GrantRow[],
): void {
  for (const { programme, role, items, authority } of rows) {
    const access = found.get(programme) ?? { organisation, programme, person, grants: [] };
    // The same id in two organisations: the first one's. A person of several would sign in to one.
    if (access.organisation !== organisation) continue;
    access.grants.push({ role, items, authority });
    found.set(programme, access);
  }
}

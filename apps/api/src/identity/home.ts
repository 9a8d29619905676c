import { Inject, Injectable } from '@nestjs/common';
import { listOrganisations, type Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import { STORE } from '../tokens.js';
import { Grants } from './grants.js';
import type { Identity } from './identity.js';

/** Finds the organisation somebody belongs to: that of what they hold, else the only one there is. */
@Injectable()
export class Home {
  constructor(
    private readonly grants: Grants,
    @Inject(STORE) private readonly store: Store,
  ) {}

  async of({ person }: Identity): Promise<{ organisation: string; person: string }> {
    const [held] = await this.grants.all(person);
    if (held !== undefined) return { organisation: held.organisation, person };
    const [only, ...others] = await listOrganisations(this.store);
    if (only !== undefined && others.length === 0) return { organisation: only.id, person };
    throw new ProblemError(
      'NOT_FOUND',
      'You hold no role in any programme, so there is nothing here that is yours.',
    );
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { listOrganisations, type Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import { STORE } from '../tokens.js';

type Named = { id: string; title: string };

/** Whose operations are looked at: operators see to a server, and so to every organisation on it. */
@Injectable()
export class WhichOrganisation {
  constructor(@Inject(STORE) private readonly store: Store) {}

  /** The one asked for, else the first, beside all that there are. */
  async choose(asked: string | undefined): Promise<{ chosen: Named; all: Named[] }> {
    const all = await listOrganisations(this.store);
    const chosen = asked === undefined ? all[0] : all.find(({ id }) => id === asked);
    if (chosen !== undefined) return { chosen, all };
    const there = all.map(({ id }) => id).join(', ');
    throw new ProblemError(
      'NOT_FOUND',
      asked === undefined
        ? 'There is no organisation on this server yet; start a programme first.'
        : `There is no organisation "${asked}" on this server; there are: ${there}.`,
    );
  }
}

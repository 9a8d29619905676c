import { Inject, Injectable } from '@nestjs/common';
import type { ProgrammeSummary } from '#contract';
import { Engine } from '#engine';
import { listOrganisations, listProgrammes, type Store } from '#store';
import { STORE } from '../tokens.js';
import { presentSummary } from './present-programme.js';

/** Every programme here, whoever asks: for the front page of a demonstration. */
@Injectable()
export class AllProgrammes {
  constructor(
    private readonly engine: Engine,
    @Inject(STORE) private readonly store: Store,
  ) {}

  async list(): Promise<ProgrammeSummary[]> {
    const organisations = await listOrganisations(this.store);
    const rows = await Promise.all(organisations.map(({ id }) => listProgrammes(this.store, id)));
    const views = await Promise.all(
      rows.flat().map(({ organisation, id }) => this.engine.view(organisation, id)),
    );
    return views.flatMap((view) => (view === null ? [] : [presentSummary(view)]));
  }
}

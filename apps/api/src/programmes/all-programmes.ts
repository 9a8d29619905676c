import { Inject, Injectable } from '@nestjs/common';
import type { ProgrammeList } from '#contract';
import { Engine } from '#engine';
import { listOrganisations, listProgrammes, type Store } from '#store';
import { STORE } from '../tokens.js';
import { programmeList } from './programme-list.js';

/** Every programme here, whoever asks: for the front page of a demonstration. */
@Injectable()
export class AllProgrammes {
  constructor(
    private readonly engine: Engine,
    @Inject(STORE) private readonly store: Store,
  ) {}

  async list(): Promise<ProgrammeList> {
    const organisations = await listOrganisations(this.store);
    const rows = await Promise.all(organisations.map(({ id }) => listProgrammes(this.store, id)));
    const named = rows.flat().map(({ organisation, id }) => ({ organisation, programme: id }));
    return programmeList(this.engine, this.store, named);
  }
}

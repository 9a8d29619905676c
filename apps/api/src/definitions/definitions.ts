import { Inject, Injectable } from '@nestjs/common';
import type { DefinitionList, DefinitionPublished, NewDefinition } from '#contract';
import { Engine } from '#engine';
import { listDefinitions, listOrganisations, type Store } from '#store';
import type { Identity } from '../identity/identity.js';
import { STORE } from '../tokens.js';
import { checkedDefinition } from './checked-definition.js';

/** Publishes definitions, and lists those published. */
@Injectable()
export class Definitions {
  constructor(
    private readonly engine: Engine,
    @Inject(STORE) private readonly store: Store,
  ) {}

  async list(only?: string): Promise<DefinitionList> {
    const organisations = await listOrganisations(this.store);
    const rows = await Promise.all(organisations.map(({ id }) => listDefinitions(this.store, id)));
    const definitions = rows
      .flat()
      .filter(({ name }) => only === undefined || name === only)
      .map(({ name, ...row }) => ({ ...row, id: name }))
      .toSorted((one, other) => (one.publishedAt < other.publishedAt ? 1 : -1));
    return { definitions };
  }

  async publish({ person }: Identity, body: NewDefinition): Promise<DefinitionPublished> {
    const { definition, hash } = checkedDefinition(body);
    const { outcome } = await this.engine.publish({
      organisation: definition.organisation.id,
      definition,
      actor: { kind: 'person', person, grants: [], actingFor: null },
    });
    const { id, title } = definition;
    return { hash, id, title, created: outcome === 'published', warnings: [] };
  }
}

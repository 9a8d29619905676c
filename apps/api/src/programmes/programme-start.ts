import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#config';
import {
  personaGrants,
  personaPeople,
  type NewGrant,
  type NewProgramme,
  type ProgrammeSummary,
} from '#contract';
import { Engine } from '#engine';
import { Definition, managerOf, type Actor, type Grant } from '#programme';
import { definitionByHash, listOrganisations, type Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import { invalidRequest } from '../http/schema.pipe.js';
import type { Identity } from '../identity/identity.js';
import { CONFIG, STORE } from '../tokens.js';
import { askedGrants } from './asked-grants.js';
import { instantFrom } from './instant-from.js';
import { presentSummary } from './present-programme.js';
import { ProgrammeReads } from './programme-reads.js';

/** Starts programmes, and gives the first roles in them. */
@Injectable()
export class ProgrammeStart {
  constructor(
    private readonly engine: Engine,
    private readonly reads: ProgrammeReads,
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async start({ person }: Identity, body: NewProgramme): Promise<ProgrammeSummary> {
    const { organisation, definition } = await this.published(body.definition);
    const id = body.id ?? definition.id;
    const grants = this.firstGrants(definition, person, body.grants ?? []);
    const { startAt } = body;
    const started = await this.engine.openProgramme({
      organisation,
      id,
      definition: body.definition,
      title: body.title ?? definition.title,
      clock: body.clock,
      actor: starter(person, grants),
      people: this.config.mode === 'demo' ? personaPeople : [],
      grants,
      ...(startAt !== undefined && { startAt: instantFrom(startAt, definition.zone, '#/startAt') }),
    });
    if (started.outcome === 'idTaken') {
      const detail = `There is a programme "${id}" already. Give another id.`;
      throw new ProblemError('PROGRAMME_EXISTS', detail);
    }
    if (started.outcome === 'unknownDefinition') throw unpublished(started.hash);
    const access = { organisation, programme: id, person, grants };
    return presentSummary(await this.reads.seen(access));
  }

  /**
   * In demo mode every persona gets its roles, and those asked for; otherwise whoever starts a
   * programme manages it, and nobody else holds anything yet.
   */
  private firstGrants(
    definition: Definition,
    person: string,
    asked: readonly NewGrant[],
  ): (Grant & { person: string })[] {
    if (this.config.mode === 'demo') {
      return [...personaGrants(definition), ...askedGrants(definition, asked)];
    }
    if (asked.length > 0) {
      const detail = 'only a demonstration gives roles to its personas; leave it out';
      throw invalidRequest([{ pointer: '#/grants', detail }]);
    }
    return [{ person, role: managerOf(definition), items: null, authority: null }];
  }

  private async published(hash: string): Promise<{ organisation: string; definition: Definition }> {
    for (const { id: organisation } of await listOrganisations(this.store)) {
      const document = await definitionByHash(this.store.pool, organisation, hash);
      if (document !== null) return { organisation, definition: Definition.parse(document) };
    }
    throw unpublished(hash);
  }
}

const unpublished = (hash: string) =>
  new ProblemError('NOT_FOUND', `No definition with the hash ${hash} is published here.`);

function starter(person: string, grants: readonly (Grant & { person: string })[]): Actor {
  const own = grants.filter((grant) => grant.person === person);
  return { kind: 'person', person, grants: own, actingFor: null };
}

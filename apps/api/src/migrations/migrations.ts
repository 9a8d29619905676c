import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  MigrationDetail,
  MigrationPage,
  MigrationPageQuery,
  MigrationView,
  NewMigration,
} from '#contract';
import { Engine } from '#engine';
import {
  countMigrationProgrammes,
  failMigration,
  insertMigration,
  inTransaction,
  keepPreview,
  listDefinitions,
  listMigrationProgrammes,
  listOrganisations,
  listProgrammes,
  readMigration,
  type DefinitionRow,
  type MigrationProgrammeRow,
  type MigrationRow,
  type MigrationStatus,
  type Store,
} from '#store';
import { isOutage } from '../http/problem-of.js';
import { ProblemError } from '../http/problem-error.js';
import { holds, mustHold } from '../identity/duty.js';
import { Grants } from '../identity/grants.js';
import type { Identity } from '../identity/identity.js';
import type { Access } from '../identity/permit.js';
import { STORE } from '../tokens.js';
import { among, appliers, askers, heldBy, type Held } from './migration-rights.js';
import {
  presentDetail,
  presentMigration,
  presentPage,
  presentSummary,
} from './present-migration.js';

/** How many programmes one request handles, so that many need neither long answers nor much memory. */
const AT_ONCE = 50;

/** Moves programmes to other versions of their definition: asked for by one person, applied by another. */
@Injectable()
export class Migrations {
  constructor(
    private readonly engine: Engine,
    private readonly grants: Grants,
    @Inject(STORE) private readonly store: Store,
  ) {}

  async ask({ person }: Identity, body: NewMigration): Promise<MigrationView> {
    const target = await this.published(body.to);
    const programmes = await this.chosen(person, body, target);
    const id = randomBytes(8).toString('hex');
    const { organisation } = target;
    const row = { organisation, id, definition: body.to, dryRun: body.dryRun, requestedBy: person };
    await inTransaction(this.store, (session) => insertMigration(session, row, programmes));
    return this.preview({ person }, id);
  }

  /** Previews the next of those that are only asked for. */
  async preview({ person }: Pick<Identity, 'person'>, id: string): Promise<MigrationView> {
    const { request, held } = await this.seen(person, id);
    for (const { programme } of await this.next(request, held, 'asked', askers)) {
      await this.orFailed(request, programme, () => this.previewOne(request, programme));
    }
    return this.view(request, held);
  }

  private async previewOne(request: MigrationRow, programme: string): Promise<void> {
    const { organisation, definition } = request;
    const answer = await this.engine.previewMigration(organisation, programme, definition);
    if (answer.outcome !== 'previewed') throw new Error(`${programme}: ${answer.outcome}`);
    const { preview, head, digest, undo } = answer;
    await keepPreview(this.store.pool, request, {
      programme,
      status: preview.blockers.length > 0 ? 'blocked' : 'ready',
      summary: presentSummary(preview, undo),
      fromDefinition: preview.from,
      head,
      digest,
    });
  }

  /** One programme that fails stops no other; an outage stops them all, and is no fault of its own. */
  private async orFailed(
    request: MigrationRow,
    programme: string,
    work: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isOutage(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      await failMigration(this.store.pool, request, programme, reason);
    }
  }

  /** Applies the next of those that are ready. What has moved since its preview is left as it is. */
  async apply({ person }: Identity, id: string): Promise<MigrationView> {
    const { request, held } = await this.seen(person, id);
    if (request.dryRun) throw refused('It was a dry run. Ask for the migration itself.');
    const ready = await this.next(request, held, 'ready', appliers);
    if (request.requestedBy === person) {
      throw refused('You asked for it yourself; another person has to apply it.');
    }
    const { publishedBy } = await this.published(request.definition);
    if (publishedBy === person) {
      throw refused('You published that version yourself; another person has to apply it.');
    }
    for (const { programme, digest } of ready) {
      const grants = held.get(programme)?.grants ?? [];
      const { organisation } = request;
      await this.orFailed(request, programme, () =>
        this.engine.migrate(organisation, programme, {
          request,
          digest: digest ?? '',
          act: {
            actor: { kind: 'person', person, grants, actingFor: null },
            ...roleIn(grants),
            request: request.id,
            requestedBy: request.requestedBy,
          },
        }),
      );
    }
    return this.view(request, held);
  }

  async one({ person }: Identity, id: string): Promise<MigrationView> {
    const { request, held } = await this.seen(person, id);
    return this.view(request, held);
  }

  async programmes(
    { person }: Identity,
    id: string,
    query: MigrationPageQuery,
  ): Promise<MigrationPage> {
    const { request, held } = await this.seen(person, id);
    return this.page(request, held, query);
  }

  async detail({ person }: Identity, id: string, programme: string): Promise<MigrationDetail> {
    const { request, held } = await this.seen(person, id);
    const one = { among: held.has(programme) ? [programme] : [], limit: 1 };
    const [row] = await listMigrationProgrammes(this.store.pool, request, one);
    if (row === undefined) {
      throw unknown(`Migration "${id}" has no programme "${programme}" that you may see.`);
    }
    const { organisation, definition } = request;
    const answer = await this.engine.previewMigration(organisation, programme, definition);
    if (answer.outcome !== 'previewed') throw new Error(`${programme}: ${answer.outcome}`);
    return presentDetail(programme, answer.preview, answer.undo);
  }

  private async view(request: MigrationRow, held: Held): Promise<MigrationView> {
    const counted = await countMigrationProgrammes(this.store.pool, request, [...held.keys()]);
    return presentMigration(request, counted, await this.page(request, held, { limit: AT_ONCE }));
  }

  private async page(
    request: MigrationRow,
    held: Held,
    { limit, ...where }: Partial<MigrationPageQuery> & { limit: number },
  ): Promise<MigrationPage> {
    const part = { ...where, among: [...held.keys()], limit: limit + 1 };
    const rows = await listMigrationProgrammes(this.store.pool, request, part);
    return presentPage(request, rows, { limit, status: where.status });
  }

  /** The next programmes of one state for whoever has the duty; refuses who has it for none of them. */
  private async next(
    request: MigrationRow,
    held: Held,
    status: MigrationStatus,
    duty: typeof askers,
  ): Promise<MigrationProgrammeRow[]> {
    const { pool } = this.store;
    const own = { status, among: among(held, duty), limit: AT_ONCE };
    const rows = await listMigrationProgrammes(pool, request, own);
    if (rows.length > 0) return rows;
    const seen = { status, among: [...held.keys()], limit: 1 };
    const [other] = await listMigrationProgrammes(pool, request, seen);
    if (other === undefined) return [];
    await mustHold(this.engine, held.get(other.programme), other.programme, duty);
    return [];
  }

  /** A request of which somebody may see a programme, as if there were no other. */
  private async seen(person: string, id: string): Promise<{ request: MigrationRow; held: Held }> {
    const all = await this.grants.all(person);
    for (const organisation of new Set(all.map((access) => access.organisation))) {
      const request = await readMigration(this.store.pool, { organisation, id });
      if (request === null) continue;
      const held = await heldBy(this.grants, person, organisation);
      const any = { among: [...held.keys()], limit: 1 };
      const rows = await listMigrationProgrammes(this.store.pool, request, any);
      if (rows.length > 0) return { request, held };
    }
    throw unknown(`There is no migration "${id}" that you may see.`);
  }

  private async chosen(
    person: string,
    { programmes, from, to }: NewMigration,
    { organisation, name }: DefinitionRow,
  ): Promise<string[]> {
    const held = await heldBy(this.grants, person, organisation);
    const versions = await listDefinitions(this.store, organisation);
    const same = new Set(versions.filter((each) => each.name === name).map(({ hash }) => hash));
    const rows = await listProgrammes(this.store, organisation);
    const wanted = (definition: string) => from === undefined || definition === from;
    if (programmes === 'all') {
      const found = rows.filter(
        ({ id, definition }) =>
          same.has(definition) &&
          definition !== to &&
          wanted(definition) &&
          holds(held.get(id), askers),
      );
      if (found.length > 0) return found.map(({ id }) => id);
      throw refused(`No programme that you may migrate runs on another version of "${name}".`);
    }
    const known = new Map(rows.map((row) => [row.id, row]));
    for (const id of programmes) {
      const row = known.get(id);
      if (row === undefined || !held.has(id)) {
        throw unknown(`There is no programme "${id}" that you may see.`);
      }
      await mustHold(this.engine, held.get(id), id, askers);
      if (!wanted(row.definition)) {
        throw refused(`Programme "${id}" runs on ${row.definition}, not on ${from ?? ''}.`);
      }
    }
    return [...new Set(programmes)];
  }

  private async published(hash: string): Promise<DefinitionRow> {
    for (const { id } of await listOrganisations(this.store)) {
      const rows = await listDefinitions(this.store, id);
      const found = rows.find((each) => each.hash === hash);
      if (found !== undefined) return found;
    }
    throw unknown(`No definition with the hash ${hash} is published here.`);
  }
}

const roleIn = (grants: Access['grants']) => {
  const [role = ''] = appliers.roles;
  return { role, authority: grants.find((grant) => grant.role === role)?.authority ?? null };
};

const refused = (detail: string) => new ProblemError('MIGRATION_REFUSED', detail);
const unknown = (detail: string) => new ProblemError('NOT_FOUND', detail);

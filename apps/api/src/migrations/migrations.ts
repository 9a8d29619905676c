import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { MigrationDetail, MigrationView, NewMigration } from '#contract';
import { Engine } from '#engine';
import {
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
  type MigrationRow,
  type Store,
} from '#store';
import { isOutage } from '../http/problem-of.js';
import { ProblemError } from '../http/problem-error.js';
import { Grants } from '../identity/grants.js';
import type { Identity } from '../identity/identity.js';
import type { Access } from '../identity/permit.js';
import { STORE } from '../tokens.js';
import { presentDetail, presentMigration, presentSummary } from './present-migration.js';

/** Who may ask for a migration of a programme, and who may apply it: never the same person. */
const askers = ['PROGRAMME_MANAGER', 'PMO'];
const APPLIER = 'SRO';

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
    const open = { status: 'asked' as const, limit: AT_ONCE };
    for (const { programme } of await listMigrationProgrammes(this.store.pool, request, open)) {
      mustHold(held.get(programme), programme, askers, 'Migrations are asked for');
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
    const open = await listMigrationProgrammes(this.store.pool, request, { status: 'ready' });
    const own = open.filter(({ programme }) => holds(held.get(programme), [APPLIER]));
    const [first] = open;
    if (first !== undefined && own.length === 0) {
      mustHold(held.get(first.programme), first.programme, [APPLIER], 'Migrations are applied');
    }
    if (request.requestedBy === person) {
      throw refused('You asked for it yourself; another person has to apply it.');
    }
    const { publishedBy } = await this.published(request.definition);
    if (publishedBy === person) {
      throw refused('You published that version yourself; another person has to apply it.');
    }
    for (const { programme, digest } of own.slice(0, AT_ONCE)) {
      const grants = held.get(programme)?.grants ?? [];
      const { organisation } = request;
      await this.orFailed(request, programme, () =>
        this.engine.migrate(organisation, programme, {
          request,
          digest: digest ?? '',
          act: {
            actor: { kind: 'person', person, grants, actingFor: null },
            role: APPLIER,
            authority: grants.find(({ role }) => role === APPLIER)?.authority ?? null,
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

  async detail({ person }: Identity, id: string, programme: string): Promise<MigrationDetail> {
    const { request, held } = await this.seen(person, id);
    const rows = await listMigrationProgrammes(this.store.pool, request);
    if (!held.has(programme) || !rows.some((row) => row.programme === programme)) {
      throw unknown(`Migration "${id}" has no programme "${programme}" that you may see.`);
    }
    const { organisation, definition } = request;
    const answer = await this.engine.previewMigration(organisation, programme, definition);
    if (answer.outcome !== 'previewed') throw new Error(`${programme}: ${answer.outcome}`);
    return presentDetail(programme, answer.preview, answer.undo);
  }

  private async view(request: MigrationRow, held: Held): Promise<MigrationView> {
    const rows = await listMigrationProgrammes(this.store.pool, request);
    return presentMigration(
      request,
      rows.filter(({ programme }) => held.has(programme)),
    );
  }

  /** A request of which somebody may see a programme, as if there were no other. */
  private async seen(person: string, id: string): Promise<{ request: MigrationRow; held: Held }> {
    const all = await this.grants.all(person);
    for (const organisation of new Set(all.map((access) => access.organisation))) {
      const request = await readMigration(this.store.pool, { organisation, id });
      const held = await this.held(person, organisation);
      const rows = request === null ? [] : await listMigrationProgrammes(this.store.pool, request);
      if (request !== null && rows.some(({ programme }) => held.has(programme))) {
        return { request, held };
      }
    }
    throw unknown(`There is no migration "${id}" that you may see.`);
  }

  private async held(person: string, organisation: string): Promise<Held> {
    const all = await this.grants.all(person);
    const own = all.filter((access) => access.organisation === organisation);
    return new Map(own.map((access) => [access.programme, access]));
  }

  private async chosen(
    person: string,
    { programmes, from, to }: NewMigration,
    { organisation, name }: DefinitionRow,
  ): Promise<string[]> {
    const held = await this.held(person, organisation);
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
    return [...new Set(programmes)].filter((id) => {
      const row = known.get(id);
      if (row === undefined || !held.has(id)) {
        throw unknown(`There is no programme "${id}" that you may see.`);
      }
      mustHold(held.get(id), id, askers, 'Migrations are asked for');
      if (wanted(row.definition)) return true;
      throw refused(`Programme "${id}" runs on ${row.definition}, not on ${from ?? ''}.`);
    });
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

type Held = ReadonlyMap<string, Access>;

const holds = (access: Access | undefined, roles: readonly string[]): boolean =>
  access?.grants.some(({ role, items }) => items === null && roles.includes(role)) === true;

function mustHold(
  access: Access | undefined,
  programme: string,
  roles: readonly string[],
  what: string,
): void {
  if (holds(access, roles)) return;
  const held = [...new Set(access?.grants.map(({ role }) => role))].join(', ') || 'nobody';
  const detail = `${what} by ${roles.join(' or ')} of the programme; in "${programme}" you act as ${held}.`;
  throw new ProblemError('ROLE_NOT_PERMITTED', detail);
}

const refused = (detail: string) => new ProblemError('MIGRATION_REFUSED', detail);
const unknown = (detail: string) => new ProblemError('NOT_FOUND', detail);

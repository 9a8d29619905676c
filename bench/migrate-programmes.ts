import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '#embedded';
import { startEngine, type Engine } from '#engine';
import { loadDefinition, type Actor } from '#programme';
import {
  applyMigrations,
  connect,
  insertMigration,
  inTransaction,
  keepPreview,
  listMigrationProgrammes,
  readMigration,
  type MigrationRow,
  type Store,
} from '#store';
import { openProgrammes, organisation, programmeId } from './bench-programmes.js';
import { progress } from './progress.js';

/** Running programmes on a server of their own. */
export type Many = { store: Store; engine: Engine; ids: string[]; close(): Promise<void> };

const actor: Actor = { kind: 'person', person: 'P-102', actingFor: null, grants: [] };

export async function openMany(many: number): Promise<Many> {
  const folder = mkdtempSync(join(tmpdir(), 'evolve-bench-migrate-'));
  const server = await startPostgres({ folder: join(folder, 'postgres') });
  await applyMigrations(server.url);
  const store = connect(server.url);
  const { engine, stop } = await startEngine(store);
  await openProgrammes(store, engine, many);
  const close = async () => {
    stop();
    await store.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    store,
    engine,
    ids: Array.from({ length: many }, (_, index) => programmeId(index)),
    close,
  };
}

/** Seconds that previewing all of them took, and moving all of them, to a version that calls them otherwise. */
export async function migrateAll(
  many: Many,
  round: number,
): Promise<{ preview: number; apply: number }> {
  const definition = await nextVersion(many.engine, round);
  const row = {
    organisation,
    id: `bench-${round}`,
    definition,
    dryRun: false,
    requestedBy: 'P-107',
  };
  await inTransaction(many.store, (session) => insertMigration(session, row, many.ids));
  const request = await readMigration(many.store.pool, row);
  if (request === null) throw new Error('the request was not stored');
  const preview = await timed(() => previewAll(many, request));
  const apply = await timed(() => applyAll(many, request));
  return { preview, apply };
}

async function previewAll({ store, engine, ids }: Many, request: MigrationRow): Promise<void> {
  const step = progress(`previewed for ${request.id}`, ids.length);
  for (const programme of ids) {
    const answer = await engine.previewMigration(organisation, programme, request.definition);
    if (answer.outcome !== 'previewed' || answer.preview.blockers.length > 0) {
      throw new Error(`"${programme}" cannot be migrated: ${JSON.stringify(answer)}`);
    }
    const { head, digest, preview } = answer;
    const kept = { status: 'ready' as const, summary: {}, fromDefinition: preview.from };
    await keepPreview(store.pool, request, { programme, head, digest, ...kept });
    step();
  }
}

async function applyAll({ store, engine, ids }: Many, request: MigrationRow): Promise<void> {
  const rows = await listMigrationProgrammes(store.pool, request, {
    status: 'ready',
    among: ids,
    limit: ids.length,
  });
  const act = { actor, role: 'SRO', authority: null, request: request.id, requestedBy: 'P-107' };
  const step = progress(`applied for ${request.id}`, rows.length);
  for (const { programme, digest } of rows) {
    const asked = { request, digest: digest ?? '', act };
    const { outcome } = await engine.migrate(organisation, programme, asked);
    if (outcome !== 'migrated') throw new Error(`"${programme}" was not migrated: ${outcome}`);
    step();
  }
}

/** The programme of the other benches, its first item called otherwise each time. */
async function nextVersion(engine: Engine, round: number): Promise<string> {
  const loaded = loadDefinition('bench/programme.yaml', (path) =>
    existsSync(path) ? readFileSync(path, 'utf8') : null,
  );
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.message).join('\n'));
  const { definition } = loaded;
  const items = Object.fromEntries(
    Object.entries(definition.items).map(([id, item]) => [
      id,
      { ...item, title: `${item.title}, version ${round + 2}` },
    ]),
  );
  const { hash } = await engine.publish({
    organisation,
    definition: { ...definition, items },
    actor,
  });
  return hash;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

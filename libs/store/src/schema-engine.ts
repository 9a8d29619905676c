import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { MigrateError } from './migrate-connection.js';

/** One folder of `prisma/migrations`. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Applies with Prisma's own schema engine what the database does not have yet, and returns the names.
 * The engine is the WebAssembly build on npm, since the command line would download a native one.
 */
export async function applyWithEngine(
  url: string,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const { SchemaEngine } = await loadModule();
  const connections = new Connections(url);
  const adapter = bindMigrationAwareSqlAdapterFactory(connections);
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: '/prisma/migrations',
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (error) {
    throw new MigrateError(explain(error));
  } finally {
    engine.free();
    await connections.close();
  }
}

/** Prisma's adapter, mended in two places: whole scripts, and sessions (with the engine's lock) closed at the end. */
class Connections extends PrismaPg {
  private readonly opened: { dispose(): Promise<void> }[] = [];

  constructor(url: string) {
    super({ connectionString: url });
  }

  override async connect() {
    const adapter = await super.connect();
    // The adapter's own would cut a script at every semicolon, so also inside a function's body.
    adapter.executeScript = async (sql) => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] });
    };
    this.opened.push(adapter);
    return adapter;
  }

  async close() {
    for (const adapter of this.opened) await adapter.dispose();
  }
}

/** What is used of the global that neither TypeScript's ES libraries nor Node's types declare. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

let loaded: Promise<typeof engineModule> | undefined;

/** The package's own entry imports the .wasm file as a module, which Node does not do without a flag. */
function loadModule() {
  loaded ??= (async () => {
    const path = createRequire(import.meta.url).resolve(
      '@prisma/schema-engine-wasm/schema_engine_bg',
    );
    const bytes = await readFile(path.replace(/\.js$/, '.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, {
      './schema_engine_bg.js': { ...engineModule, ...unrefTimers() },
    });
    engineModule.__wbg_set_wasm(instance.exports);
    // The module's start function, as its own entry calls it.
    (instance.exports['__wbindgen_start'] as () => void)();
    return engineModule;
  })();
  return loaded;
}

/** The engine gives its lock ten seconds and never clears that timer, which would hold the process up. */
function unrefTimers() {
  const timers = Object.keys(engineModule).filter((name) => name.startsWith('__wbg_setTimeout'));
  const start = (work: () => void, milliseconds: number) => setTimeout(work, milliseconds).unref();
  return Object.fromEntries(timers.map((name) => [name, start]));
}

function explain(error: unknown): string {
  const name = /migration_name="([^"]*)"/.exec(String(error))?.[1];
  return `Migration "${name ?? 'unknown'}" failed: ${firstReason(String(error))}`;
}

/** What the database said, out of the engine's report, as one line. */
export function firstReason(report: string): string {
  const lines = report.split('\n').map((line) => line.trim());
  const trace = lines.findIndex((line) => /^\d+: /.test(line));
  return lines
    .slice(0, trace === -1 ? undefined : trace)
    .filter((line) => line !== '' && !line.endsWith('external connector error'))
    .join(' ');
}

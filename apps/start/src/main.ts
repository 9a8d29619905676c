import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, readConfig, withoutPassword, type Config } from '#config';
import { EmbeddedError, startPostgres } from '#embedded';
import { applyMigrations, MigrateError } from '#store';
import { banner } from './banner.js';
import { checkout } from './checkout.js';
import { startChild, type Child } from './child.js';
import { loadDemo } from './load-demo.js';
import { choosePort } from './port.js';
import { privateLogKey } from './private-log-key.js';
import { privateLogin } from './private-login.js';

const folder = join(checkout, '.evolve');
const serverFile = join(folder, 'server.json');

/** What `npm start` is for unless the environment says otherwise. */
const demo = { EVOLVE_MODE: 'demo' };
/** Stands in for the private database until it runs. */
const unusedUrl = 'postgresql://127.0.0.1/private';

/** What has to be undone on the way out, last first. */
const undo: (() => Promise<void> | void)[] = [];
let stopping: Promise<void> | null = null;

function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    for (const step of undo.toReversed()) {
      await Promise.resolve(step()).catch((error: unknown) => console.error(oneLine(error)));
    }
    process.exit(code);
  })();
  return stopping;
}

async function start(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping === null) console.log('\nStopping …');
      void stop(0);
    });
  }
  const given = process.env['DATABASE_URL']?.trim() ?? '';
  // Everything else is checked before a server is started for nothing.
  const asked = readConfig({ ...demo, ...process.env, DATABASE_URL: given || unusedUrl });
  const port = await choosePort(asked.host, asked.port);
  if (port === null) {
    throw new EmbeddedError(
      `Port ${asked.port} on ${asked.host} is in use. Stop what uses it, or choose another: PORT=${asked.port + 1} npm start`,
    );
  }
  const own = given === '' ? await privateDatabase() : null;
  await applyMigrations(own ?? given);
  const env: NodeJS.ProcessEnv = {
    ...demo,
    ...process.env,
    PORT: String(port),
    // From here on nobody is more than the application needs to be.
    DATABASE_URL: own === null ? given : await privateLogin(own, folder),
    ...(own !== null && privateLogKey(process.env, folder)),
  };
  const config = readConfig(env);
  const loaded = config.mode === 'demo' ? await loadDemo(config.databaseUrl) : [];
  const running = await startProcesses(env);
  writeServerFile(config);
  console.log(
    banner({
      url: config.publicUrl,
      database:
        own === null ? withoutPassword(config.databaseUrl) : 'private PostgreSQL in .evolve',
      queue: config.redisUrl === undefined ? 'on PostgreSQL' : withoutPassword(config.redisUrl),
      loaded,
      folder: own === null ? null : '.evolve',
    }),
  );
  // What they logged while they started comes after what a person reads first.
  for (const child of running) child.show();
}

async function privateDatabase(): Promise<string> {
  const server = await startPostgres({
    folder: join(folder, 'postgres'),
    log: (line) => console.log(line),
  });
  undo.push(() => server.stop());
  return server.url;
}

async function startProcesses(env: NodeJS.ProcessEnv): Promise<Child[]> {
  const app = (name: string) => join(checkout, 'dist', `${name}.mjs`);
  const begun = await Promise.allSettled(
    ['api', 'worker'].map((name) => startChild(name, app(name), env)),
  );
  const running = begun.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  undo.push(async () => {
    await Promise.all(running.map((child) => child.stop()));
  });
  const failed = begun.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  for (const child of running) void child.ended.then((how) => lost(child, how));
  return running;
}

/** A process that ends by itself takes the rest along: half an Evolve is worse than none. */
function lost(child: Child, how: string): void {
  if (stopping !== null) return;
  console.error(`The ${child.name} process ended by itself (${how}); stopping the rest.`);
  void stop(1);
}

function writeServerFile({ publicUrl }: Config): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(serverFile, `${JSON.stringify({ url: publicUrl, pid: process.pid })}\n`);
  undo.push(() => rmSync(serverFile, { force: true }));
}

/** What a person can act on is one line; anything else is a bug and shows where it came from. */
function oneLine(error: unknown): string {
  const told = [ConfigError, EmbeddedError, MigrateError].some((each) => error instanceof each);
  if (told || !(error instanceof Error))
    return error instanceof Error ? error.message : String(error);
  return error.stack ?? error.message;
}

start().catch((error: unknown) => {
  console.error(oneLine(error));
  void stop(1);
});

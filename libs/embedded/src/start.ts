import {
  accessSync,
  constants,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findBinaries } from './binaries.js';
import { ensureCluster, ensurePassword, superuser } from './cluster.js';
import { EmbeddedError } from './embedded-error.js';
import { chooseLauncher } from './launcher.js';
import { takeLock } from './lock.js';
import { freePort, isFree, loopback } from './port.js';
import { answers, disownStalePid, runningPostmaster, stopPostmaster } from './postmaster.js';
import { startServer } from './server.js';

/** What to start, and where its data is kept. */
export interface EmbeddedOptions {
  /** Made if missing; holds data, password, port, lock and log. Nothing else belongs in it. */
  readonly folder: string;
  /** A port that must be used; otherwise last time's if free, or any free one. */
  readonly port?: number;
  /** Told in one line each what happens. */
  readonly log?: (line: string) => void;
  /** PostgreSQL settings for this run, such as `{ fsync: 'off' }`. An adopted server keeps its own. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A private PostgreSQL, reachable from this machine only. */
export interface EmbeddedPostgres {
  /** With the password; database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when it ran already, left behind by a process that was killed. */
  readonly adopted: boolean;
  /** Stops the server and waits until it has ended. */
  stop(): Promise<void>;
  /** Leaves the server running, for the next start on this folder to adopt. */
  leave(): void;
}

/**
 * Starts a private PostgreSQL with its data under `folder`, or adopts the one a killed process left there.
 * Throws EmbeddedError, one line, when it cannot.
 */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = ensureFolder(options.folder);
  const release = takeLock(join(folder, 'lock'));
  try {
    const data = join(folder, 'data');
    const left = await leftBehind(data, options);
    const server = left ?? (await start(folder, options));
    writeFileSync(join(folder, 'port'), `${server.port}\n`);
    const password = ensurePassword(folder);
    let stopping: Promise<void> | undefined;
    return {
      url: `postgresql://${superuser}:${password}@${loopback}:${server.port}/postgres`,
      ...server,
      adopted: left !== undefined,
      stop: () => (stopping ??= stopPostmaster(server.pid, data).finally(release)),
      leave: release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

function ensureFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(folder);
  } catch (error) {
    throw new EmbeddedError(
      `Cannot keep data in "${folder}": ${String(error)}. Make the folder writable, or set DATABASE_URL.`,
    );
  }
}

async function leftBehind(data: string, { port, log }: EmbeddedOptions) {
  const found = runningPostmaster(data);
  if (!found) return undefined;
  const wanted = port === undefined || port === found.port;
  if (wanted && (await answers(found, data, 2_000))) {
    log?.(`Using the PostgreSQL that an earlier run left (process ${found.pid}).`);
    return found;
  }
  log?.(`Stopping the PostgreSQL that an earlier run left (process ${found.pid}).`);
  await stopPostmaster(found.pid, data, 2_000);
  return undefined;
}

async function start(folder: string, options: EmbeddedOptions) {
  const binaries = findBinaries();
  const launcher = chooseLauncher(binaries.initdb, folder);
  const data = ensureCluster(folder, binaries.initdb, launcher);
  disownStalePid(data);
  const port = await choosePort(folder, options.port);
  const log = join(folder, 'postgres.log');
  const { settings = {} } = options;
  const server = await startServer({
    postgres: binaries.postgres,
    launcher,
    data,
    port,
    settings,
    log,
  });
  options.log?.(`Started a private PostgreSQL on ${loopback}:${port} (process ${server.pid}).`);
  return server;
}

async function choosePort(folder: string, asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    if (await isFree(asked)) return asked;
    throw new EmbeddedError(
      `Port ${asked} on ${loopback} is in use. Stop what uses it, or choose another.`,
    );
  }
  const saved = savedPort(join(folder, 'port'));
  return saved !== undefined && (await isFree(saved)) ? saved : freePort();
}

function savedPort(path: string): number | undefined {
  try {
    const port = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

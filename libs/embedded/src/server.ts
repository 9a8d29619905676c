import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from './cluster.js';
import { EmbeddedError } from './embedded-error.js';
import { startDetached, type Launcher } from './launcher.js';
import { askPostgres, loopback } from './port.js';
import { runningPostmaster, type Postmaster } from './postmaster.js';
import { waitUntil } from './process.js';

interface ServerOptions {
  readonly postgres: string;
  readonly launcher: Launcher;
  readonly data: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  /** The file its output goes to. */
  readonly log: string;
}

const attempts = 10;

/** Starts the server and waits until it takes connections. Throws EmbeddedError with its last log lines. */
export async function startServer(options: ServerOptions): Promise<Postmaster> {
  let said = '';
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const from = size(options.log);
    const server = await launch(options);
    if (server) return server;
    said = readFileSync(options.log).subarray(from).toString('utf8');
    // The children of a server that was killed take a moment to notice and end.
    if (!said.includes('shared memory block')) break;
    await sleep(500);
  }
  throw new EmbeddedError(
    `PostgreSQL did not start on ${loopback}:${options.port} with "${options.data}": ${lastLines(said)}`,
  );
}

async function launch(options: ServerOptions): Promise<Postmaster | undefined> {
  const { data, port } = options;
  const log = openSync(options.log, size(options.log) > 5_000_000 ? 'w' : 'a', 0o600);
  const child = startDetached(options.launcher, options.postgres, serverArgs(options), log);
  closeSync(log);
  let ended = false;
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  child.unref();
  const { pid } = child;
  if (pid === undefined) {
    throw new EmbeddedError(
      `Cannot run "${options.postgres}". Install again, or set DATABASE_URL.`,
    );
  }
  // Replaying its log after a crash may take long: as long as the process lives, it is left to it.
  // Asking the pid file too tells our server from another that took the port a moment before.
  const isReady = async () =>
    runningPostmaster(data)?.pid === pid && (await askPostgres(port)) === 'ready';
  await waitUntil(async () => ended || (await isReady()), Number.POSITIVE_INFINITY);
  return ended ? undefined : { pid, port };
}

function serverArgs({ data, port, settings }: ServerOptions): string[] {
  const own = {
    port: String(port),
    // Whatever the caller sets, the server stays on loopback: the last setting of a name wins.
    listen_addresses: loopback,
    unix_socket_directories: '',
  };
  const all = [...Object.entries(settings), ...Object.entries(own)];
  return ['-D', data, ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function size(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

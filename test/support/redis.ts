import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Redis of one test file. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Ends it as a crash does: with all that it holds. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts redis-server on a loopback port, free when none is given, with a folder of its own; `args` are
 * added to its command line. Throws when it is not installed.
 */
export async function startRedis(args: readonly string[] = [], asked?: number): Promise<TestRedis> {
  const port = asked ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'evolve-redis-'));
  const own = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', ''];
  const server = spawn('redis-server', [...own, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => void server.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  await ready(server);
  const end = async (signal: NodeJS.Signals) => {
    server.kill(signal);
    await ended;
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

function ready(server: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.includes('Ready to accept connections')) resolve();
    });
    server.once('error', (error) =>
      reject(
        new Error(
          `Cannot run redis-server (${error.message}). Install it with: node scripts/system-packages.mjs redis-server`,
        ),
      ),
    );
    server.once('close', (code) => reject(new Error(`redis-server ended (${code}): ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1');
  return address.port;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A Redis of the bench's own, which keeps nothing. Throws when redis-server is not installed. */
export async function startBenchRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  // Boundary: a server on a port has an address with a port.
  const { port } = free.address() as AddressInfo;
  free.close();
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(new Error('redis-server is missing: node scripts/system-packages.mjs redis-server')),
    );
    server.stdout.on('data', (data: Buffer) => {
      if (data.toString().includes('Ready to accept connections')) resolve();
    });
  });
  const stop = async () => {
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
}

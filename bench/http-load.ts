import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { programmeId, steps } from './bench-programmes.js';

/** The api as a process of its own, on a free port, with identity and validation as always. */
export async function startApi(
  databaseUrl: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const main = resolve('dist/api.mjs');
  const env = {
    ...process.env,
    EVOLVE_MODE: 'demo',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '32',
    LOG_LEVEL: 'error',
  };
  const child = fork(main, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [said] = (await once(child, 'message')) as [{ address: string }]; // what the api's main sends
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { url: said.address, stop };
}

let runs = 0;

/**
 * Accepted events a second over HTTP, one at a time of each programme. The load comes from wrk on one
 * thread, which like pgbench takes little of the processors that both sides share with the server.
 */
export async function loadHttp(url: string, clients: number, seconds: number): Promise<number> {
  const count = String(clients);
  const prefix = `http-${process.pid}-${(runs += 1)}`;
  const told = steps.flatMap((step) => [step.persona, bodyOf(step)]);
  const args = ['-t', '1', '-c', count, '-d', `${seconds}s`, '-s', 'bench/http-load.lua', url];
  const child = spawn('wrk', [...args, '--', prefix, count, ...told], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'exit');
  const sums = /(\d+) accepted (\d+) refused in (\d+) us\n(.*)/.exec(said);
  if (sums === null) throw new Error(`wrk printed no sums:\n${said}`);
  const [, accepted, refused, microseconds, words] = sums;
  if (Number(refused) > 0) throw new Error(`${refused} events were refused: ${words}`);
  await settle(url, clients);
  await settle(url, clients); // what was still on its way when its connection closed has arrived by now
  return Number(accepted) / (Number(microseconds) / 1_000_000);
}

/** wrk is no package of npm; where nobody may install it, the words say so. */
export function prepareLoad(): void {
  const run = spawnSync(process.execPath, ['scripts/system-packages.mjs', 'wrk'], {
    stdio: 'inherit',
  });
  if (run.status !== 0) throw new Error('the load over HTTP needs wrk');
}

const bodyOf = (step: (typeof steps)[number]): string =>
  JSON.stringify({ item: 'M1', event: step.event, payload: step.payload });

/** A run may end between a submission and its return: brings every milestone back. */
async function settle(url: string, clients: number): Promise<void> {
  const step = steps[1];
  for (let client = 0; client < clients; client += 1) {
    await fetch(`${url}/api/v1/programmes/${programmeId(client)}/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'evolve-persona': step.persona,
        'idempotency-key': `settle-${process.pid}-${runs}-${client}-${performance.now()}`,
      },
      body: bodyOf(step),
    }).then((answer) => answer.arrayBuffer());
  }
}

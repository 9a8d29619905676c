import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import autocannon, { type Client, type Request } from 'autocannon';
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

let keys = 0;

/** Accepted events a second over HTTP; each connection keeps to a programme of its own. */
export async function loadHttp(url: string, clients: number, seconds: number): Promise<number> {
  let next = 0;
  const refused: string[] = [];
  const accepted: number[] = [];
  const turns: number[] = [];
  const instance = autocannon({
    url,
    connections: clients,
    duration: seconds,
    setupClient: (client: Client) => {
      const index = next;
      next += 1;
      accepted[index] = 0;
      turns[index] = 0;
      client.setRequests(steps.map((_step, turn) => requestFor(index, turn)));
      client.on('body', (body: Buffer) => {
        const text = body.toString();
        turns[index] = (turns[index] ?? 0) + 1;
        if (text.includes('"outcome":"accepted"') || text.includes('"entries"')) {
          accepted[index] = (accepted[index] ?? 0) + 1;
        } else refused.push(text);
      });
    },
  });
  const result = await instance;
  if (refused.length > 0) throw new Error(`${refused.length} events were refused: ${refused[0]}`);
  await settle(url, clients);
  await settle(url, clients); // what was still on its way when its connection closed has arrived by now
  return accepted.reduce((sum, each) => sum + each, 0) / result.duration;
}

function requestFor(client: number, turn: number): Request {
  const step = steps[turn] ?? steps[0];
  return {
    method: 'POST',
    path: `/api/v1/programmes/${programmeId(client)}/events`,
    body: JSON.stringify({ item: 'M1', event: step.event, payload: step.payload }),
    setupRequest: (request: Request) => ({
      ...request,
      headers: {
        'content-type': 'application/json',
        'evolve-persona': step.persona,
        'idempotency-key': `http-${process.pid}-${(keys += 1)}`,
      },
    }),
  };
}

/** A run may end between a claim and its rejection: brings every milestone back to active. */
async function settle(url: string, clients: number): Promise<void> {
  const step = steps[1];
  for (let client = 0; client < clients; client += 1) {
    await fetch(`${url}/api/v1/programmes/${programmeId(client)}/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'evolve-persona': step.persona,
        'idempotency-key': `http-settle-${process.pid}-${(keys += 1)}`,
      },
      body: JSON.stringify({ item: 'M1', event: step.event, payload: step.payload }),
    }).then((answer) => answer.arrayBuffer());
  }
}

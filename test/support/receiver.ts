import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What somebody posted. */
export interface Received {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** A receiver of webhooks on this machine. It answers 200 until told otherwise. */
export interface Receiver {
  readonly host: string;
  readonly url: string;
  readonly received: Received[];
  answer(status: number, headers?: Record<string, string>, body?: string): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let says = { status: 200, headers: {}, body: '' };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        body: Buffer.concat(chunks).toString('utf8'),
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ),
      });
      response.writeHead(says.status, says.headers).end(says.body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Boundary: a server that listens on a port has an address of that shape.
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    host,
    url: `http://${host}/hook`,
    received,
    answer: (status, headers = {}, body = '') => {
      says = { status, headers, body };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

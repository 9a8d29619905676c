import { connect, createServer } from 'node:net';

/** Loopback, the only address the private server ever listens on. */
export const loopback = '127.0.0.1';

/** Whether nothing listens on a port of the loopback address. */
export async function isFree(port: number): Promise<boolean> {
  return (await bind(port)) !== undefined;
}

/** A free port of the loopback address, chosen by the system. */
export async function freePort(): Promise<number> {
  const port = await bind(0);
  if (port === undefined) throw new Error(`No free port on ${loopback}`);
  return port;
}

/** What a server says to a first message: ready for sign-in, there but not ready, or nobody there. */
export type Answer = 'ready' | 'busy' | 'absent';

/** Asks a PostgreSQL server whether it takes connections, without signing in. */
export function askPostgres(port: number): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host: loopback, port });
    const answer = (value: Answer) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(1000, () => answer('busy'));
    socket.on('error', () => answer('absent'));
    socket.on('close', () => answer('busy'));
    socket.on('connect', () => socket.write(startupMessage()));
    // "R" asks for the password; "E" is an error, such as "the database system is starting up".
    socket.on('data', (data) => answer(data.toString('latin1', 0, 1) === 'R' ? 'ready' : 'busy'));
  });
}

/** PostgreSQL's StartupMessage, protocol 3.0: length, version, name and value pairs ended by a zero byte. */
function startupMessage(): Buffer {
  const pairs = Buffer.from('user\0postgres\0database\0postgres\0\0', 'latin1');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + pairs.length, 0);
  head.writeInt32BE(3 << 16, 4);
  return Buffer.concat([head, pairs]);
}

function bind(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen({ host: loopback, port, exclusive: true }, () => {
      const address = server.address();
      const bound = address && typeof address === 'object' ? address.port : undefined;
      server.close(() => resolve(bound));
    });
  });
}

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Line } from './history.js';

/** A mail server of one worker, so that it is known whose mail it is. */
export type MailSink = { url: string; close(): Promise<void> };

/**
 * Takes every mail and tells of it before it says so to the worker. `accepted` may kill that worker: the
 * mail is then accepted, and nobody there knows.
 */
export async function startMailSink(
  from: string,
  accepted: (line: Extract<Line, { type: 'accepted' }>) => Promise<void> | void,
): Promise<MailSink> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const at = Date.now();
        const read = PostalMime.parse(Buffer.concat(chunks)).then(
          async ({ subject = '', to, messageId = '' }) => {
            const reminder = reminderName(subject, to?.[0]?.address ?? '');
            await accepted({ type: 'accepted', reminder, id: messageId, at, from });
          },
        );
        read.then(() => done(), done);
      });
    },
  });
  server.on('error', () => undefined); // a killed worker leaves its connection broken
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  // Boundary: a server on a port has an address with a port.
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** One reminder to one person: item and programme as the subject names them, and the address. */
function reminderName(subject: string, address: string): string {
  const [, item = subject, programme = ''] = /^([^:]+): .*\(([^()]+)\)$/.exec(subject) ?? [];
  return nameOf(programme, item, address);
}

export const nameOf = (programme: string, item: string, address: string): string =>
  `${programme} / ${item} / ${address}`;

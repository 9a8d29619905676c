import { createTransport } from 'nodemailer';
import type { Channel, Message } from './channel.js';

interface SmtpOptions {
  /** smtp:// or smtps:// with host, port, and user and password where the server wants them. */
  readonly url: string;
  readonly from: string;
  /** Mails under way at the same time. */
  readonly connections?: number;
}

/** E-mail by SMTP. A server that does not answer fails a mail after half a minute at most. */
export function smtpChannel({ url, from, connections = 5 }: SmtpOptions): Channel {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: 'email',
    address: ({ email }) => email,
    send: async (message) => {
      await transport.sendMail(mailOf(message, from));
    },
    close: () => transport.close(),
  };
}

/** A mail as it would have gone out: envelope and the whole message as it travels (RFC 5322). */
export interface CapturedMail {
  readonly message: Message;
  readonly from: string;
  readonly raw: string;
}

/** E-mail where there is no mail server: each mail is built in full and kept instead of sent. */
export function capturedMailChannel(
  from: string,
  keep: (mail: CapturedMail) => Promise<void>,
): Channel {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: 'email',
    address: ({ email }) => email,
    send: async (message) => {
      const built = await transport.sendMail(mailOf(message, from));
      if (!Buffer.isBuffer(built.message)) throw new Error('A mail was not built in one piece.');
      await keep({ message, from, raw: built.message.toString('utf8') });
    },
    close: () => transport.close(),
  };
}

function mailOf(message: Message, from: string) {
  return {
    from,
    // An object, so that a name or an address with a comma is not read as two.
    to: { name: '', address: message.to },
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: `<${message.messageId}>`,
    // Keeps holiday replies from answering (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

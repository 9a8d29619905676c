import { createTransport } from 'nodemailer';
import type { Channel, Message } from './channel.js';
import { deadlineCalendar } from './deadline-calendar.js';
import { mailNotAccepted } from './mail-not-accepted.js';

/** Whom a mail is from, and where its reader goes with an answer or to hear less. */
export interface MailSender {
  readonly from: string;
  /** Where answers go, if not to the sender. */
  readonly replyTo?: string;
  /** The page on which people say how they want to hear. */
  readonly preferencesUrl?: string;
}

interface SmtpOptions extends MailSender {
  /** smtp:// or smtps:// with host, port, and user and password where the server wants them. */
  readonly url: string;
  /** Mails under way at the same time. */
  readonly connections?: number;
}

/** E-mail by SMTP. A server that does not answer fails a mail after half a minute at most. */
export function smtpChannel({ url, connections = 5, ...sender }: SmtpOptions): Channel {
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
      await transport.sendMail(mailOf(message, sender)).catch((error: unknown) => {
        throw mailNotAccepted(error);
      });
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
  sender: MailSender,
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
      const built = await transport.sendMail(mailOf(message, sender));
      if (!Buffer.isBuffer(built.message)) throw new Error('A mail was not built in one piece.');
      await keep({ message, from: sender.from, raw: built.message.toString('utf8') });
    },
    close: () => transport.close(),
  };
}

function mailOf(message: Message, { from, replyTo, preferencesUrl }: MailSender) {
  const calendar = deadlineCalendar(message);
  return {
    from,
    ...(replyTo !== undefined && { replyTo }),
    // An object, so that a name or an address with a comma is not read as two.
    to: { name: '', address: message.to },
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: `<${message.messageId}>`,
    headers: {
      // Keeps holiday replies from answering (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      ...(preferencesUrl !== undefined && { 'List-Unsubscribe': `<${preferencesUrl}>` }),
    },
    ...(calendar !== null && {
      attachments: [
        {
          filename: 'deadline.ics',
          content: calendar,
          contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
        },
      ],
    }),
  };
}

import { NotAccepted } from './channel.js';

/** What nodemailer throws, where the server said something. */
type Failure = { code?: string; command?: string; responseCode?: number; message?: string };

/** What a server answers to, before it has heard of any mail: as nodemailer names it. */
const beforeAnyMail = /^(CONN|EHLO|HELO|STARTTLS)$/;

/**
 * Why a mail server did not take a mail: what it says of an address or a mail with a 5xx is for good,
 * a 4xx asks for patience, and without an answer it could not be reached (RFC 5321). One that speaks
 * to nobody, or not to us, has said nothing of the mail: it could not be reached either.
 */
export function mailNotAccepted(error: unknown): NotAccepted {
  const { code, command, responseCode = 0, message = String(error) } = (error ?? {}) as Failure; // Boundary: nodemailer's error
  // Our own password is at fault, not the address: what waits goes out once it is put right.
  if (code === 'EAUTH' || responseCode === 0) return new NotAccepted('unreachable', message);
  if (responseCode < 500) return new NotAccepted('busy', message);
  // 530: it wants a password first (RFC 4954), or TLS (RFC 3207).
  if (responseCode === 530 || beforeAnyMail.test(command ?? '')) {
    return new NotAccepted('unreachable', message);
  }
  return new NotAccepted(command === 'RCPT TO' ? 'bounced' : 'refused', message);
}

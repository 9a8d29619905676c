import { NotAccepted } from './channel.js';

/** What nodemailer throws, where the server said something. */
type Failure = { code?: string; command?: string; responseCode?: number; message?: string };

/**
 * Why a mail server did not take a mail: what it says of an address or a mail with a 5xx is for good,
 * a 4xx asks for patience, and without an answer it could not be reached (RFC 5321).
 */
export function mailNotAccepted(error: unknown): NotAccepted {
  const { code, command, responseCode = 0, message = String(error) } = (error ?? {}) as Failure; // Boundary: nodemailer's error
  // Our own password is at fault, not the address: what waits goes out once it is put right.
  if (code === 'EAUTH' || responseCode === 0) return new NotAccepted('unreachable', message);
  if (responseCode < 500) return new NotAccepted('busy', message);
  return new NotAccepted(command === 'RCPT TO' ? 'bounced' : 'refused', message);
}

/**
 * The Message-ID of one notice to one person: the same however often it is sent, so that a mail
 * repeated after a crash is recognised. Without the angle brackets.
 *
 * @param host right-hand side, such as the host people reach Evolve at
 */
export function messageId(
  of: { organisation: string; programme: string; notice: string; person: string },
  host: string,
): string {
  const local = [of.notice, of.person, of.programme, of.organisation].map(atoms).join('.');
  return `${local}@${host}`;
}

/** Keeps to RFC 5322 atoms: what may not stand there is percent-encoded, dots too, as they part the four. */
function atoms(text: string): string {
  return encodeURIComponent(text).replace(
    /[().]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

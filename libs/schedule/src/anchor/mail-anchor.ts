import type { Anchor } from './anchor.js';

/** Auditors' own mailboxes: a mail with the note, to each of them. */
export function mailAnchor(
  addresses: readonly string[],
  send: (mail: { to: string; subject: string; text: string; id: string }) => Promise<void>,
): Anchor {
  return {
    name: 'mail',
    place: addresses.join(', '),
    put: async ({ origin, size, note }) => {
      const subject = `Checkpoint of ${origin}: ${size} entries`;
      const text = `${words}\n\n${note}`;
      for (const to of addresses) {
        await send({ to, subject, text, id: `checkpoint.${size}.${to}` });
      }
    },
  };
}

const words = `Keep this mail. What follows was signed by the log of Evolve, and nobody who runs it can take
it back: with it you can tell of every later evidence pack whether the log still holds what it
held then. Save everything from the line that begins the log's name to the end, with its last line
break, as a file, and give it to the verifier: --checkpoint FILE.`;

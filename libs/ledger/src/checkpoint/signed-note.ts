import { fromHex, hex, utf8 } from '../hash.js';
import { quoted } from '../json.js';
import { base64, fromBase64 } from './base64.js';
import { isKeyName, type LogKey } from './log-key.js';

/** Signs bytes with the private half of a key, wherever that is kept: 64 bytes. */
export type Ed25519Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** Is this the signature (64 bytes) of the message under this public key (32 bytes)? */
export type Ed25519Verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** A note whose signatures hold, and the known keys that made them. */
export type OpenedNote = {
  readonly ok: true;
  readonly text: string;
  readonly signedBy: readonly LogKey[];
};

type Refused = { readonly ok: false; readonly problem: string };
type Signature = { readonly name: string; readonly id: string; readonly bytes: Uint8Array };

const MOST_CHARACTERS = 1_000_000;
const MOST_SIGNATURES = 100;

/**
 * Text and signatures as one note (C2SP signed-note): the text, an empty line, a line for each key.
 * Throws a TypeError on a text that no note can carry.
 */
export async function signNote(
  text: string,
  signers: readonly { readonly key: LogKey; readonly sign: Ed25519Sign }[],
): Promise<string> {
  const fault = faultOfText(text);
  if (fault) throw new TypeError(`The text to be signed ${fault}.`);
  if (signers.length === 0) throw new TypeError('A note needs a signature; no signer was given.');
  let note = `${text}\n`;
  for (const { key, sign } of signers) {
    const signature = await sign(utf8(text));
    if (signature.length !== 64) {
      throw new TypeError(`${key.name} signed with ${signature.length} bytes; Ed25519 has 64.`);
    }
    note += `— ${key.name} ${base64(new Uint8Array([...fromHex(key.id), ...signature]))}\n`;
  }
  return note;
}

/**
 * The text of a note that at least one of these keys has signed. Signatures by other keys say
 * nothing; one that claims a known key and does not hold spoils the note.
 */
export async function openNote(
  verify: Ed25519Verify,
  note: string,
  keys: readonly LogKey[],
): Promise<OpenedNote | Refused> {
  const read = readNote(note);
  if (!read.ok) return read;
  const signedBy: LogKey[] = [];
  for (const { name, id, bytes } of read.signatures) {
    const key = keys.find((known) => known.name === name && known.id === id);
    if (!key) continue;
    if (bytes.length !== 64 || !(await verify(key.publicKey, utf8(read.text), bytes))) {
      return refused(`the signature by ${name} (key ${id}) does not fit the text`);
    }
    signedBy.push(key);
  }
  if (signedBy.length > 0) return { ok: true, text: read.text, signedBy };
  const names = read.signatures.map(({ name, id }) => `${name} (key ${id})`).join(', ');
  return refused(`it is signed by ${names}, and none of them is a known key`);
}

const refused = (why: string): Refused => ({ ok: false, problem: `The note is refused: ${why}.` });

function readNote(note: string): { ok: true; text: string; signatures: Signature[] } | Refused {
  if (note.length > MOST_CHARACTERS)
    return refused(`it has more than ${MOST_CHARACTERS} characters`);
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return refused('no empty line parts its text from its signatures');
  const text = note.slice(0, end + 1);
  const fault = faultOfText(text);
  if (fault) return refused(`its text ${fault}`);
  if (!note.endsWith('\n')) return refused('its last line does not end in a newline');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES)
    return refused(`it has more than ${MOST_SIGNATURES} signatures`);
  const signatures: Signature[] = [];
  for (const [place, line] of lines.entries()) {
    const [, name = '', rest = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(rest);
    if (!isKeyName(name) || !bytes || bytes.length < 5) {
      const where = `line ${place + 1} of its signatures, ${quoted(line)},`;
      return refused(`${where} is not "— name base64" with a key id and a signature`);
    }
    signatures.push({ name, id: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) });
  }
  return { ok: true, text, signatures };
}

function faultOfText(text: string): string | null {
  if (!text.endsWith('\n') || text === '\n') return 'is empty or does not end in a newline';
  if (/\p{Surrogate}/u.test(text))
    return 'holds half of a surrogate pair, which UTF-8 cannot carry';
  // oxlint-disable-next-line no-control-regex -- these are what must not be there
  const control = /[\u0000-\u0009\u000b-\u001f]/.exec(text);
  return control ? `holds the control character ${JSON.stringify(control[0])}` : null;
}

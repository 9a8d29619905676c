import { hex, utf8, type Sha256 } from '../hash.js';
import { quoted } from '../json.js';
import { base64, fromBase64 } from './base64.js';

/** A public key of the log: its name (the origin), its short id (8 digits), its 32 bytes. */
export type LogKey = {
  readonly name: string;
  readonly id: string;
  readonly publicKey: Uint8Array;
};

/** Ed25519 in the list of signature types of C2SP signed notes. */
const ED25519 = 1;

/** May this be the name of a key: some characters, none of them a space, a control or a plus? */
export function isKeyName(name: string): boolean {
  // U+0085 is a space to Unicode but not to \s.
  return name !== '' && !/[\s+\u0085\p{Cc}\p{Surrogate}]/u.test(name);
}

/**
 * The key under which signatures name it: id = first four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖
 * key). Throws a RangeError on a name or key that cannot be.
 */
export function logKey(sha256: Sha256, name: string, publicKey: Uint8Array): LogKey {
  if (!isKeyName(name)) {
    throw new RangeError(`${quoted(name)} cannot name a key: no spaces, no plus, not empty.`);
  }
  if (publicKey.length !== 32) {
    throw new RangeError(`A public key of ${publicKey.length} bytes was given; Ed25519 has 32.`);
  }
  const named = new Uint8Array([...utf8(`${name}\n`), ED25519, ...publicKey]);
  return { name, id: hex(sha256(named)).slice(0, 8), publicKey };
}

/** The key as one line of text, `name+id+base64(0x01 ‖ key)`: what others keep to verify with. */
export function writeVerifierKey({ name, id, publicKey }: LogKey): string {
  return `${name}+${id}+${base64(new Uint8Array([ED25519, ...publicKey]))}`;
}

/** The key from its line of text; the id must be the one that name and key give. */
export function readVerifierKey(
  sha256: Sha256,
  text: string,
): { ok: true; key: LogKey } | { ok: false; problem: string } {
  const no = (why: string) => ({ ok: false as const, problem: `The key ${quoted(text)} ${why}.` });
  const [, name = '', id = '', rest = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  if (!isKeyName(name)) return no('is not written as name+id+base64, the id as 8 digits a–f, 0–9');
  const bytes = fromBase64(rest);
  if (bytes?.length !== 33 || bytes[0] !== ED25519) {
    return no('does not hold an Ed25519 key: 0x01 and 32 bytes, in base64');
  }
  const key = logKey(sha256, name, bytes.subarray(1));
  return key.id === id
    ? { ok: true, key }
    : no(`names itself ${id}; name and bytes give ${key.id}`);
}

/** What is printed on paper and compared by eye: SHA-256 of the 32 bytes, in hex. */
export function keyFingerprint(sha256: Sha256, key: LogKey): string {
  return hex(sha256(key.publicKey));
}

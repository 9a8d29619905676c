/**
 * SHA-256 of bytes, or of the UTF-8 of a text, handed in by the caller so that the same code runs on a
 * server and in a browser. A text is taken as it is: Node encodes it faster than this library could.
 */
export type Sha256 = (data: Uint8Array | string) => Uint8Array;

/** What stands in `previous` of the first entry, and the head of an empty chain. */
export const ZERO_HASH = '0'.repeat(64);

const encoder = new TextEncoder();
const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal of the bytes. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX_OF_BYTE[byte];
  return text;
}

/** The bytes of lower-case hexadecimal. Throws a RangeError on anything else. */
export function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(text)) {
    throw new RangeError(`"${text}" is not lower-case hexadecimal with two digits a byte.`);
  }
  return bytesOfHex(text);
}

/** The same of what is known to be one. */
export function bytesOfHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = digit(text, 2 * index) * 16 + digit(text, 2 * index + 1);
  }
  return bytes;
}

const NO_DIGIT = 16;
/** The value of a digit, by its code. */
const VALUE_OF_DIGIT = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(code));
  return value < 0 ? NO_DIGIT : value;
});

/** Do 64 lower-case hexadecimal digits stand in these bytes? */
export function isHex(bytes: Uint8Array, from: number): boolean {
  let all = 0;
  for (let at = from; at < from + 64; at += 1) {
    all |= VALUE_OF_DIGIT[bytes[at] ?? 0] ?? NO_DIGIT;
  }
  return all < NO_DIGIT;
}

/** The bytes of the 64 digits that stand in these bytes; what is no digit makes it any other. */
export function digestAt(bytes: Uint8Array, from: number): Uint8Array {
  const digest = new Uint8Array(32);
  for (let place = 0, at = from; place < 32; place += 1, at += 2) {
    const high = VALUE_OF_DIGIT[bytes[at] ?? 0] ?? 0;
    digest[place] = (high << 4) | (VALUE_OF_DIGIT[bytes[at + 1] ?? 0] ?? 0);
  }
  return digest;
}

/** The bytes of the 64 lower-case hexadecimal digits that stand in these bytes; null where others do. */
export const digestIn = (bytes: Uint8Array, from: number): Uint8Array | null =>
  isHex(bytes, from) ? digestAt(bytes, from) : null;

/** By code: "a" is 97. The tree reads millions of hashes, and parseInt is slow at it. */
function digit(text: string, place: number): number {
  const code = text.charCodeAt(place);
  return code < 97 ? code - 48 : code - 87;
}

/** Is this a SHA-256 as the ledger writes it: 64 lower-case hexadecimal digits? */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * The hash of an entry from its canonical text: SHA-256(0x00 ‖ UTF-8(text)).
 * The prefix is that of a Merkle leaf in RFC 6962, so the hash is the leaf hash too.
 */
export function hashCanonical(sha256: Sha256, canonical: string): string {
  return hex(sha256(`\0${canonical}`)); // U+0000 is the single byte 0x00 in UTF-8
}

/** What hashCanonical hashes, in bytes. */
export const leafOf = (canonical: string): Uint8Array => encoder.encode(`\0${canonical}`);

/** The text of a leaf; null when it is not UTF-8. */
export function textOfLeaf(leaf: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(leaf.subarray(1));
  } catch {
    return null;
  }
}

/** Are these the same bytes? */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place += 1) {
    if (one[place] !== other[place]) return false;
  }
  return true;
}

import type { Entry, RevealedEntry } from './entry.js';
import { fromHex, hex, utf8, type Sha256 } from './hash.js';
import { canonicalJson, pointer, quoted, replaceObjects, type Json } from './json.js';

/** One row of the erasable side table: where in the entry, what it says, and the salt as hex. */
export type PrivateField = {
  readonly pointer: string;
  readonly value: Json;
  readonly salt: string;
};

/** The side-table rows of one entry by JSON pointer. */
export type PrivateFields = ReadonlyMap<string, { readonly value: Json; readonly salt: string }>;

/** Salt for the value at a pointer: 32 bytes, random for a live programme. */
export type SaltFor = (sequence: number, pointer: string) => Uint8Array;

/** The commitment to a value: SHA-256(0x02 ‖ salt ‖ JCS(value)), hex. Salt is 32 bytes. */
function commitTo(sha256: Sha256, salt: Uint8Array, value: unknown): string {
  if (salt.length !== 32) {
    throw new RangeError(`A salt of ${salt.length} bytes was given; a commitment takes 32.`);
  }
  const text = utf8(canonicalJson(value));
  const bytes = new Uint8Array(33 + text.length);
  bytes[0] = 2;
  bytes.set(salt, 1);
  bytes.set(text, 33);
  return hex(sha256(bytes));
}

/** Does this commitment (hex) hold this value under this salt (hex)? Malformed input: no. */
export function openCommitment(
  sha256: Sha256,
  commitment: string,
  salt: string,
  value: unknown,
): boolean {
  try {
    return commitTo(sha256, fromHex(salt), value) === commitment;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * The salt of a rehearsal, derived so that rehearsing offline gives the same ledger head.
 * It hides nothing from whoever can guess the value: only for programmes on a rehearsal clock.
 */
export function rehearsalSalt(
  sha256: Sha256,
  programme: string,
  sequence: number,
  pointer: string,
): Uint8Array {
  return sha256(`evolve rehearsal salt v1\n${canonicalJson([programme, sequence, pointer])}`);
}

/** Put commitments where a draft says `{ $private: value }`, and hand back the side rows. */
export function hidePrivate(
  sha256: Sha256,
  draft: Json,
  saltAt: (pointer: string) => Uint8Array,
): { value: Json; privateFields: PrivateField[] } {
  const privateFields: PrivateField[] = [];
  const value = replaceObjects(draft, (object, steps) => {
    const hidden = object['$private'];
    if (hidden === undefined || Object.keys(object).length !== 1) return undefined;
    const at = pointer(steps);
    const salt = saltAt(at);
    privateFields.push({ pointer: at, value: hidden, salt: hex(salt) });
    return { $commitment: commitTo(sha256, salt, hidden) };
  });
  return { value, privateFields };
}

/**
 * The entry for reading: each commitment becomes its value, or `{ $erased: true }` without a row.
 * It takes the rows at their word; checkPrivateFields proves them.
 */
export function revealEntry(entry: Entry, fields: PrivateFields): RevealedEntry {
  // Only commitments change, and they stand where a revealed entry may hold any JSON.
  return replaceObjects(entry, (object, steps) => {
    if (object['$commitment'] === undefined) return undefined;
    const field = fields.get(pointer(steps));
    return field ? field.value : { $erased: true };
  }) as RevealedEntry;
}

/**
 * Do the side-table rows of an entry say what was committed to?
 * `erased`: pointers whose row is gone, which is allowed. `problems`: rows that do not match, or
 * stand where the entry has no commitment; each quotes its pointer.
 */
export function checkPrivateFields(
  sha256: Sha256,
  entry: Entry,
  fields: PrivateFields,
): { ok: boolean; erased: string[]; problems: string[] } {
  const erased: string[] = [];
  const problems: string[] = [];
  const committed = new Set<string>();
  replaceObjects(entry, (object, steps) => {
    const commitment = object['$commitment'];
    if (typeof commitment !== 'string') return undefined;
    const at = pointer(steps);
    committed.add(at);
    const field = fields.get(at);
    if (!field) erased.push(at);
    else if (!openCommitment(sha256, commitment, field.salt, field.value)) {
      problems.push(
        `"${at}": ${quoted(field.value)} is not what entry ${entry.sequence} committed to`,
      );
    }
    return null;
  });
  for (const pointer of fields.keys()) {
    if (!committed.has(pointer)) {
      problems.push(`"${pointer}": entry ${entry.sequence} has no commitment there`);
    }
  }
  return { ok: problems.length === 0, erased, problems };
}

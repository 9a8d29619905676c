import { checkEntry } from './check-entry.js';
import type { Entry, EntryDraft, Head } from './entry.js';
import { hashCanonical, ZERO_HASH, type Sha256 } from './hash.js';
import { canonicalJson } from './json.js';
import { hidePrivate, type PrivateField, type SaltFor } from './private-text.js';

/** An entry in its place, its one text, its hash, and the rows for the erasable side table. */
export type SealedEntry = {
  readonly entry: Entry;
  readonly canonical: string;
  readonly hash: string;
  readonly privateFields: readonly PrivateField[];
};

/**
 * Give a draft its place after `previous` (null: first of its chain), its text and its hash.
 * `{ $private: value }` anywhere in the draft becomes a commitment salted by `saltFor`.
 * Throws a TypeError naming every field that breaks the format, or a value JSON cannot carry.
 */
export function sealEntry(
  sha256: Sha256,
  draft: EntryDraft,
  previous: Head | null,
  saltFor?: SaltFor,
): SealedEntry {
  const sequence = (previous?.sequence ?? 0) + 1;
  const placed = { ...draft, sequence, previous: previous?.hash ?? ZERO_HASH };
  const { value, privateFields } = hidePrivate(sha256, placed, (pointer) => {
    if (saltFor) return saltFor(sequence, pointer);
    throw new TypeError(`Entry ${sequence} has private text at "${pointer}"; hand in saltFor.`);
  });
  const problems = checkEntry(value);
  if (problems.length > 0) {
    throw new TypeError(`Entry ${sequence} breaks the format: ${problems.join('; ')}.`);
  }
  const canonical = canonicalJson(value);
  const entry = value as Entry; // checkEntry has just found nothing against it
  return { entry, canonical, hash: hashCanonical(sha256, canonical), privateFields };
}

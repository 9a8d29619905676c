import { canonicalJson, type Json } from '#ledger';
import type { ProgrammeState } from '#programme';
import { keepSnapshot, snapshotAt, type Session, type StoredEntry } from '#store';

/** One for so many entries: a view of the past folds no more than these. */
const EVERY = 500;

type Of = { organisation: string; programme: string };

/**
 * Compares the snapshot after an entry with the state that the entries make, and puts it right: what is
 * wrong with it, or null when nothing is or when it was not there. Most entries have none. `redacted` is
 * the last redaction as the entries began to be read.
 */
export async function checkSnapshot(
  session: Session,
  of: Of,
  { sequence, hash }: Pick<StoredEntry, 'sequence' | 'hash'>,
  state: ProgrammeState,
  redacted: number,
): Promise<string | null> {
  if (sequence % EVERY !== 0) return null;
  const there = await snapshotAt(session, of, sequence);
  const made = { sequence, hash, recordedAt: state.lastRecordedAt, state };
  if (there !== null && asText(there) === asText(made)) return null;
  await keepSnapshot(session, of, made, redacted);
  return there === null ? null : 'its snapshot is not what the entries make it; it was made anew';
}

const asText = (snapshot: object): string =>
  // A state is plain JSON; a field that is undefined is one that is not there.
  canonicalJson(JSON.parse(JSON.stringify(snapshot)) as Json);

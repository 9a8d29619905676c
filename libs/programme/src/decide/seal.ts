import {
  rehearsalSalt,
  sealEntry,
  type EntryDraft,
  type Head,
  type SaltFor,
  type SealedEntry,
  type Sha256,
} from '#ledger';

/** Gives drafts their places in a chain, one after the other. */
export function sealAll(
  sha256: Sha256,
  head: Head,
  drafts: readonly EntryDraft[],
  saltFor: SaltFor,
): { sealed: SealedEntry[]; head: Head } {
  const sealed: SealedEntry[] = [];
  let last = head;
  for (const draft of drafts) {
    const next = sealEntry(sha256, draft, last, saltFor);
    sealed.push(next);
    last = { sequence: next.entry.sequence, hash: next.hash };
  }
  return { sealed, head: last };
}

/** Salts of a rehearsal: derived, so that the same rehearsal has the same ledger head anywhere. */
export function rehearsalSalts(sha256: Sha256, programme: string): SaltFor {
  return (sequence, pointer) => rehearsalSalt(sha256, programme, sequence, pointer);
}

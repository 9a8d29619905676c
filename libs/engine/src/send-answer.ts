import type { SealedEntry } from '#ledger';
import type { ItemState, JsonObject, Refusal } from '#programme';

/** An entry as the answer to an event names it. */
export type EntryHeader = {
  sequence: number;
  hash: string;
  kind: string;
  item: string | null;
  /** Type of the event or rule; null for an opening. */
  event: string | null;
};

/** What became of an event that was sent. */
export type SendAnswer =
  | {
      outcome: 'accepted';
      /** The same request came before under the same key: this is the answer it got. */
      replayed: boolean;
      /** The last entry it wrote: its place and hash. */
      sequence: number;
      hash: string;
      entries: EntryHeader[];
      /** The item right after the event. */
      item: ItemState;
      /** Ids of items it created. */
      created: string[];
      /** What somebody should know of where it led: dates in years whose holidays nobody knows. */
      warnings: string[];
    }
  | {
      outcome: 'refused';
      refusal: Refusal;
      /** Its place on the refusals chain; null when it was too malformed to keep. */
      number: number | null;
    }
  | { outcome: 'conflict'; item: ItemState; expected: number }
  | { outcome: 'keyReused'; key: string }
  | { outcome: 'unknownProgramme' };

export const entryHeader = ({ entry, hash }: SealedEntry): EntryHeader => ({
  sequence: entry.sequence,
  hash,
  kind: entry.kind,
  item: entry.item,
  event: entry.event?.type ?? null,
});

/** What is kept with a key: enough to give the same answer again, and nothing that may be erased. */
export type KeptAnswer = {
  entries: EntryHeader[];
  created: string[];
  itemVersion: number;
  /** Absent where there were none. */
  warnings?: string[];
};

export const keptAnswer = ({ warnings = [], ...kept }: KeptAnswer): JsonObject => ({
  ...kept,
  ...(warnings.length > 0 && { warnings }),
});

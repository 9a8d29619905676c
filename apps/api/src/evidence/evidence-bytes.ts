import { insertEvidenceContent, readEvidenceContent, type Store } from '#store';

/** A content: the organisation it belongs to, and the hash it is known by. */
export type ContentKey = { organisation: string; sha256: string };

/** Where the bytes of evidence are kept: the database, or an S3-compatible store. */
export interface EvidenceBytes {
  /** Keeps them; again is no harm. */
  put(key: ContentKey, bytes: Buffer): Promise<void>;
  /** A part at a time; null when they are not there. */
  read(key: ContentKey): Promise<AsyncIterable<Uint8Array> | null>;
}

export const inDatabase = (store: Store): EvidenceBytes => ({
  put: (key, bytes) => insertEvidenceContent(store.pool, { ...key, size: bytes.length }, bytes),
  read: ({ organisation, sha256 }) => readEvidenceContent(store, organisation, sha256),
});

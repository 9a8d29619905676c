import { chainVerifier, type ChainVerifier, type Sha256, type Stream } from '#ledger';
import { copiedText, type CopiedRow } from '#store';
import type { ChainNamed } from './log-broken.js';

/** What is known of a chain on the way through the log. */
export type ChainMet = ChainNamed & {
  readonly verifier: ChainVerifier;
  /** Its leaves, one after the other. */
  readonly leaves: Rolled;
  /** Its entries, as far as there are leaves. */
  readonly entries: Rolled;
};

/** Chains by their names, as those stand in the first three fields of a row. */
export class ChainBook {
  readonly #met = new Map<number, (ChainMet & { key: Uint8Array })[]>();
  readonly #sha256: Sha256;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  /** The chain of a row; rows of many chains take turns, so no text is made for one that is known. */
  of(row: CopiedRow): ChainMet {
    const { bytes, start, end } = row;
    // From the length of the first field on: with the lengths, no two names have the same bytes.
    const from = (start[0] ?? 0) - 4;
    const to = end[2] ?? 0;
    let sum = 0;
    for (let at = from; at < to; at += 1) sum = Math.imul(sum ^ (bytes[at] ?? 0), 0x01_00_01_93);
    const alike = this.#met.get(sum);
    const known = alike?.find(({ key }) => isAt(bytes, from, to, key));
    if (known !== undefined) return known;
    const met = { ...this.#meet(row), key: bytes.slice(from, to) };
    if (alike) alike.push(met);
    else this.#met.set(sum, [met]);
    return met;
  }

  *[Symbol.iterator](): Generator<ChainMet> {
    for (const alike of this.#met.values()) yield* alike;
  }

  #meet(row: CopiedRow): ChainMet {
    const [organisation, programme, stream] = [0, 1, 2].map(
      (field) => copiedText(row, field) ?? '',
    );
    const name = {
      organisation: organisation ?? '',
      programme: programme === '' ? null : (programme ?? ''),
      stream: stream as Stream, // one that is none is told by the first entry
    };
    return {
      ...name,
      programme: programme ?? '',
      verifier: chainVerifier(this.#sha256, name),
      leaves: new Rolled(this.#sha256),
      entries: new Rolled(this.#sha256),
    };
  }
}

function isAt(bytes: Uint8Array, from: number, to: number, key: Uint8Array): boolean {
  if (key.length !== to - from) return false;
  for (let place = 0; place < key.length; place += 1) {
    if (bytes[from + place] !== key[place]) return false;
  }
  return true;
}

const DIGEST = 32;
const AT_ONCE = 8;

/** Hashes in an order, kept as one hash and the last few: two are the same when what they hold is. */
class Rolled {
  readonly #sha256: Sha256;
  readonly #kept = new Uint8Array(DIGEST * (AT_ONCE + 1));
  count = 0;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  add(hash: Uint8Array): void {
    const place = (this.count % AT_ONCE) + 1;
    this.#kept.set(hash, place * DIGEST);
    this.count += 1;
    if (place < AT_ONCE) return;
    this.#kept.set(this.#sha256(this.#kept), 0);
  }

  isSame(other: Rolled): boolean {
    // What is left of earlier rounds is the same on both sides, or the hash before it is not.
    return this.count === other.count && isAt(this.#kept, 0, this.#kept.length, other.#kept);
  }
}

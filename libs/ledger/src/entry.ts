import type { Json, JsonObject } from './json.js';

/** What stands in an entry for an erasable value: SHA-256(0x02 ‖ salt ‖ JCS(value)), as hex. */
export type Commitment = { readonly $commitment: string };

/** In a draft: a value that must not stand in the entry; sealing puts its commitment there. */
export type Private<Value extends Json = Json> = { readonly $private: Value };

/** In a revealed entry: the text behind a commitment was erased. */
export type Erased = { readonly $erased: true };

/** A chart state: a name, or the state of each nested region, as in XState. */
export type StateValue = string | { readonly [region: string]: StateValue };

/** Two chains of one programme: what happened, and what was refused. */
export type Stream = 'history' | 'refusals';

/** The end of a chain: the last sequence and its hash; sequence 0 and zeros when it is empty. */
export type Head = { readonly sequence: number; readonly hash: string };

/** One change of data, as an outcome value: replaying it needs no rule. `op` is an open list. */
export type Change = JsonObject & { readonly op: string };

/** A guard that was asked, what it answered, and on what. */
export type GuardAnswer = {
  readonly guard: string;
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly inputs: JsonObject;
  readonly basis: JsonObject | null;
};

type EntryOf<Text> = {
  readonly v: 1;
  readonly organisation: string;
  /** null: the organisation's own chain. */
  readonly programme: string | null;
  readonly stream: Stream;
  /** From 1, without gaps, within organisation, programme and stream. */
  readonly sequence: number;
  readonly previous: string;
  /** OPENED, TRANSITION, BLOCKED, REFUSED, DEFINITION_PUBLISHED, PROGRAMME_OPENED …: an open list. */
  readonly kind: string;
  /** On the refusals stream only: the head of the history it was decided on. */
  readonly at: Head | null;
  /** The history entry of the same batch whose effect made a system rule fire. */
  readonly cause: number | null;
  readonly item: string | null;
  readonly event: {
    readonly type: string;
    /** The idempotency key. */
    readonly key: string | null;
    /** In a rehearsal: public record, or an assumption. null: as it was lived. */
    readonly mark: 'history' | 'assumed' | null;
    readonly payload: JsonObject;
  } | null;
  readonly actor: {
    /** Opaque id; null is the system. */
    readonly person: string | null;
    readonly actingFor: string | null;
    readonly role: string;
    readonly authority: string | null;
  };
  readonly from: StateValue | null;
  readonly to: StateValue | null;
  readonly changes: readonly Change[];
  readonly guards: readonly GuardAnswer[];
  readonly evidence: readonly {
    readonly title: Text;
    readonly source: Text | null;
    readonly sha256: string | null;
    /** What it shows, such as "formation". Public. */
    readonly kind: string | null;
  }[];
  readonly refusal: { readonly code: string; readonly message: Text } | null;
  /** YYYY-MM-DD, as the actor says. */
  readonly occurredOn: string;
  /** YYYY-MM-DDTHH:mm:ss.sssZ, stamped; never earlier than the entry before. */
  readonly recordedAt: string;
  /** Content hash of the definition; null only where no definition applies (programme null). */
  readonly definition: string | null;
};

/** One ledger entry; docs/ledger-format.md describes it field by field. */
export type Entry = EntryOf<string | Commitment>;

/** An entry before it is sealed: no place in the chain yet, private values still in words. */
export type EntryDraft = Omit<EntryOf<string | Commitment | Private>, 'sequence' | 'previous'>;

/** An entry for reading: commitments replaced by their values, or marked as erased. */
export type RevealedEntry = EntryOf<Json>;

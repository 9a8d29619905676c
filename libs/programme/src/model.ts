import type { EventMark, Json, JsonObject, Mark } from './definition/mark.js';
import type { Instant, IsoDate } from '#plan';

/** A state value as XState writes it: a name, or for compound and parallel states an object. */
export type StateValue = string | { [state: string]: StateValue };

/** Where a stored value comes from; `recorded` came with an event. */
export type ValueMark = {
  mark: Mark | 'recorded' | 'assumed';
  sources: string[];
  note?: string;
  /** Sequence of the entry that brought the value: a correction points at it. */
  entry?: number;
  /** Set by a correction that another approved: the next one takes two persons as well. */
  together?: true;
};

/** One item of a programme: plain data, no XState snapshot. */
export type ItemState = {
  id: string;
  chart: string;
  title: string;
  value: StateValue;
  /** Local day on which the outermost state was entered. */
  since: IsoDate;
  /** What each history state would return to: state path → the value below its parent. */
  remembered: { [path: string]: StateValue };
  /** `null` means: still to be confirmed. */
  data: JsonObject;
  /** By field; by `register.row` and `register.row.column` for what was changed there; `''` for all. */
  marks: { [field: string]: ValueMark };
  /** Why a value is still to be confirmed: field → reason. */
  unknown: { [field: string]: string };
  closed: boolean;
  /**
   * Number of entries that touched this item, those that only ask for an approval of it left out; a
   * client may name it as the version it expects.
   */
  version: number;
  /** Number of entries that changed its data, as opposed to moves of its state alone. */
  revision: number;
  /** The item's version right after each event or rule last happened to it. */
  happened: { [event: string]: number };
  /** Who has performed each duty on this item; an act for another counts for both. */
  duties: { [duty: string]: string[] };
};

export type Clock = 'live' | 'rehearsal';

/** A programme as it stands: the fold of its entries. */
export type ProgrammeState = {
  id: string;
  organisation: string;
  definition: string;
  title: string;
  clock: Clock;
  /** Sequence and hash of the last entry. */
  head: { sequence: number; hash: string };
  lastRecordedAt: Instant;
  items: { [id: string]: ItemState };
  /** Items that the version it was migrated to has no place for, as they stood; undoing restores them. */
  retired?: { [id: string]: ItemState };
  /** How many items were created per chart, for `<chart>-<n>` ids. */
  created: { [chart: string]: number };
  /** Rules that are due but blocked, and the reasons last noted: `item/event` → digest. */
  blocked: { [rule: string]: string };
};

/** A role held in this programme now: for all its items, or for those listed. */
export type Grant = { role: string; items: string[] | null; authority: string | null };

/**
 * Who acts: a person by opaque id with the roles held now, or the system. Acting for another, the
 * roles are those which that other person holds.
 */
export type Actor =
  | { kind: 'person'; person: string; grants: Grant[]; actingFor: string | null }
  | { kind: 'system' };

/** An event as asked for. `role` picks one of the actor's roles; otherwise the first that fits. */
export type EventRequest = {
  item: string;
  type: string;
  payload: JsonObject;
  actor: Actor;
  role?: string;
  occurredOn?: IsoDate;
  key: string;
  mark?: EventMark;
  expectedVersion?: number;
};

export type Answer = 'yes' | 'no' | 'unknown';

/** What one guard found: plain words, the values it looked at, what it rests on, who can clear it. */
export type Finding = {
  guard: string;
  answer: Answer;
  words: string;
  inputs: JsonObject;
  basis: { mark: Mark; sources: string[]; quotes: string[] } | null;
  /** Roles, and the same in words: by title, with the name of the role in brackets. */
  clearedBy: string[];
  whoClears: string[];
};

export const refusalCodes = [
  'UNKNOWN_ITEM',
  'ITEM_CLOSED',
  'UNKNOWN_EVENT',
  'NOT_NOW',
  'SYSTEM_ONLY',
  'ROLE_NOT_PERMITTED',
  'INVALID_PAYLOAD',
  'GUARD_FAILED',
  'GUARD_UNKNOWN',
  'OCCURRED_IN_FUTURE',
  'PROGRAMME_ENDED',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** An expected "no": why, with every failing guard. */
export type Refusal = {
  code: RefusalCode;
  message: string;
  findings: Finding[];
  /** Events that the item would take now, when the one asked for is not among them. */
  expected: string[];
  problems: { pointer: string; detail: string }[];
};

export type TimerKind = 'wake' | 'reminder' | 'check' | 'catchUp';

/** A row to set: `key` is unique per programme and item, and says what the timer is for. */
export type Timer = {
  item: string;
  kind: TimerKind;
  key: string;
  dueAt: Instant;
  /** For reminders: the milestone's deadline and the offset in working days. */
  detail: JsonObject;
};
export type TimerRef = { item: string; key: string };
export type TimerChanges = {
  set: Timer[];
  /**
   * Timers that no longer apply: superseded by another date, or cancelled since the item is done;
   * `why` says so in words, for people.
   */
  cancel: (TimerRef & { reason: 'superseded' | 'cancelled'; why: string })[];
};

/** Something somebody must hear: to roles or persons, about an item. Text is made at the edge. */
export type Notice = {
  /** Stable within the programme: the same notice has the same id however often it is computed. */
  id: string;
  template:
    | 'transition'
    | 'escalation'
    | 'reminder'
    | 'catchUp'
    | 'check'
    | 'blocked'
    | 'quality'
    | 'migrated';
  /** What it is about: an item, or the programme itself by its id. */
  item: string;
  toRoles: string[];
  toPersons: string[];
  /** What its text is made from; `urgent: true` where no digest may hold it back. */
  data: JsonObject;
};

export type { EventMark, Json, JsonObject, Mark };

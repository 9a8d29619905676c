import type { SealedEntry } from '#ledger';
import type { ItemState, JsonObject, Notice, ProgrammeState, Timer } from '#programme';
import type { Session } from './connect.js';
import type { ProgrammeRow, ProgrammeVersion } from './programme-row.js';
import { refusalStatement, writeStatement } from './write-statement.js';

/** What became of a timer: by its own time, or because it no longer applies. */
export type Settlement = {
  status: 'fired' | 'silent' | 'superseded' | 'cancelled';
  /** On the programme's clock. */
  settledAt: string;
  late: boolean;
  notice: string | null;
  /** Why nobody is told of it, in words. */
  why: string | null;
  /** Sequence of the entry by which it no longer applies. */
  cause: number | null;
};

export type TimerWrite = Timer & { settled: Settlement | null };
export type TimerSettled = Pick<Timer, 'item' | 'key'> & Settlement;

/** An idempotency key used up, with what is needed to give the same answer again. */
export type KeyWrite = { key: string; requestHash: string; sequence: number; answer: JsonObject };

/** All that one or more decisions on a programme write, from the version they were decided on. */
export type ProgrammeWrite = {
  organisation: string;
  programme: string;
  expected: ProgrammeVersion;
  next: ProgrammeVersion & Pick<ProgrammeState, 'created' | 'blocked' | 'lastRecordedAt'>;
  items: (ItemState & { position: number })[];
  entries: SealedEntry[];
  keys: KeyWrite[];
  timers: TimerWrite[];
  /** Timers that are rows already; disjoint from `timers`. */
  settled: TimerSettled[];
  notices: (Notice & { at: string })[];
  duties: DutyAct[];
};

/** A duty performed by a person on an item, by an entry; `separation` names the group it stands in. */
export type DutyAct = {
  sequence: number;
  item: string;
  separation: string;
  person: string;
  duty: string;
};

/** A duty that a person holds of an item within a group, without the entry that it began with. */
export type DutyHolder = Omit<DutyAct, 'sequence'>;

/** Whether a write won; `ahead` is by how many seconds its time of record is ahead of the database. */
export type WriteResult = { won: boolean; ahead: number };

/**
 * Writes the decisions of any number of programmes with one statement, in one round trip. Each wins
 * or loses on its own; none is written in part. Throws when a constraint fails: then nothing is.
 */
export async function writeProgrammes(
  session: Session,
  writes: readonly ProgrammeWrite[],
): Promise<WriteResult[]> {
  const { rows } = await session.query<WriteResult>({
    name: 'write-programmes',
    text: writeStatement,
    values: parameters(writes),
  });
  return rows;
}

function parameters(writes: readonly ProgrammeWrite[]): string[] {
  const list = (rowsOf: (write: ProgrammeWrite) => readonly object[]) =>
    JSON.stringify(writes.flatMap((write, n) => rowsOf(write).map((row) => ({ n, ...row }))));
  return [
    list((write) => [programmeRow(write)]),
    list((write) => write.items),
    list((write) => write.entries.map(entryRow)),
    list((write) => write.entries.flatMap(privateRows)),
    list((write) =>
      write.keys.map(({ requestHash, ...key }) => ({ ...key, request_hash: requestHash })),
    ),
    list((write) => write.timers.map(timerRow)),
    list(({ organisation, programme, settled }) =>
      settled.map((each) => ({ organisation, programme, ...settledRow(each) })),
    ),
    list((write) =>
      write.notices.map(({ toRoles, toPersons, ...notice }) => ({
        ...notice,
        to_roles: toRoles,
        to_persons: toPersons,
      })),
    ),
    list((write) => write.duties),
  ];
}

const programmeRow = ({ organisation, programme, expected, next }: ProgrammeWrite) => ({
  organisation,
  programme,
  version: expected.version,
  head: expected.head,
  clock_at: expected.clockAt,
  next_version: next.version,
  next_head: next.head,
  recorded_at: next.lastRecordedAt,
  next_clock_at: next.clockAt,
  created: next.created,
  blocked: next.blocked,
});

const entryRow = ({ entry, hash, canonical }: SealedEntry) => ({
  sequence: entry.sequence,
  hash,
  canonical,
});

const privateRows = ({ entry, privateFields }: SealedEntry) =>
  privateFields.map((field) => ({ sequence: entry.sequence, ...field }));

const timerRow = ({ item, key, kind, dueAt, detail, settled }: TimerWrite) => ({
  item,
  key,
  kind,
  due_at: dueAt,
  detail,
  status: settled?.status ?? 'pending',
  settled_at: settled?.settledAt ?? null,
  late: settled?.late ?? false,
  notice: settled?.notice ?? null,
  why: settled?.why ?? null,
  cause: settled?.cause ?? null,
});

const settledRow = ({ settledAt, ...settled }: TimerSettled) => ({
  ...settled,
  settled_at: settledAt,
});

/** Refusals of one programme, sealed after `after`. */
export type RefusalsWrite = {
  after: Pick<ProgrammeRow, 'organisation' | 'id' | 'refusals' | 'refusalHead'>;
  entries: readonly SealedEntry[];
};

/** Appends refusals to their chain, unless somebody else has appended since. */
export async function writeRefusals(
  session: Session,
  { after, entries }: RefusalsWrite,
): Promise<WriteResult> {
  const last = entries.at(-1);
  if (last === undefined) return { won: true, ahead: 0 };
  const { rows } = await session.query<WriteResult>({
    name: 'write-refusals',
    text: refusalStatement,
    values: [
      after.organisation,
      after.id,
      after.refusals,
      after.refusalHead,
      last.entry.sequence,
      last.hash,
      last.entry.recordedAt,
      JSON.stringify(entries.map(entryRow)),
      JSON.stringify(entries.flatMap(privateRows)),
    ],
  });
  return rows[0] ?? { won: false, ahead: 0 };
}

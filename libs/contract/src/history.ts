import { z } from 'zod';
import { HeldEvidence } from './evidence.js';
import { Day, LocalTime, Moment } from './json.js';

/** One entry of the ledger, as people read it and as it was written. */
export const HistoryEntry = z
  .object({
    sequence: z.int(),
    hash: z.string(),
    kind: z.string(),
    item: z.string().nullable(),
    event: z.string().nullable(),
    /** One sentence. */
    words: z.string(),
    actor: z.object({
      person: z.string().nullable(),
      actingFor: z.string().nullable(),
      role: z.string(),
      authority: z.string().nullable(),
    }),
    from: z.string().nullable(),
    to: z.string().nullable(),
    occurredOn: Day,
    recordedAt: Moment,
    /** The same on clocks in the programme's zone. */
    recordedLocal: LocalTime,
    /** How many working days after the day it happened it was recorded, where that is many. */
    recordedLate: z.int().nullable(),
    /** The entry whose value this one corrects. */
    corrects: z.int().nullable(),
    /** Entries that correct a value of this one, in order. */
    correctedBy: z.array(z.int()),
    /** What it was shown to rest on, and where that is held. */
    evidence: z.array(HeldEvidence),
    /** The entry itself (docs/ledger-format.md), private texts put back in. */
    entry: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const HistoryPage = z
  .object({
    stream: z.enum(['history', 'refusals']),
    entries: z.array(HistoryEntry),
    /** The address of the next page, or null at the end. */
    next: z.string().nullable(),
  })
  .meta({ id: 'HistoryPage' });
export type HistoryPage = z.infer<typeof HistoryPage>;

export const HistoryQuery = z.strictObject({
  stream: z.enum(['history', 'refusals']).default('history'),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

const chain = z.object({ entries: z.int(), head: z.string() });

/** Whether the history holds: both chains, and that they lead to the state that is stored. */
export const HistoryVerdict = z
  .object({
    ok: z.boolean(),
    /** One sentence. */
    words: z.string(),
    history: chain.nullable(),
    refusals: chain.nullable(),
    /** How many free texts of both were erased: their entries still hold. Null when it is broken. */
    erased: z.int().nullable(),
    /** What was looked at, and what was not. */
    covers: z.string(),
    /** Where it is broken first, and how. */
    broken: z
      .object({
        stream: z.enum(['history', 'refusals']),
        /** Null when the entries are good, and something does not follow from them. */
        sequence: z.int().nullable(),
        /** Null for an entry without one, and for the programme itself. */
        item: z.string().nullable(),
        code: z.string(),
        problem: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'HistoryVerdict' });
export type HistoryVerdict = z.infer<typeof HistoryVerdict>;

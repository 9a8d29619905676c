import { z } from 'zod';
import { Day, JsonValue, Moment } from './json.js';

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
    /** The entry itself (docs/ledger-format.md), private texts put back in. */
    entry: z.record(z.string(), JsonValue),
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

const chain = z.object({
  ok: z.boolean(),
  entries: z.int(),
  head: z.string().nullable(),
  /** The first entry that is not as it should be, and what is wrong with it. */
  firstBad: z.int().nullable(),
  problem: z.string().nullable(),
});

/** Whether the history holds: both chains, and that they lead to the state that is stored. */
export const HistoryVerdict = z
  .object({
    ok: z.boolean(),
    words: z.string(),
    history: chain,
    refusals: chain,
    /** Where the stored items differ from what the history says. */
    state: z.object({ ok: z.boolean(), problems: z.array(z.string()) }),
  })
  .meta({ id: 'HistoryVerdict' });
export type HistoryVerdict = z.infer<typeof HistoryVerdict>;

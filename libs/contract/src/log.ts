import { z } from 'zod';
import { Moment } from './json.js';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A checkpoint of the log, as it was signed. */
export const LogCheckpoint = z
  .object({
    /** How many leaves it covers. */
    size: z.int(),
    madeAt: Moment,
    /** The signed note, to be kept as it is (docs/ledger-format.md). */
    note: z.string(),
  })
  .meta({ id: 'LogCheckpoint' });
export type LogCheckpoint = z.infer<typeof LogCheckpoint>;

const LogKey = z
  .object({
    /** SHA-256 of the 32 bytes: what is compared by eye. */
    fingerprint: Hash,
    /** `name+id+base64`, as verifiers take it. */
    key: z.string(),
    addedAt: Moment,
  })
  .meta({ id: 'LogKey' });

export const LogKeys = z.object({ keys: z.array(LogKey) }).meta({ id: 'LogKeys' });
export type LogKeys = z.infer<typeof LogKeys>;

/** A place outside at which checkpoints are kept. */
const LogAnchor = z
  .object({
    name: z.enum(['folder', 'database', 'mail', 'git', 'webhook']),
    place: z.string(),
    /** Leaves of the checkpoint kept there last, and since when; null before the first. */
    size: z.int().nullable(),
    anchoredAt: Moment.nullable(),
    /** Since when it fails, and why; null while it does not. */
    failingSince: Moment.nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'LogAnchor' });

/** How the log of this installation stands. */
export const LogView = z
  .object({
    /** Its name; null before its first checkpoint. */
    origin: z.string().nullable(),
    /** Leaves: the entries that are in it. */
    size: z.int(),
    /** Writes that it has yet to take. */
    waiting: z.int(),
    /** Why it does not go on, or is not signed; null when all is well. */
    problem: z.string().nullable(),
    checkpoint: LogCheckpoint.nullable(),
    /** All keys that ever signed, the first first. */
    keys: z.array(LogKey),
    anchors: z.array(LogAnchor),
    /** When the whole of it was gone through last, and what was wrong; null before the first night. */
    verified: z.object({ at: Moment, size: z.int(), problem: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'LogView' });
export type LogView = z.infer<typeof LogView>;

export const LogConsistencyQuery = z.strictObject({
  from: z.coerce.number().int().min(0).meta({ description: 'The size of the earlier checkpoint.' }),
  to: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: 'The size of the later one; of the newest checkpoint when absent.' }),
});
export type LogConsistencyQuery = z.infer<typeof LogConsistencyQuery>;

/** That the first `from` leaves are the beginning of the first `to` (RFC 9162, 2.1.4). */
export const LogConsistency = z
  .object({ from: z.int(), to: z.int(), proof: z.array(Hash) })
  .meta({ id: 'LogConsistency' });
export type LogConsistency = z.infer<typeof LogConsistency>;

export const InclusionQuery = z.strictObject({
  sequence: z.coerce.number().int().min(1),
  stream: z.enum(['history', 'refusals']).default('history'),
});
export type InclusionQuery = z.infer<typeof InclusionQuery>;

/** That an entry stands in the log that a checkpoint covers (RFC 9162, 2.1.3). */
export const LogInclusion = z
  .object({
    /** Its place among the leaves, from 0, and its hash there. */
    position: z.int(),
    leaf: Hash,
    proof: z.array(Hash),
    checkpoint: LogCheckpoint,
  })
  .meta({ id: 'LogInclusion' });
export type LogInclusion = z.infer<typeof LogInclusion>;

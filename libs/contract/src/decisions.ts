import { z } from 'zod';
import { Day, JsonValue, Moment } from './json.js';

/** A decision of a body: given with an event, or in the decision log when the programme was opened. */
export const Decision = z
  .object({
    /** The entry that holds it; null for what was on record before. */
    sequence: z.int().nullable(),
    /** The item and event that it was about. */
    item: z.string().nullable(),
    event: z.string().nullable(),
    title: z.string().nullable(),
    body: z.string().nullable(),
    /** Free text: where it was erased, `{ "$erased": true }`. */
    minute: JsonValue.nullable(),
    /** Who was there, or how many; null when nobody said. */
    members: z.array(z.string()).nullable(),
    present: z.int().nullable(),
    quorum: z.int().nullable(),
    recused: z.array(z.string()),
    /** Who recorded it. */
    recordedBy: z.string().nullable(),
    on: Day.nullable(),
    recordedAt: Moment.nullable(),
  })
  .meta({ id: 'Decision' });
export type Decision = z.infer<typeof Decision>;

export const DecisionList = z.object({ decisions: z.array(Decision) }).meta({ id: 'DecisionList' });
export type DecisionList = z.infer<typeof DecisionList>;

export const DecisionQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type DecisionQuery = z.infer<typeof DecisionQuery>;

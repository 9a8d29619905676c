import { z } from 'zod';
import { Day, JsonValue, StateValue } from './json.js';

/** An event to send. The header `Idempotency-Key` names it: the same key never acts twice. */
export const NewEvent = z
  .strictObject({
    item: z.string().min(1),
    event: z
      .string()
      .regex(
        /^[A-Z][A-Z0-9_]{0,60}$/,
        'must be 1 to 61 capitals, digits and "_", such as REFORECAST',
      ),
    payload: z.record(z.string(), JsonValue).default({}),
    /** The day it happened, as you say; today when absent. */
    occurredOn: Day.optional(),
    /** The version of the item that you saw; a conflict when it has changed since. */
    expectedVersion: z.int().min(0).optional(),
    /** Which of your roles you act in; the first that fits when absent. */
    role: z.string().optional(),
    /** The person you act for, under a delegation of theirs to you that is in force. */
    actingFor: z.string().min(1).max(200).optional(),
    /** Rehearsals only: public record, or an assumption. */
    mark: z.enum(['history', 'assumed']).optional(),
  })
  .meta({
    id: 'NewEvent',
    examples: [
      {
        item: 'M06',
        event: 'REFORECAST',
        payload: { forecast: '2011-07-20', reason: 'The printers are booked.' },
      },
    ],
  });
export type NewEvent = z.input<typeof NewEvent>;

/** 1 to 200 printable characters. */
export const IdempotencyKey = z
  .string('is missing; send 1 to 200 printable characters, new for each new event')
  .regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?$/, 'must be 1 to 200 printable characters')
  .meta({
    description: 'Names the event: the same key never acts twice.',
    examples: ['7c0d-reforecast-M06'],
  });

const itemNow = z.object({
  item: z.string(),
  title: z.string(),
  state: z.string(),
  value: StateValue,
  version: z.int(),
  closed: z.boolean(),
});

/** An accepted event: what was written, and where the item stands now. */
export const EventAccepted = z
  .object({
    programme: z.string(),
    /** The last entry it wrote: its place and hash. */
    sequence: z.int(),
    hash: z.string(),
    /** Everything written with it, rules of the system that followed included. */
    entries: z.array(
      z.object({
        sequence: z.int(),
        hash: z.string(),
        kind: z.string(),
        item: z.string().nullable(),
        event: z.string().nullable(),
      }),
    ),
    item: itemNow,
    /** Ids of items that it created. */
    created: z.array(z.string()),
    /** What to know of where it led, in words: a date in a year whose holidays its calendar does not know. */
    warnings: z.array(z.string()),
  })
  .meta({ id: 'EventAccepted' });
export type EventAccepted = z.infer<typeof EventAccepted>;

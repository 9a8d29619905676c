import { z } from 'zod';
import { Day, Moment } from './json.js';

const Reason = z.string().trim().min(1).max(1000);
const Stream = z.enum(['history', 'refusals']);

/** Places a legal hold on a programme. */
export const NewHold = z
  .strictObject({ reason: Reason })
  .meta({ id: 'NewHold', example: { reason: 'Inquiry 2031/7' } });
export type NewHold = z.infer<typeof NewHold>;

/** A legal hold; in force until it is lifted. */
export const HoldView = z
  .object({
    id: z.string(),
    reason: z.string(),
    inForce: z.boolean(),
    placedBy: z.string(),
    placedAt: Moment,
    liftedBy: z.string().nullable(),
    liftedAt: Moment.nullable(),
  })
  .meta({ id: 'HoldView' });
export type HoldView = z.infer<typeof HoldView>;

export const HoldList = z.object({ holds: z.array(HoldView) }).meta({ id: 'HoldList' });
export type HoldList = z.infer<typeof HoldList>;

/** Asks for texts of the history or of the refusals to be erased. */
export const NewRedaction = z
  .strictObject({
    reason: Reason.meta({ description: 'Why, without repeating what is to be erased.' }),
    texts: z
      .union([
        z.literal('all'),
        z
          .array(
            z.strictObject({
              stream: Stream.default('history'),
              sequence: z.int().min(1),
              pointer: z.string().optional().meta({
                description: 'One text of the entry; all of them when absent.',
                example: '/event/payload/reason',
              }),
            }),
          )
          .min(1)
          .max(1000),
      ])
      .meta({ description: 'all: whatever free text the programme holds now.' }),
  })
  .meta({
    id: 'NewRedaction',
    example: { reason: 'Request 17 of a former member', texts: [{ sequence: 12 }] },
  });
export type NewRedaction = z.infer<typeof NewRedaction>;

/** A redaction: asked for by one person, applied by another. */
export const RedactionView = z
  .object({
    id: z.string(),
    status: z.enum(['asked', 'withdrawn', 'applied']),
    reason: z.string(),
    requestedBy: z.string(),
    requestedAt: Moment,
    withdrawnBy: z.string().nullable(),
    withdrawnAt: Moment.nullable(),
    appliedBy: z.string().nullable(),
    appliedAt: Moment.nullable(),
    /** Its entry in the history; null until it is applied. */
    sequence: z.int().nullable(),
    /** How many texts it names. */
    texts: z.int(),
    /** Where they stand; the first thousand. */
    places: z.array(z.object({ stream: Stream, sequence: z.int(), pointer: z.string() })),
  })
  .meta({ id: 'RedactionView' });
export type RedactionView = z.infer<typeof RedactionView>;

export const RedactionList = z
  .object({ redactions: z.array(RedactionView.omit({ places: true })) })
  .meta({ id: 'RedactionList' });
export type RedactionList = z.infer<typeof RedactionList>;

/** Programmes that ended longer ago than free texts are to be kept. */
export const RetentionView = z
  .object({
    /** How long texts are kept after the last entry of an ended programme; null: as long as it is. */
    days: z.int().nullable(),
    due: z.array(
      z.object({
        programme: z.string(),
        title: z.string(),
        lastRecordedOn: Day,
        dueOn: Day,
        texts: z.int(),
        onHold: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'RetentionView' });
export type RetentionView = z.infer<typeof RetentionView>;

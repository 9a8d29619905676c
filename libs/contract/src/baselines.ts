import { z } from 'zod';
import { Day } from './json.js';

/** A planned date as it was said, and the day it is held to; null while it was to be confirmed. */
const Planned = z.object({ words: z.string(), wording: z.string().nullable() }).nullable();

/** One milestone as a baseline holds it. */
export const PlannedMilestone = z
  .object({
    item: z.string(),
    title: z.string(),
    planned: Planned,
    committed: Day.nullable(),
    profile: z.string().nullable(),
    owner: z.string().nullable(),
    /** The change request that set this date, if one did. */
    changedBy: z.string().nullable(),
  })
  .meta({ id: 'PlannedMilestone' });
export type PlannedMilestone = z.infer<typeof PlannedMilestone>;

const head = {
  /** The number of its item: one that was withdrawn leaves its own out. */
  number: z.int(),
  item: z.string(),
  title: z.string(),
  approvedOn: Day.nullable(),
  /** The change request that it records; null when it was prepared and approved as such. */
  change: z.string().nullable(),
};

/** The approved baselines of a programme, in order. What is approved never changes. */
export const BaselineList = z
  .object({
    baselines: z.array(z.object({ ...head, milestones: z.array(PlannedMilestone) })),
  })
  .meta({ id: 'BaselineList' });
export type BaselineList = z.infer<typeof BaselineList>;

const changed = PlannedMilestone.extend({ changes: z.array(z.string()) });

/** What differs between two baselines, and by which approved changes; the rest is the same. */
export const BaselineComparison = z
  .object({
    from: z.object(head),
    to: z.object(head),
    added: z.array(changed),
    removed: z.array(changed),
    moved: z.array(
      z.object({
        item: z.string(),
        title: z.string(),
        from: PlannedMilestone,
        to: PlannedMilestone,
        /** Later or (negative) earlier; null without both committed days. */
        workingDays: z.int().nullable(),
        changes: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'BaselineComparison' });
export type BaselineComparison = z.infer<typeof BaselineComparison>;

export const BaselinePair = z.strictObject({
  from: z.coerce.number().int().min(1),
  to: z.coerce.number().int().min(1),
});
export type BaselinePair = z.infer<typeof BaselinePair>;

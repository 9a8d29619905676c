import { z } from 'zod';
import { Mark, Name } from './mark.js';

/** One rung: who decides, and up to where. What is not limited is decided without limit. */
const Authority = z.strictObject({
  role: Name,
  /** Most working days that any date moves, earlier or later. */
  upToWorkingDays: z.int().min(0).optional(),
  /** Whether it decides on milestones whose profile is one of `keyProfiles`. */
  mayTouchKey: z.boolean(),
  /** Whether it decides on hard dates, and on what would breach one. */
  mayBreachHard: z.boolean(),
  /** Whether it decides on milestones that are added, cancelled or dated for the first time. */
  mayAddOrCancel: z.boolean().default(false),
  /** Items reserved to this rung: none below it decides on them. */
  reservedItems: z.array(z.string()).default([]),
  /** A body that meets: this role records its decision, with the minute. */
  recordedBy: Name.optional(),
});
export type Authority = z.infer<typeof Authority>;

/** Who decides on changes of the plan, the lowest first: the lowest that suffices is asked. */
export const Authorities = z
  .strictObject({
    mark: Mark,
    sources: z.array(z.string()).default([]),
    keyProfiles: z.array(Name).default(['KEY']),
    rungs: z.array(Authority).min(1),
  })
  .meta({ id: 'Authorities' });
export type Authorities = z.infer<typeof Authorities>;

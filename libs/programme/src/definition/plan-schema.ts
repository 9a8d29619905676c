import { z } from 'zod';
import { Name } from './mark.js';

const days = z.int().min(0);
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "09:00"')
  .default('09:00');

/** Working days before and after the committed date; or, for undated facts, a recurring check. */
export const Profile = z
  .union([
    z.strictObject({
      title: z.string(),
      before: z.array(days),
      after: z
        .strictObject({ days: z.array(days), thenEvery: z.int().min(1).optional() })
        .optional(),
      time,
    }),
    z.strictObject({
      title: z.string(),
      every: z.int().min(1),
      escalateAfterUnchecked: z.int().min(1),
      /** Whom the check and its escalation go to. */
      tell: z.array(z.string()).min(1),
      escalateTo: z.array(z.string()).min(1),
      time,
    }),
  ])
  .meta({ id: 'Profile' });
export type Profile = z.infer<typeof Profile>;

/** One rung: when it is reached, in working days from the deadline or by slip, and whom it tells. */
const Step = z.strictObject({
  level: z.literal([1, 2, 3, 4]),
  tell: z.array(z.string()).min(1),
  at: z.int(),
  ifNoForecastWithin: days.optional(),
  slip: z.array(z.strictObject({ over: days, onCriticalPath: z.boolean().optional() })).optional(),
  pastHardDate: z.boolean().optional(),
});

export const Escalation = z
  .strictObject({ steps: z.array(Step).min(1).max(4), holdWorkingDays: days, time })
  .meta({ id: 'Escalation' });
export type Escalation = z.infer<typeof Escalation>;

/** The daily check: at which hour of the programme's zone, and what becomes of what it finds. */
export const Checks = z
  .strictObject({
    time: time.default('07:00'),
    /** The register that takes it: an item of a chart with `issues`. */
    issues: z.string().optional(),
    /** Roles that get a notice of what is new; the manager, unless given. */
    tells: z.array(Name).min(1).optional(),
    /** The role that owns the issues raised; the manager, unless given. */
    owner: Name.optional(),
  })
  .meta({ id: 'Checks' });

/** Thresholds of the computed red, amber and green, in working days late. */
export const RagRules = z
  .strictObject({
    greenUpTo: days,
    amberUpTo: days,
    redWhenHardDateBreached: z.boolean(),
    redWhenForecastNotUpdatedFor: z.int().min(1).optional(),
  })
  .meta({ id: 'RagRules' });

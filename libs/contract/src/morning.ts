import { z } from 'zod';
import { Day, Moment } from './json.js';

const colour = z.enum(['GREEN', 'AMBER', 'RED']);

/** How a live programme stood when it was looked over last, on its own morning. */
export const Morning = z
  .object({
    computedAt: Moment,
    /** The local day that it was worked out for. */
    day: Day,
    milestones: z.array(
      z.object({
        item: z.string(),
        colour: colour.nullable(),
        reasons: z.array(z.string()),
        standing: z.enum(['onPlan', 'slipping', 'late']),
        escalation: z.int(),
        committed: Day.nullable(),
        forecast: Day.nullable(),
        /** Working days from the committed day to the forecast. */
        slip: z.int().nullable(),
      }),
    ),
    /** What was wrong with the data, by name: `stale-M06-2011-03-31`. Issues say it in words. */
    findings: z.array(z.string()),
  })
  .meta({ id: 'Morning' });
export type Morning = z.infer<typeof Morning>;

/** The same in figures: how many open milestones had which colour. */
export const MorningColours = z
  .object({
    computedAt: Moment,
    day: Day,
    red: z.int(),
    amber: z.int(),
    green: z.int(),
    findings: z.int(),
  })
  .meta({ id: 'MorningColours' });
export type MorningColours = z.infer<typeof MorningColours>;

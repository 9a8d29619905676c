import { z } from 'zod';
import { Moment } from './json.js';

/** A calendar feed of yours. Its address is not shown again: whoever knows it reads it. */
export const CalendarFeed = z
  .object({
    id: z.string(),
    /** Of one programme, all its milestones; null: those that are for you, of all live programmes. */
    programme: z.string().nullable(),
    createdAt: Moment,
  })
  .meta({ id: 'CalendarFeed' });
export type CalendarFeed = z.infer<typeof CalendarFeed>;

export const CalendarFeedList = z
  .object({ feeds: z.array(CalendarFeed) })
  .meta({ id: 'CalendarFeedList' });
export type CalendarFeedList = z.infer<typeof CalendarFeedList>;

/** A feed with its address, shown this once. */
export const CalendarFeedMade = CalendarFeed.extend({ url: z.string() }).meta({
  id: 'CalendarFeedMade',
});
export type CalendarFeedMade = z.infer<typeof CalendarFeedMade>;

export const NewCalendarFeed = z
  .strictObject({ programme: z.string().nullable().default(null) })
  .meta({ id: 'NewCalendarFeed', example: { programme: 'evolve-nca' } });
export type NewCalendarFeed = z.infer<typeof NewCalendarFeed>;

import { z } from 'zod';
import { Moment } from './json.js';
import { languages } from './language.js';

/** Channels that a person may do without. The inbox is always on: it is where nothing is lost. */
const mutable = ['email', 'webhook', 'slack', 'teams', 'govuk-notify'] as const;

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format() !== '';
  } catch {
    return false;
  }
};

const Zone = z
  .string()
  .refine(isZone, 'must be a time zone such as Europe/London')
  .meta({ examples: ['Europe/London'] });

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 08:00')
  .meta({ examples: ['08:00'] });

/** How you want to hear. It takes the place of all that you said before. */
export const NewPreferences = z
  .strictObject({
    /** Your own time zone, wherever the programme is. */
    zone: Zone.default('Europe/London'),
    /** When your one mail a day goes out, in your zone; null: each notice at once. */
    digestAt: TimeOfDay.nullable(),
    /** Channels you do not want to hear on. */
    muted: z.array(z.enum(mutable)).max(mutable.length).default([]),
    /** What you are written to in. */
    language: z.enum(languages).default('en-GB'),
  })
  .meta({
    id: 'NewPreferences',
    example: { zone: 'Europe/London', digestAt: '08:00', muted: [], language: 'en-GB' },
  });
export type NewPreferences = z.infer<typeof NewPreferences>;

/** How you hear of what is for you. */
export const Preferences = z
  .object({
    zone: z.string(),
    digestAt: z.string().nullable(),
    muted: z.array(z.string()),
    language: z.string(),
    /** Notices that wait for your next digest, and when it goes out. */
    waiting: z.object({ notices: z.int(), until: Moment.nullable() }),
  })
  .meta({ id: 'Preferences' });
export type Preferences = z.infer<typeof Preferences>;

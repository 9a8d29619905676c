import { z } from 'zod';
import { IsoDay, Name } from './mark.js';

const year = z.int().min(1900).max(2200);
const kind = z.enum(['working', 'holiday']);

/** A day that is `working` or `holiday` against the rest, and perhaps what it is called. */
const Override = z.union([kind, z.strictObject({ is: kind, name: z.string() })]);

/** What a table of holidays says: this, and no more, is what its hash is of. */
const table = {
  weekend: z
    .array(z.int().min(1).max(7))
    .refine((days) => new Set(days).size < 7, 'leaves no day to work on; leave one out')
    .default([6, 7]),
  holidays: z.record(IsoDay, z.string()),
  overrides: z.record(IsoDay, Override).default({}),
  /** The years for which the holidays are known; outside them only weekends are. */
  covers: z.strictObject({ from: year, until: year }).optional(),
  /** Years for which there is only one source. */
  oneSource: z.array(year).optional(),
};

const about = {
  title: z.string(),
  /** ISO 3166 code, such as NL. Without `holidays`, they are looked up when the file is loaded. */
  country: z.string().optional(),
  /** A part of the country with holidays of its own, such as HH in DE. */
  region: z.string().optional(),
  source: z.string().optional(),
};

/**
 * A table of holidays as an event brings it: complete, so that the ledger holds all that follows
 * from it.
 */
export const HolidayTable = z.strictObject({ ...about, ...table }).meta({ id: 'HolidayTable' });
export type HolidayTable = z.infer<typeof HolidayTable>;

/**
 * A working calendar: holidays listed; or those of a country, for the years it covers; or `parts`,
 * each another calendar of the definition, in force from a day on.
 */
export const Calendar = z
  .strictObject({
    ...about,
    ...table,
    holidays: table.holidays.optional(),
    parts: z
      .array(z.strictObject({ from: IsoDay.optional(), calendar: Name }))
      .min(1)
      .optional(),
  })
  .meta({ id: 'Calendar' });
export type Calendar = z.infer<typeof Calendar>;

import { z } from 'zod';
import { Day, JsonValue } from './json.js';

const Basis = z.enum(['recorded', 'occurred']).meta({
  description:
    'recorded: as it was known at the end of the day. occurred: what had happened by then, as far as it is known now.',
});

/** Which day something is asked as at; without one, as it stands now. */
export const AsAtQuery = z
  .strictObject({ at: Day.optional(), basis: Basis.optional() })
  .refine(({ at, basis }) => at !== undefined || basis === undefined, {
    path: ['basis'],
    error: 'says nothing without a day: name one with "at"',
  });
export type AsAtQuery = z.infer<typeof AsAtQuery>;

/** The day that an answer speaks of. */
export const AsAt = z
  .object({
    day: Day,
    basis: Basis,
    /** The last entry of the history that it takes in. */
    head: z.object({ sequence: z.int(), hash: z.string() }),
    /** By occurrence: entries left out, for they speak of what had not happened yet. */
    leftOut: z.array(z.int()),
  })
  .meta({ id: 'AsAt' });
export type AsAt = z.infer<typeof AsAt>;

export const DifferenceQuery = z.strictObject({ from: Day, to: Day, basis: Basis.optional() });
export type DifferenceQuery = z.infer<typeof DifferenceQuery>;

/** What differs in a programme between two days. */
export const Differences = z
  .object({
    from: AsAt,
    to: AsAt,
    items: z.array(
      z.object({
        item: z.string(),
        title: z.string(),
        change: z.enum(['added', 'removed', 'changed']),
        /** In words; both null when the state is the same. */
        state: z.object({ was: z.string().nullable(), is: z.string().nullable() }),
        values: z.array(
          z.object({
            field: z.string(),
            title: z.string(),
            /** The row of a register; null for a value as a whole. */
            row: z.string().nullable(),
            was: JsonValue,
            is: JsonValue,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Differences' });
export type Differences = z.infer<typeof Differences>;

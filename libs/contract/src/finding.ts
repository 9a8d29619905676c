import { z } from 'zod';
import { JsonValue } from './json.js';

/** A fact that something rests on: the words, and where they stand. */
export const Quote = z
  .object({
    id: z.string(),
    quote: z.string(),
    document: z.string(),
    lines: z.array(z.int()),
  })
  .meta({
    id: 'Quote',
    examples: [
      {
        id: 'S06',
        quote: 'fully operational by December 2013',
        document: 'Annual Plan',
        lines: [41],
      },
    ],
  });
export type Quote = z.infer<typeof Quote>;

/** What one condition found: in plain words, on what values, resting on what, cleared by whom. */
export const Finding = z
  .object({
    guard: z.string(),
    answer: z.enum(['yes', 'no', 'unknown']),
    words: z.string(),
    inputs: z.record(z.string(), JsonValue),
    basis: z
      .object({
        mark: z.enum(['seed', 'history', 'proposed']),
        sources: z.array(z.string()),
        quotes: z.array(z.string()),
      })
      .nullable(),
    /** Roles that can clear it. */
    clearedBy: z.array(z.string()),
    /** The same in words: each by its title, with the name of the role in brackets. */
    whoClears: z.array(z.string()),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;

import { z } from 'zod';
import { Day } from './json.js';

const bound = z.coerce.number().int();

/** What an evidence pack of a programme is to hold. Days are days of recording in the programme's zone. */
export const PackRequest = z
  .strictObject({
    part: z.enum(['whole', 'range', 'sample']).default('whole').meta({
      description:
        'whole: every entry and every refusal. range: those recorded from one day to another. sample: some entries of the history.',
    }),
    from: Day.optional().meta({ description: 'range: the first day. sample: only from it on.' }),
    to: Day.optional().meta({ description: 'range: the last day. sample: only up to it.' }),
    item: z.string().optional().meta({ description: 'sample: entries of this item only.' }),
    person: z.string().optional().meta({ description: 'sample: who acted, or for whom.' }),
    event: z.string().optional().meta({ description: 'sample: entries of this event only.' }),
    entries: bound.min(1).max(100_000).optional().meta({
      description: 'sample: so many of those that fit, drawn by the seed; all of them when absent.',
    }),
    seed: z
      .string()
      .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores')
      .optional()
      .meta({ description: 'sample: the same seed draws the same entries. Made up when absent.' }),
    files: z.boolean().default(true).meta({
      description: 'Whether files of evidence are in it, or only their hashes.',
    }),
    privateTexts: z.boolean().default(true).meta({
      description: 'Whether free texts and personal fields are in it, or only their commitments.',
    }),
    checkpoints: z.array(z.int().min(1)).max(100).default([]).meta({
      description:
        'Sizes of checkpoints that you kept, so that the pack can be compared with them.',
    }),
  })
  .meta({ id: 'PackRequest', example: { part: 'range', from: '2011-04-01', to: '2011-09-30' } });
export type PackRequest = z.infer<typeof PackRequest>;

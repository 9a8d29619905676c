import { z } from 'zod';
import { Day } from './json.js';

/** The reports that there are of a programme. */
export const ReportList = z
  .object({
    reports: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        /** What it answers, in a sentence. */
        about: z.string(),
        columns: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'ReportList' });
export type ReportList = z.infer<typeof ReportList>;

const reportFormats = ['json', 'csv', 'xlsx'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Of which entries a report is made. Both days are days of recording in the programme's zone. */
const Chosen = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  item: z.string().optional(),
  person: z.string().optional().meta({ description: 'Who acted, or for whom.' }),
  event: z.string().optional(),
});

export const ReportQuery = Chosen.extend({
  format: z
    .enum(reportFormats)
    .default('json')
    .meta({ description: 'csv and xlsx are files, and have every line.' }),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000).meta({
    description: 'How many lines at most, in JSON.',
  }),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

/** A report: a table made anew from the entries themselves. */
export const ReportTable = z
  .object({
    id: z.string(),
    title: z.string(),
    about: z.string(),
    columns: z.array(z.string()),
    /** As many cells each as there are columns. */
    lines: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
    /** How many lines there are in all. */
    total: z.int(),
  })
  .meta({ id: 'ReportTable' });
export type ReportTable = z.infer<typeof ReportTable>;

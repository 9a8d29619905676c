import { z } from 'zod';
import { Day, JsonValue, Moment } from './json.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be the hash of a published definition');

/** Asks for programmes to be moved to another version. */
export const NewMigration = z
  .strictObject({
    to: hash,
    /** Up to 10,000 ids; or `all`, however many, that run on a version of the same definition and are not there yet. */
    programmes: z.union([z.literal('all'), z.array(z.string().min(1)).min(1).max(10_000)]),
    /** Only those that run on this version. */
    from: hash.optional(),
    /** Only look: it can never be applied. */
    dryRun: z.boolean().default(false),
  })
  .meta({
    id: 'NewMigration',
    examples: [{ to: '0'.repeat(64), programmes: 'all', dryRun: true }],
  });
export type NewMigration = z.infer<typeof NewMigration>;

const Blocker = z.object({ item: z.string().nullable(), message: z.string() });

/** What moving comes to, counted; `undo` is a move back to an earlier version. */
export const MigrationSummary = z
  .object({
    undo: z.boolean(),
    items: z.int(),
    added: z.int(),
    removed: z.int(),
    moved: z.int(),
    /** Calendars whose adopted table stands over that of the version. */
    tablesKept: z.array(z.string()),
    timersSet: z.int(),
    timersCancelled: z.int(),
    rules: z.int(),
    blockers: z.array(Blocker),
  })
  .meta({ id: 'MigrationSummary' });
export type MigrationSummary = z.infer<typeof MigrationSummary>;

/** One programme of a request; `asked` until it is previewed. */
export const MigratedProgramme = z
  .object({
    programme: z.string(),
    status: z.enum(['asked', 'ready', 'blocked', 'applied', 'stale', 'failed']),
    from: z.string().nullable(),
    summary: MigrationSummary.nullable(),
    appliedBy: z.string().nullable(),
    appliedAt: Moment.nullable(),
    /** Its entry in the programme's history. */
    sequence: z.int().nullable(),
    /** Why it failed: it is left as it was, and the rest goes on. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'MigratedProgramme' });
export type MigratedProgramme = z.infer<typeof MigratedProgramme>;

const count = z.int();

/** The programmes of a request that you may see, by id, a page at a time. */
export const MigrationPage = z
  .object({
    programmes: z.array(MigratedProgramme),
    /** The address of the next page, or null at the end. */
    next: z.string().nullable(),
  })
  .meta({ id: 'MigrationPage' });
export type MigrationPage = z.infer<typeof MigrationPage>;

export const MigrationPageQuery = z.strictObject({
  /** Those after the programme with this id. */
  after: z.string().default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  status: MigratedProgramme.shape.status.optional(),
});
export type MigrationPageQuery = z.infer<typeof MigrationPageQuery>;

/** A request to migrate; counts and the first page of the programmes of it that you may see. */
export const MigrationView = z
  .object({
    id: z.string(),
    to: z.string(),
    dryRun: z.boolean(),
    requestedBy: z.string(),
    requestedAt: Moment,
    counts: z.object({
      asked: count,
      ready: count,
      blocked: count,
      applied: count,
      stale: count,
      failed: count,
    }),
    programmes: z.array(MigratedProgramme),
    /** The address of the next page of them, or null at the end. */
    next: z.string().nullable(),
  })
  .meta({ id: 'MigrationView' });
export type MigrationView = z.infer<typeof MigrationView>;

const field = z.object({ field: z.string(), value: JsonValue });
const where = z.object({ from: z.string().nullable(), to: z.string().nullable() });

/** All that moving one programme would come to, as it stands now. */
export const MigrationDetail = z
  .object({
    programme: z.string(),
    from: z.string(),
    to: z.string(),
    undo: z.boolean(),
    items: z.array(
      z.object({
        item: z.string(),
        /** Its id there. */
        id: z.string(),
        title: z.string(),
        becomes: z.enum(['kept', 'added', 'retired', 'restored']),
        chart: where,
        state: where,
        filled: z.array(
          field.extend({
            mark: z.string(),
            sources: z.array(z.string()),
            tbc: z.string().optional(),
          }),
        ),
        renamed: z.array(z.object({ field: z.string(), to: z.string() })),
        setAside: z.array(field),
        duties: z.array(z.object({ duty: z.string(), to: z.string() })),
      }),
    ),
    milestones: z.array(
      z.object({
        item: z.string(),
        title: z.string(),
        change: z.enum(['added', 'removed', 'moved']),
        before: Day.nullable(),
        after: Day.nullable(),
      }),
    ),
    /**
     * Tables of holidays that the programme adopted, and that go on counting its days over another
     * one in the version, until that is adopted too.
     */
    tables: z.array(
      z.object({
        calendar: z.string(),
        title: z.string(),
        since: Day.nullable(),
        /** The title of the version's own. */
        over: z.string(),
      }),
    ),
    timers: z.object({
      set: z.array(z.object({ item: z.string(), key: z.string(), dueAt: Moment })),
      cancelled: z.array(z.object({ item: z.string(), key: z.string() })),
    }),
    rules: z.array(z.object({ item: z.string(), event: z.string(), kind: z.string() })),
    blockers: z.array(Blocker),
  })
  .meta({ id: 'MigrationDetail' });
export type MigrationDetail = z.infer<typeof MigrationDetail>;

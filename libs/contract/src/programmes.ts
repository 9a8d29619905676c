import { z } from 'zod';
import { AsAt } from './as-at.js';
import { Day, LocalTime, Moment } from './json.js';
import { MorningColours } from './morning.js';

const head = z.object({ sequence: z.int(), hash: z.string() });
const clock = z.enum(['live', 'rehearsal']);

/** A programme in a list. */
export const ProgrammeSummary = z
  .object({
    id: z.string(),
    title: z.string(),
    organisation: z.string(),
    clock,
    /** The time on its clock, and that as people in its zone say it. */
    now: Moment,
    today: Day,
    zone: z.string(),
    definition: z.string(),
    head,
  })
  .meta({ id: 'ProgrammeSummary' });
export type ProgrammeSummary = z.infer<typeof ProgrammeSummary>;

export const ProgrammeList = z
  .object({
    programmes: z.array(
      ProgrammeSummary.extend({
        /** The colours of the last daily check; null of a rehearsal, and before the first. */
        morning: MorningColours.nullable(),
      }).meta({ id: 'ListedProgramme' }),
    ),
    /** Programmes that are there and cannot be read, each with why, in words. */
    unreadable: z.array(
      z.object({ id: z.string(), organisation: z.string(), problem: z.string() }),
    ),
  })
  .meta({ id: 'ProgrammeList' });
export type ProgrammeList = z.infer<typeof ProgrammeList>;

const lateMilestone = z.object({
  item: z.string(),
  title: z.string(),
  committed: Day,
  forecast: Day.nullable(),
  workingDaysLate: z.int(),
  calendarDaysLate: z.int(),
  owner: z.string().nullable(),
});

/** A programme at a glance. */
export const ProgrammeView = ProgrammeSummary.extend({
  purpose: z.string().nullable(),
  /** Of which past this speaks; null: as it stands now. */
  asAt: AsAt.nullable(),
  /** Items by kind, in the order of the definition. */
  kinds: z.array(
    z.object({
      chart: z.string(),
      title: z.string(),
      items: z.array(
        z.object({
          item: z.string(),
          title: z.string(),
          state: z.string(),
          since: Day,
          closed: z.boolean(),
        }),
      ),
    }),
  ),
  milestones: z.object({
    total: z.int(),
    achieved: z.int(),
    open: z.int(),
    late: z.int(),
    slipping: z.int(),
    /** Open ones with no date yet. */
    undated: z.int(),
  }),
  late: z.array(lateMilestone),
  /** Rules of the system that are due but blocked. */
  blocked: z.array(z.object({ item: z.string(), event: z.string(), reasons: z.array(z.string()) })),
}).meta({ id: 'ProgrammeView' });
export type ProgrammeView = z.infer<typeof ProgrammeView>;

/** A role for one persona, in the whole programme or for some of its items. */
export const NewGrant = z
  .strictObject({
    role: z.string(),
    /** The persona's id, such as `pmo`, or its person, such as `P-107`. */
    person: z.string(),
    items: z.array(z.string()).min(1).optional(),
  })
  .meta({ id: 'NewGrant' });
export type NewGrant = z.infer<typeof NewGrant>;

/** Starts a programme from a published definition. */
export const NewProgramme = z
  .strictObject({
    definition: z.string().regex(/^[0-9a-f]{64}$/, 'must be the hash of a published definition'),
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and "-"')
      .optional(),
    title: z.string().min(1).max(200).optional(),
    clock,
    /** Rehearsals only: the instant, or `YYYY-MM-DD HH:mm` in the programme's zone. */
    startAt: z.string().optional(),
    /**
     * Demonstrations only: roles for personas, beyond those that they get by themselves. Of two for
     * one role and person the last stands.
     */
    grants: z.array(NewGrant).max(500).optional(),
  })
  .meta({
    id: 'NewProgramme',
    examples: [
      {
        definition: '0'.repeat(64),
        id: 'a-rehearsal',
        clock: 'rehearsal',
        startAt: '2011-03-31 08:00',
      },
    ],
  });
export type NewProgramme = z.infer<typeof NewProgramme>;

/** Moves the clock of a rehearsal forwards; what falls due on the way happens, in order. */
export const ClockMove = z
  .strictObject({ to: z.string() })
  .meta({ id: 'ClockMove', examples: [{ to: '2011-04-01 09:00' }] });
export type ClockMove = z.infer<typeof ClockMove>;

/** What moving the clock came to. */
export const ClockMoved = z
  .object({
    from: Moment,
    now: Moment,
    /** The same two on clocks in the programme's zone, and which zone that is. */
    fromLocal: LocalTime,
    nowLocal: LocalTime,
    zone: z.string(),
    today: Day,
    fired: z.int(),
    notices: z.int(),
    head,
  })
  .meta({ id: 'ClockMoved' });
export type ClockMoved = z.infer<typeof ClockMoved>;

import { z } from 'zod';
import { Moment } from './json.js';

/** Channels that can be paused: all that leave this server. */
export const pausable = ['email', 'webhook', 'slack', 'teams', 'govuk-notify'] as const;

const Organisation = z.object({ id: z.string(), title: z.string() });

/** Whose operations: of the first organisation, unless another is named. */
export const OperationsFilter = z.strictObject({ organisation: z.string().min(1).optional() });
export type OperationsFilter = z.infer<typeof OperationsFilter>;

/** Of the page: in a demonstration its address says who looks, too. */
export const OperationsPageFilter = OperationsFilter.extend({ as: z.string().optional() });
export type OperationsPageFilter = z.infer<typeof OperationsPageFilter>;

const QueueCounts = z.object({
  queue: z.string(),
  waiting: z.int(),
  active: z.int(),
  delayed: z.int(),
  failed: z.int(),
});

/** Milliseconds; null where there was nothing to measure. */
const Late = z.object({ count: z.int(), p50: z.int().nullable(), p99: z.int().nullable() });

const LatenessOver = z.object({
  hours: z.int(),
  /** From the moment something was due to its hand-over to delivery. */
  handedOn: Late,
  /** From that hand-over until the other side took it. What waited for a digest is left out. */
  delivered: Late,
});

/** How the parts that nobody sees are doing: queues, what waits, how late, what failed. */
export const Operations = z
  .object({
    /** The clock of the server. */
    at: Moment,
    /** Whose operations these are, and all organisations on this server. */
    organisation: Organisation,
    organisations: z.array(Organisation),
    queues: z.object({
      /** Where they are, without user and password. */
      place: z.string(),
      /** Why they cannot be counted; null when they can. Nothing is lost by that. */
      problem: z.string().nullable(),
      counts: z.array(QueueCounts),
    }),
    timers: z.object({ pending: z.int(), overdue: z.int(), nextDue: Moment.nullable() }),
    /** Notices without deliveries yet; mail that waits for a digest; digests to be tried again. */
    notices: z.object({ outbox: z.int(), held: z.int(), digestsFailing: z.int() }),
    lateness: z.array(LatenessOver),
    /** What the nightly replays of the histories came to; null before the first night. */
    verification: z
      .object({
        programmes: z.int(),
        /** Of these the one that was longest ago. */
        oldest: Moment,
        /** Where a history does not hold, and how. */
        broken: z.array(z.object({ programme: z.string(), at: Moment, problem: z.string() })),
      })
      .nullable(),
    /** The signed log of all entries on this server: how far it is, and what stands in its way. */
    log: z.object({
      size: z.int(),
      waiting: z.int(),
      problem: z.string().nullable(),
      /** When the whole of it was gone through last, and what was wrong; null before the first night. */
      verified: z.object({ at: Moment, problem: z.string().nullable() }).nullable(),
      /** The last checkpoint; null before the first. */
      signed: z.object({ size: z.int(), at: Moment }).nullable(),
      /** Places outside that keep checkpoints. */
      anchors: z.array(
        z.object({
          name: z.string(),
          place: z.string(),
          size: z.int().nullable(),
          problem: z.string().nullable(),
        }),
      ),
    }),
    channels: z.array(
      z.object({
        channel: z.string(),
        pending: z.int(),
        /** Of the pending ones, those that have failed at least once. */
        failing: z.int(),
        dead: z.int(),
        /** Over the last day. */
        sent: z.int(),
        paused: z.object({ since: Moment, by: z.string(), reason: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Operations' });
export type Operations = z.infer<typeof Operations>;

export const ChannelPause = z
  .strictObject({ reason: z.string().trim().min(3).max(500) })
  .meta({ id: 'ChannelPause', example: { reason: 'The mail server is being replaced.' } });
export type ChannelPause = z.infer<typeof ChannelPause>;

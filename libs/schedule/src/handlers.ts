import { sha256, verifyEd25519, type Engine } from '#engine';
import type { Channel } from '#notify';
import type { Store } from '#store';
import { deliveriesWithin, type Limits } from './channel-use.js';
import { checkProgrammes } from './check-programmes.js';
import { enqueueDeliveries, jobsLeft, usualRetrying, type Retrying } from './delivery-jobs.js';
import type { DeliveryRef } from './delivery-rows.js';
import { deliver } from './deliver.js';
import { makeDigests } from './digests.js';
import type { AnyHandler } from './jobs.js';
import type { Anchor } from './anchor/anchor.js';
import { anchorLog } from './anchor/anchor-log.js';
import { keepLog } from './log/keep-log.js';
import { verifyLogNightly } from './log/verify-log-nightly.js';
import type { LogSigning } from './log/make-checkpoint.js';
import type { Queues } from './queue-backend.js';
import { reconcile } from './reconcile.js';
import { relayBatch } from './relay.js';
import { oneAtATime, verifyProgrammes } from './verify-programmes.js';
import { sweepBatch, untilEmpty, type FiredEvent, type SweepFailure } from './sweep.js';

/** What the jobs work with. */
export interface Schedule {
  readonly store: Store;
  readonly queues: Queues;
  readonly channels: readonly Channel[];
  /** The address people use, without a slash at the end. */
  readonly publicUrl: string;
  readonly engine: Pick<Engine, 'fire' | 'check' | 'verifyProgramme' | 'tellLogKey'>;
  /** How checkpoints of the log are signed; without it, there are none. */
  readonly signing?: LogSigning;
  /** Where checkpoints are kept outside, and how often. */
  readonly anchors?: { readonly places: readonly Anchor[]; readonly everySeconds: number };
  readonly retrying?: Retrying;
  /** How much each channel may send in a minute. */
  readonly limits?: Limits;
}

// A job is bounded, so that a worker that is to stop need not wait long; the next one goes on.
const TIMERS = { limit: 500, batches: 10 };
const NOTICES = { limit: 500, batches: 10 };

/** One handler for each kind of job. */
export function handlersOf(schedule: Schedule): AnyHandler[] {
  const { store, engine } = schedule;
  const verify = oneAtATime(async () => {
    const log = await verifyLogNightly(store, { sha256, verify: verifyEd25519 });
    return { ...(await verifyProgrammes(store, engine)), ...(log && { log }) };
  });
  const log = oneAtATime(() => keepLog(schedule));
  const { places, everySeconds } = schedule.anchors ?? { places: [], everySeconds: 0 };
  const anchor = oneAtATime(() => anchorLog(store, places, everySeconds));
  return [
    { job: 'sweep', run: () => sweep(schedule) },
    { job: 'relay', run: () => relay(schedule) },
    { job: 'reconcile', run: () => refill(schedule) },
    { job: 'check', run: () => checkProgrammes(store, engine) },
    { job: 'verify', run: async () => (await verify()) ?? { outcome: 'nothingToDo' } },
    { job: 'log', run: async () => (await log()) ?? { outcome: 'nothingToDo' } },
    { job: 'anchor', run: async () => (await anchor()) ?? { outcome: 'nothingToDo' } },
    { job: 'digest', run: () => digest(schedule) },
    { job: 'deliver', run: (ref) => deliver(delivering(schedule), ref) },
  ];
}

type SweepResult = {
  timers: number;
  notices: number;
  events: FiredEvent[];
  failures: SweepFailure[];
};

/** Fires what is due, and relays what that gave before it goes on. */
async function sweep(schedule: Schedule): Promise<SweepResult> {
  const failures: SweepFailure[] = [];
  const events: FiredEvent[] = [];
  let notices = 0;
  const timers = await untilEmpty(async (limit) => {
    const swept = await sweepBatch(schedule.store, schedule.engine, limit);
    failures.push(...swept.failures);
    events.push(...swept.events);
    if (swept.claimed > 0) notices += (await relay(schedule)).notices;
    return swept.claimed;
  }, TIMERS);
  return { timers, notices, events, failures };
}

async function relay(schedule: Schedule): Promise<{ notices: number }> {
  const notices = await untilEmpty(async (limit) => {
    const batch = await relayBatch(schedule.store, schedule.channels, limit);
    await enqueueNew(schedule, batch.deliveries);
    return batch.notices;
  }, NOTICES);
  return { notices };
}

async function refill(schedule: Schedule): Promise<{ notices: number; rung: number }> {
  const { store, queues, limits } = schedule;
  const { notices } = await relay(schedule);
  const queue = {
    jobs: () => jobsLeft(queues.of('deliver')),
    ring: (refs: readonly DeliveryRef[]) => enqueue(schedule, refs),
  };
  const { rung } = await reconcile(store, queue, limits);
  return { notices, rung };
}

const digest = (schedule: Schedule) =>
  makeDigests({
    ...delivering(schedule),
    backoffMs: (schedule.retrying ?? usualRetrying).backoffMs,
  });

/** Rings for what has just come; on a channel with a limit, for what has waited longest instead. */
async function enqueueNew(schedule: Schedule, refs: readonly DeliveryRef[]): Promise<void> {
  const { store, limits = {} } = schedule;
  const free = refs.filter(({ channel }) => limits[channel] === undefined);
  await enqueue(schedule, free);
  if (free.length < refs.length)
    await enqueue(schedule, await deliveriesWithin(store.pool, limits));
}

const enqueue = ({ queues, retrying }: Schedule, refs: readonly DeliveryRef[]) =>
  enqueueDeliveries(queues.of('deliver'), refs, retrying ?? usualRetrying);

const delivering = ({ store, channels, publicUrl, retrying, limits }: Schedule) => ({
  store,
  channels,
  publicUrl,
  attempts: (retrying ?? usualRetrying).attempts,
  ...(limits && { limits }),
});

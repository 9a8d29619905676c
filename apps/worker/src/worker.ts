import 'reflect-metadata';
import { getQueueToken } from '@nestjs/bullmq';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { openLog, type Config } from '#config';
import { startEngine } from '#engine';
import {
  ensureSchedulers,
  handlersOf,
  openQueues,
  queueBackend,
  startDoorbell,
  useBackend,
  readSoonDue,
  warmSessions,
  warmUp,
  type AnyHandler,
  type Retrying,
  type Schedule,
} from '#schedule';
import { connect, ensureChecks, nextDueIn, prepareSchema } from '#store';
import { anchorsOf } from './anchors.js';
import { channelsOf } from './channels.js';
import { JobRunner } from './job-runner.js';
import { signingOf } from './log-signing.js';
import { nestLogger } from './nest-logger.js';
import { queueNames, WorkerModule } from './worker.module.js';

/** A worker that takes jobs. `close` takes no more, finishes those under way, and lets everything go. */
export interface RunningWorker {
  close(): Promise<void>;
}

export interface WorkerOptions {
  readonly log?: Logger;
  readonly retrying?: Retrying;
  /** Milliseconds between two refills of the queue from the rows. */
  readonly reconcileMs?: number;
  /** What does each kind of job; all of them and none twice, or the worker does not start. */
  readonly handlers?: (schedule: Schedule) => AnyHandler[];
}

/** How long jobs under way may take to finish when the worker is to stop. */
const FINISH_WITHIN_MS = 10_000;

/** Programmes are read this long before their timers fall due, looked for this often. */
const LOOK_AHEAD = { everyMs: 5_000, seconds: 30 };

/** Sessions opened at the start; a pool that may hold more opens the others when it needs them. */
const MOST_WARM = 10;

/** How soon a worker notices, at the latest, a timer set for a moment close by, or a notice. */
const LOOK_MS = 200;

/** Starts a worker; resolves once it takes jobs. Rejects with the reason when it cannot. */
export async function createWorker(
  config: Config,
  options: WorkerOptions = {},
): Promise<RunningWorker> {
  const log = options.log ?? openLog(config.logLevel, 'worker');
  const undo: (() => unknown)[] = [];
  const close = once(async () => {
    const faults: unknown[] = [];
    for (const step of undo.toReversed()) {
      try {
        await step();
      } catch (error) {
        faults.push(error); // as of a queue that is down; what else there is to let go of is let go
      }
    }
    if (faults.length > 0) log.warn({ reason: faults.map(reasonOf).join('; ') }, 'not all closed');
  });
  try {
    await start(config, options, log, undo);
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  return { close };
}

async function start(
  config: Config,
  { retrying, reconcileMs = 15_000, handlers = handlersOf }: WorkerOptions,
  log: Logger,
  undo: (() => unknown)[],
): Promise<void> {
  await prepareSchema(config.databaseUrl);
  const store = connect(config.databaseUrl, { poolSize: config.databasePool, keep: true });
  undo.push(() => store.close());
  await ensureChecks(store.pool);
  const { engine, stop } = await startEngine(store);
  undo.push(stop);
  await warmSessions(store, Math.min(config.databasePool, MOST_WARM));
  const backend = queueBackend(config);
  const queues = await openQueues(backend, (error) => log.error({ err: error }, 'queue'));
  undo.push(() => queues.close());
  // Sessions of its own: a delivery holds one of the others while its mail is being kept.
  const mailbox = connect(config.databaseUrl, { poolSize: 1 });
  undo.push(() => mailbox.close());
  const channels = channelsOf(config, mailbox);
  undo.push(() => channels.forEach((channel) => channel.close()));
  const { publicUrl, sweepMs, channelRates: limits } = config;
  const signing = signingOf(config);
  if (signing === undefined) {
    log.warn('the log is not signed: LEDGER_KEY_FILE and LEDGER_KEY are not set');
  }
  const schedule = {
    store,
    queues,
    channels,
    publicUrl,
    engine,
    limits,
    ...(retrying && { retrying }),
    ...(signing && { signing }),
    anchors: { places: anchorsOf(config, channels), everySeconds: config.log.anchors.everySeconds },
  };
  const runner = new JobRunner(handlers(schedule), log);
  useBackend(backend);
  const app = await NestFactory.createApplicationContext(WorkerModule.of(backend, runner), {
    logger: nestLogger(log),
    abortOnError: false,
  });
  undo.push(() => within(FINISH_WITHIN_MS, app.close(), log));
  for (const name of queueNames) {
    app.get<Queue>(getQueueToken(name)).on('error', (error) => runner.trouble(error));
  }
  // Not a job: it has to happen when the queue has lost all its jobs.
  const recurring = () => ensureSchedulers(queues, { sweepMs, reconcileMs });
  await recurring();
  await queues.of('reconcile').add('reconcile', {});
  const timer = setInterval(() => {
    recurring().catch((error: unknown) => log.error({ err: error }, 'schedulers'));
  }, reconcileMs);
  undo.push(() => clearInterval(timer));
  await warmUp(store, engine);
  const ahead = every(LOOK_AHEAD.everyMs, async () => {
    await readSoonDue(store, engine, LOOK_AHEAD.seconds).catch((error: unknown) =>
      log.warn({ reason: reasonOf(error) }, 'look ahead'),
    );
  });
  undo.push(() => ahead.stop());
  const doorbell = startDoorbell({
    dueIn: () => nextDueIn(store.pool),
    ring: () => ring(runner),
    onError: (error) => log.warn({ reason: reasonOf(error) }, 'doorbell'),
    lookMs: Math.min(sweepMs, LOOK_MS),
  });
  undo.push(() => doorbell.stop());
  log.info({ queue: backend.kind, channels: channels.map((each) => each.name) }, 'ready');
}

/** Does something again and again, that long after it was last done; `stop` waits for what is under way. */
function every(milliseconds: number, work: () => Promise<void>): { stop(): Promise<void> } {
  let ended = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(() => {
      running = work().then(() => (ended ? undefined : wait()));
    }, milliseconds);
  };
  wait();
  return {
    stop: () => {
      ended = true;
      clearTimeout(timer);
      return running;
    },
  };
}

/** Sweeps at once, with no queue between, or else relays; gives how many timers or notices there were. */
async function ring(runner: JobRunner): Promise<number> {
  const swept: object = await runner.run({ id: 'doorbell', name: 'sweep', data: {} });
  if ('timers' in swept && Number(swept.timers) > 0) return Number(swept.timers);
  const relayed: object = await runner.run({ id: 'doorbell', name: 'relay', data: {} });
  return 'notices' in relayed ? Number(relayed.notices) : 0;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function within(milliseconds: number, work: Promise<unknown>, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  if (first === 'late') {
    log.warn(`jobs did not finish within ${milliseconds} ms and are left to the next worker`);
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

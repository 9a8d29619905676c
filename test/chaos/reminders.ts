import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { applyMigrations } from '#store';
import { openChaosProgrammes, planReminders, stillToDo } from './chaos-programmes.js';
import { ClockedWorker } from './clocked-worker.js';
import { History, type Fault } from './history.js';
import { startMailSink } from './mail-sink.js';
import { FaultyPostgres, FaultyRedis } from './stores.js';

export type ChaosOptions = {
  /** An empty folder for servers, logs and the history. */
  folder: string;
  queue: 'redis' | 'postgresql';
  programmes: number;
  milestones: number;
  /** For how long reminders fall due, and faults happen. */
  seconds: number;
  faults: number;
  /** How long after that everything may take to be sent. */
  patienceSeconds: number;
  /** Every how many mails a worker dies between the server's yes and its own note. */
  diesEvery: number;
  /** How a worker is started, after `node`. */
  worker: readonly string[];
  log: (line: string) => void;
};

/** One worker's clock is fast, another's slow; none is right. */
const clocks = { fast: '+5m', slow: '-5m' };

/**
 * Lets thousands of reminders fall due while everything that can be ended is ended, again and again.
 * Gives the file of the history, in which stands what was planned, done and seen, judged by nobody yet.
 */
export async function chaosOfReminders(options: ChaosOptions): Promise<string> {
  const { folder, log, seconds } = options;
  mkdirSync(folder, { recursive: true });
  const history = new History(join(folder, 'history.jsonl'));
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const postgres = await FaultyPostgres.start(join(folder, 'postgres'));
    undo.push(() => postgres.stop());
    const redis = options.queue === 'redis' ? await FaultyRedis.start() : undefined;
    undo.push(async () => redis?.stop());
    await applyMigrations(postgres.url);
    await openChaosProgrammes(postgres.url, options);
    const workers = await startWorkers(options, { postgres, redis }, history, undo);
    const plan = await planReminders(postgres.url, { inMs: 5000, overMs: seconds * 1000 });
    history.add(...plan);
    log(`${plan.length} reminders fall due within ${seconds} s, queue on ${options.queue}`);
    await doHarm(options, { postgres, redis, workers }, history);
    await untilDone(options, postgres.url);
    for (const { name, starts } of workers) log(`worker ${name} was started ${starts} times`);
  } finally {
    for (const step of undo.toReversed()) await step();
  }
  return history.file;
}

type Stores = { postgres: FaultyPostgres; redis: FaultyRedis | undefined };

async function startWorkers(
  options: ChaosOptions,
  { postgres, redis }: Stores,
  history: History,
  undo: (() => Promise<unknown>)[],
): Promise<ClockedWorker[]> {
  let taken = 0;
  const workers: ClockedWorker[] = [];
  for (const [name, offset] of Object.entries(clocks)) {
    const sink = await startMailSink(name, (line) => {
      history.add(line);
      taken += 1;
      if (taken % options.diesEvery !== 0) return;
      const fault: Fault = 'worker killed after its mail was accepted';
      if (worker.kill()) history.add({ type: 'fault', fault, on: name, at: Date.now() });
    });
    undo.push(() => sink.close());
    const env = {
      EVOLVE_MODE: 'demo',
      DATABASE_URL: postgres.url,
      ...(redis && { REDIS_URL: redis.url }),
      SMTP_URL: sink.url,
      LOG_LEVEL: 'warn',
    };
    const log = join(options.folder, `worker-${name}.log`);
    const worker = new ClockedWorker(name, options.worker, env, log, offset);
    worker.start();
    undo.push(() => worker.end());
    workers.push(worker);
  }
  return workers;
}

/** One fault after the other, in turns, evenly over the time in which reminders fall due. */
async function doHarm(
  { seconds, faults, log }: ChaosOptions,
  { postgres, redis, workers }: Stores & { workers: readonly ClockedWorker[] },
  history: History,
): Promise<void> {
  const note = (fault: Fault, on: string) => {
    log(`${fault}: ${on}`);
    history.add({ type: 'fault', fault, on, at: Date.now() });
  };
  const killOne = (index: number) => async () => {
    const worker = workers[index % workers.length];
    if (worker?.kill()) note('worker killed', worker.name);
  };
  const crashPostgres = async () => {
    note('PostgreSQL stopped at once', 'postgres');
    await postgres.crash();
  };
  const crashRedis = async () => {
    if (redis === undefined) return killOne(1)();
    note('Redis killed with all it held', 'redis');
    return redis.crash(1500);
  };
  const flushRedis = async () => {
    if (redis === undefined) return crashPostgres();
    note('Redis flushed', 'redis');
    return redis.flush();
  };
  const turns = [killOne(0), crashPostgres, crashRedis, killOne(1), flushRedis];
  const apart = ((seconds + 5) * 1000) / (faults + 1);
  const began = performance.now();
  for (let fault = 0; fault < faults; fault += 1) {
    await sleep(Math.max(0, began + (fault + 1) * apart - performance.now()));
    await turns[fault % turns.length]?.();
  }
  await sleep(Math.max(0, began + (seconds + 5) * 1000 - performance.now()));
}

/** Nothing more is harmed: until all is done, or longer than anybody should wait. */
async function untilDone({ patienceSeconds, log }: ChaosOptions, url: string): Promise<void> {
  const until = performance.now() + patienceSeconds * 1000;
  for (;;) {
    const left = await stillToDo(url);
    if (left === 0) return;
    if (performance.now() > until) return log(`${left} things are still to be done; giving up`);
    await sleep(500);
  }
}

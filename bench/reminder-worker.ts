// A process of its own, so that its memory is its own: the schedule as a worker runs it, with a channel
// that counts instead of sending. Tells its parent what it handed to the queue and what it delivered.
import { Worker } from 'bullmq';
import { startEngine } from '#engine';
import type { Channel } from '#notify';
import {
  handlersOf,
  openQueues,
  queueBackend,
  runJob,
  readSoonDue,
  startDoorbell,
  warmSessions,
  warmUp,
  type Queues,
} from '#schedule';
import { connect, databaseNow, nextDueIn } from '#store';

/** One notice at one moment of the database's clock, in milliseconds since 1970. */
export type Moment = { programme: string; notice: string; at: number };
export type WorkerReport = { handed: Moment[]; sent: Moment[]; peakMebibytes: number };

const databaseUrl = process.env['DATABASE_URL'] ?? '';
const redisUrl = process.env['REDIS_URL'];
const store = connect(databaseUrl, { keep: true });
const { engine } = await startEngine(store);
await warmSessions(store, 10);
const before = performance.now();
const offset = (await databaseNow(store.pool)) - (before + performance.now()) / 2;
const now = () => performance.now() + offset;

const sent: Moment[] = [];
const counting: Channel = {
  name: 'email',
  address: ({ email }) => email,
  send: async ({ programme, notice }) => void sent.push({ programme, notice, at: now() }),
  close: () => undefined,
};

const handed: Moment[] = [];
const backend = queueBackend({ databaseUrl, redisUrl });
const queues = await openQueues(backend, (error) => console.error(error.message));
const told: Queues = {
  ...queues,
  of: (job) => {
    const queue = queues.of(job);
    const addBulk: typeof queue.addBulk = async (jobs) => {
      const added = await queue.addBulk(jobs);
      const at = now();
      for (const { data } of jobs) handed.push({ ...data, at });
      return added;
    };
    // Boundary: of a queue of deliveries the schedule adds in bulk only.
    return { addBulk } as typeof queue;
  },
};
const schedule = {
  store,
  queues: told,
  channels: [counting],
  publicUrl: 'https://e.example',
  engine,
};
const handlers = handlersOf(schedule);
const deliveries = new Worker(
  'evolve-deliver',
  (job) => runJob(handlers, job),
  { connection: backend.consumer, concurrency: 6 },
  backend.factory,
);
deliveries.on('error', (error) => console.error(error.message));
await deliveries.waitUntilReady();
await warmUp(store, engine);
// As a worker does, but without waiting long: the reminders are due soon after they are planned.
let ahead: NodeJS.Timeout;
const lookAhead = () => {
  ahead = setTimeout(() => void readSoonDue(store, engine, 30).then(lookAhead), 1_000);
};
lookAhead();
const doorbell = startDoorbell({
  dueIn: () => nextDueIn(store.pool),
  ring: async () => {
    const result = await runJob(handlers, { name: 'sweep', data: {} });
    return 'timers' in result ? Number(result.timers) : 0;
  },
  onError: (error) => console.error(error),
  lookMs: 200,
});

process.on('message', (asked) => {
  if (asked === 'count') process.send?.({ handed: handed.length, sent: sent.length });
  if (asked === 'report') {
    const peakMebibytes = process.resourceUsage().maxRSS / 1024;
    process.send?.({ handed, sent, peakMebibytes } satisfies WorkerReport);
  }
  if (asked === 'stop') void stop();
});
process.send?.('ready');

async function stop(): Promise<void> {
  clearTimeout(ahead);
  await doorbell.stop();
  await deliveries.close();
  await queues.close();
  process.exit(0);
}

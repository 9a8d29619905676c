// A process of its own: what BullMQ does by itself with as many jobs, added in bulk as the relay adds
// them, and processed by a worker that does nothing.
import { Queue, Worker } from 'bullmq';

const url = process.env['REDIS_URL'] ?? '';
const many = Number(process.env['BENCH_JOBS'] ?? 0);
const CHUNK = 500;

export type BaselineReport = { addSeconds: number; processSeconds: number; peakMebibytes: number };

const queue = new Queue('baseline', { connection: { url } });
const began = performance.now();
for (let added = 0; added < many; added += CHUNK) {
  const jobs = Array.from({ length: Math.min(CHUNK, many - added) }, (_, index) => ({
    name: 'deliver',
    data: { organisation: 'bench', programme: `p-${added}`, notice: `n-${index}`, person: 'P-1' },
    opts: { jobId: `job-${added + index}`, attempts: 12, removeOnComplete: true },
  }));
  await queue.addBulk(jobs);
}
const addSeconds = (performance.now() - began) / 1000;

let done = 0;
const started = performance.now();
const processed = new Promise<void>((resolve) => {
  new Worker(
    'baseline',
    async () => {
      done += 1;
      if (done === many) resolve();
    },
    { connection: { url, maxRetriesPerRequest: null }, concurrency: 6 },
  );
});
await processed;
const processSeconds = (performance.now() - started) / 1000;
const peakMebibytes = process.resourceUsage().maxRSS / 1024;
process.send?.({ addSeconds, processSeconds, peakMebibytes } satisfies BaselineReport);
setTimeout(() => process.exit(0), 100);

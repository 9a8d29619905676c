import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Store } from '#store';
import type { BaselineReport } from './bullmq-baseline.js';
import { makeDue, type Planned } from './reminder-programmes.js';
import type { Moment, WorkerReport } from './reminder-worker.js';

/** What became of reminders that fell due. Milliseconds, MiB. */
export type Run = {
  /** From due to handed to the queue of deliveries, one for each reminder, in order of size. */
  lateness: number[];
  lost: number;
  twice: number;
  /** From the first moment due to the last handed, and to the last delivered. */
  handedAfter: number;
  deliveredAfter: number;
  peakMebibytes: number;
};

type Where = { store: Store; databaseUrl: string; redisUrl: string | undefined };

/** Lets reminders fall due before a worker of its own process, and waits until all are delivered. */
export async function runReminders(
  { store, databaseUrl, redisUrl }: Where,
  due: { many: number; inMs: number; apartMs: number },
  patienceMs: number,
): Promise<Run> {
  const worker = child('reminder-worker.js', { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl });
  await once(worker, 'message');
  try {
    const planned = await makeDue(store, due);
    const until = performance.now() + patienceMs;
    for (;;) {
      const { sent } = await ask<{ sent: number }>(worker, 'count');
      if (sent >= due.many || performance.now() > until) break;
      await new Promise((wait) => setTimeout(wait, 250));
    }
    return judged(planned, await ask<WorkerReport>(worker, 'report'));
  } finally {
    worker.send('stop');
    await once(worker, 'exit');
  }
}

/** What BullMQ on Redis does with as many jobs. */
export async function runBaseline(redisUrl: string, many: number): Promise<BaselineReport> {
  const worker = child('bullmq-baseline.js', { REDIS_URL: redisUrl, BENCH_JOBS: String(many) });
  const [report] = (await once(worker, 'message')) as [BaselineReport]; // what that file sends
  await once(worker, 'exit');
  return report;
}

function judged(planned: readonly Planned[], report: WorkerReport): Run {
  const name = ({ programme, notice }: Omit<Moment, 'at'>) => `${programme} ${notice}`;
  const dueAt = new Map(planned.map((each) => [name(each), each.dueAt]));
  const first = planned.reduce((least, each) => Math.min(least, each.dueAt), Infinity);
  const firstHanded = new Map<string, number>();
  for (const each of report.handed) {
    if (!firstHanded.has(name(each))) firstHanded.set(name(each), each.at);
  }
  const sent = report.sent.filter((each) => dueAt.has(name(each)));
  const distinct = new Set(sent.map(name));
  return {
    lateness: [...firstHanded]
      .flatMap(([id, at]) => {
        const due = dueAt.get(id);
        return due === undefined ? [] : [at - due];
      })
      .toSorted((one, other) => one - other),
    lost: planned.length - distinct.size,
    twice: sent.length - distinct.size,
    handedAfter: (report.handed.at(-1)?.at ?? Number.NaN) - first,
    deliveredAfter: (sent.at(-1)?.at ?? Number.NaN) - first,
    peakMebibytes: report.peakMebibytes,
  };
}

function child(file: string, env: Record<string, string | undefined>): ChildProcess {
  const path = resolve(import.meta.dirname, file);
  return fork(path, { env: { ...process.env, ...env }, serialization: 'advanced' });
}

async function ask<T>(worker: ChildProcess, question: string): Promise<T> {
  const answer = once(worker, 'message');
  worker.send(question);
  const [said] = (await answer) as [T]; // what that file sends to that question
  return said;
}

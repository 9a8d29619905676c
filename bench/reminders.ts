import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '#embedded';
import { startEngine } from '#engine';
import { applyMigrations, connect } from '#store';
import { computeReminders } from './compute-reminders.js';
import type { Comparison } from './measure.js';
import { startBenchRedis } from './redis.js';
import { openReminderProgrammes } from './reminder-programmes.js';
import { runBaseline, runReminders, type Run } from './reminder-runs.js';

// The steady runs take 1,000 of the 51,000 reminders: 50,000 are left for the burst.
const programmes = Number(process.env['BENCH_PROGRAMMES'] ?? 510);
const milestones = 100;
const burst = Number(process.env['BENCH_BURST'] ?? 50_000);

/**
 * Reminders falling due before a worker in a process of its own, with twice as many timers pending as
 * there are milestones: 500 over ten seconds on either queue, then all at one instant beside what
 * BullMQ on Redis does with as many jobs. And what it takes to compute those of one large programme.
 */
export async function reminders(rounds: number): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'evolve-bench-reminders-'));
  const server = await startPostgres({ folder: join(folder, 'postgres') });
  const redis = await startBenchRedis();
  try {
    await applyMigrations(server.url);
    const store = connect(server.url);
    const { engine, stop } = await startEngine(store);
    await openReminderProgrammes(store, engine, { programmes, milestones });
    const steady = { many: 500, inMs: 3000, apartMs: 20 };
    const on = (redisUrl?: string) => ({ store, databaseUrl: server.url, redisUrl });
    const results = [
      ...latenessOf('PostgreSQL', await runReminders(on(), steady, 60_000)),
      ...latenessOf('Redis', await runReminders(on(redis.url), steady, 60_000)),
    ];
    const rested = programmes * milestones - 2 * steady.many; // those of the steady runs have fired
    const all = { many: Math.min(burst, rested), inMs: 20_000, apartMs: 0 };
    const baseline = await runBaseline(redis.url, all.many);
    results.push(...burstOf(await runReminders(on(redis.url), all, 900_000), baseline, all.many));
    stop();
    await store.close();
    return [...results, ...computeReminders(rounds, 1000)];
  } finally {
    await redis.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function latenessOf(queue: string, run: Run): Comparison[] {
  const at = (share: number) =>
    run.lateness[Math.ceil(share * run.lateness.length) - 1] ?? Number.NaN;
  const what = (name: string) => `${name} of 500 reminders due over 10 s, queue on ${queue}`;
  const [earliest = Number.NaN] = run.lateness;
  return [
    figure(what('lateness p50'), 'ms', at(0.5)),
    figure(what('lateness p99'), 'ms', at(0.99), { text: '≤ 250 ms', met: at(0.99) <= 250 }),
    figure(what('lateness max'), 'ms', at(1)),
    figure(what('earliest'), 'ms', earliest, { text: 'never before due', met: earliest >= 0 }),
    figure(what('lost or twice'), 'reminders', run.lost + run.twice, none(run)),
  ];
}

function burstOf(
  run: Run,
  baseline: { addSeconds: number; processSeconds: number; peakMebibytes: number },
  many: number,
): Comparison[] {
  const what = (name: string) => `${many} reminders due at one instant, ${name}`;
  const against = (name: string, value: number, base: number) => ({
    baseline: { name, median: base, noise: null },
    ratio: value / base,
  });
  const rate = (milliseconds: number) => (many / milliseconds) * 1000;
  const handed = rate(run.handedAfter);
  const delivered = rate(run.deliveredAfter);
  const { addSeconds, processSeconds } = baseline;
  const add = many / addSeconds;
  const both = many / (addSeconds + processSeconds);
  return [
    figure(what('lost or twice'), 'reminders', run.lost + run.twice, none(run)),
    {
      ...figure(what('handed to the queue'), 'a second', handed),
      ...against("BullMQ's own bulk add", handed, add),
    },
    {
      ...figure(what('delivered'), 'a second', delivered),
      ...against("BullMQ's own bulk add and processing", delivered, both),
    },
    {
      ...figure(what('peak memory'), 'MiB', run.peakMebibytes),
      ...against('BullMQ by itself', run.peakMebibytes, baseline.peakMebibytes),
    },
  ];
}

const none = ({ lost, twice }: Run) => ({ text: 'none', met: lost + twice === 0 });

function figure(
  what: string,
  unit: string,
  value: number,
  target?: Comparison['target'],
): Comparison {
  return { what, unit, median: value, noise: null, ...(target && { target }) };
}

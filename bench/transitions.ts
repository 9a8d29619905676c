import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '#embedded';
import { startEngine } from '#engine';
import { applyMigrations, connect } from '#store';
import { openProgrammes } from './bench-programmes.js';
import { loadEngine } from './engine-load.js';
import { loadHttp, prepareLoad, startApi } from './http-load.js';
import { inTurns, median, noise, type Comparison } from './measure.js';
import { preparePgbench, runPgbench } from './pgbench.js';

const clientCounts = [1, 8, 32];
const seconds = 4;

/**
 * Transitions a second, in-process and over HTTP, in turns with pgbench doing the same reads and
 * writes interactively on the same server. Identity, validation, ledger, timers and outbox are on.
 * The targets compare with pgbench's default mode, which sends each statement as text, as most
 * programs do; the ratio to `-M prepared`, its fastest mode, stands beside it as information.
 */
export async function transitions(rounds: number): Promise<Comparison[]> {
  prepareLoad();
  const folder = mkdtempSync(join(tmpdir(), 'evolve-bench-'));
  const server = await startPostgres({ folder: join(folder, 'postgres') });
  const most = Math.max(...clientCounts);
  try {
    await applyMigrations(server.url);
    const store = connect(server.url, { poolSize: most });
    const { engine, stop } = await startEngine(store);
    await openProgrammes(store, engine, most);
    const file = await preparePgbench(server.url, folder, most);
    const api = await startApi(server.url);
    const results: Comparison[] = [];
    try {
      // A server is measured once Node has compiled what is hot; this run does not count.
      await loadEngine(engine, most, seconds);
      await loadHttp(api.url, most, seconds);
      for (const clients of clientCounts) {
        const values = await inTurns(rounds, {
          pgbench: () => runPgbench(server.url, file, clients, seconds),
          prepared: () => runPgbench(server.url, file, clients, seconds, 'prepared'),
          inProcess: () => loadEngine(engine, clients, seconds),
          http: () => loadHttp(api.url, clients, seconds),
        });
        results.push(...compared(clients, values));
      }
    } finally {
      await api.stop();
      stop();
      await store.close();
    }
    return results;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function compared(clients: number, values: Record<string, number[]>): Comparison[] {
  const sides = [
    ['in-process', values['inProcess'] ?? [], 0.6],
    ['over HTTP', values['http'] ?? [], 0.45],
  ] as const;
  const baselines = [
    ['pgbench', values['pgbench'] ?? []],
    ['pgbench -M prepared', values['prepared'] ?? []],
  ] as const;
  return sides.flatMap(([way, run, least]) =>
    baselines.map(([name, base], index) => {
      const ratio = median(run) / median(base);
      const target = { text: `ratio ≥ ${least}`, met: ratio >= least };
      return {
        what: `transitions ${way}, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
        unit: 'a second',
        median: median(run),
        noise: noise(run),
        baseline: { name, median: median(base), noise: noise(base) },
        ratio,
        ...(index === 0 && clients === 32 && { target }),
      };
    }),
  );
}

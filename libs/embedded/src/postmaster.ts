import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProcess, waitUntil } from './process.js';
import { askPostgres } from './port.js';

/** A running server: its process and the port it listens on. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Whether a process is the server of this data folder. */
function serves(pid: number, data: string): boolean {
  const args = findProcess(pid)?.args ?? '';
  return args.includes('postgres') && `${args} `.includes(` -D ${data} `);
}

/** The server that a data folder's postmaster.pid names, if it still runs. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const lines = pidFile(data)?.split('\n') ?? [];
  const pid = Number(lines[0]);
  return pid > 0 && serves(pid, data) ? { pid, port: Number(lines[3]) } : undefined;
}

/**
 * PostgreSQL will not start while the number in postmaster.pid is taken, if only by a zombie or by
 * some other process by now.
 * A process never takes its own parent's number for a server, so ours goes in; the rest of the file
 * stays, by which PostgreSQL still sees memory that an old server's children hold.
 */
export function disownStalePid(data: string) {
  const text = pidFile(data);
  const pid = Number(text?.split('\n')[0]);
  if (text === undefined || serves(pid, data)) return;
  writeFileSync(join(data, 'postmaster.pid'), text.replace(/^\d+/, String(process.pid)));
}

/** Waits until a server takes connections; false when it does not, or its process ends. */
export async function answers(server: Postmaster, data: string, milliseconds: number) {
  let ready = false;
  await waitUntil(async () => {
    ready = (await askPostgres(server.port)) === 'ready';
    return ready || !serves(server.pid, data);
  }, milliseconds);
  return ready;
}

/** Stops a server: clients are cut off and all is written down; harder means follow after `patience` ms. */
export async function stopPostmaster(pid: number, data: string, patience = 15_000) {
  const started = findProcess(pid)?.started;
  // The start time also outlives the command line, which an ending process loses first.
  const isGone = () => findProcess(pid)?.started !== started;
  if (started === undefined || !serves(pid, data)) return;
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!isGone()) throw error;
    }
    if (await waitUntil(isGone, patience)) return;
  }
}

function pidFile(data: string): string | undefined {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
}

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { EmbeddedError } from './embedded-error.js';
import { findProcess } from './process.js';

/**
 * Takes the lock of a folder for this process and returns the function that gives it back.
 * A lock whose process is gone is ignored. Throws EmbeddedError naming the process that holds it.
 */
export function takeLock(path: string): () => void {
  const own = `${process.pid} ${findProcess(process.pid)?.started ?? ''}\n`;
  const draft = `${path}.${process.pid}`;
  // Written first, linked second: the lock never exists without its content.
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (link(draft, path)) return () => release(path, own);
      const held = read(path);
      if (held === undefined) continue;
      const holder = holderOf(held);
      if (holder !== undefined) throw new EmbeddedError(taken(path, holder));
      removeStale(path, held, draft);
    }
    throw new EmbeddedError(
      `Another process keeps taking the lock ${path}. Try again in a moment.`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

const taken = (path: string, pid: number) =>
  `Evolve is already running from this folder (process ${pid} holds ${path}). ` +
  `Stop that one first (Ctrl-C in its terminal, or kill ${pid}).`;

function holderOf(held: string): number | undefined {
  const [, pid, started] = /^(\d+) ?(.*)$/m.exec(held) ?? [];
  // The number may have been given to another process since: the start time tells them apart.
  const found = findProcess(Number(pid));
  return found && (!started || found.started === started) ? Number(pid) : undefined;
}

/** Two processes may find the same stale lock; the second must not remove the first one's new lock. */
function removeStale(path: string, held: string, draft: string) {
  const aside = `${draft}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== held) link(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string, own: string) {
  if (read(path) === own) rmSync(path, { force: true });
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    // What node:fs throws always carries a code.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';

/** How a worker is started: from what was built, or from the sources. */
export const builtWorker = ['dist/worker.mjs'];
export const sourceWorker = [
  '--conditions=source',
  '--import',
  new URL('../support/run-ts.mjs', import.meta.url).href,
  'apps/worker/src/main.ts',
];

/**
 * A worker in a process of its own, whose clock may be off, and which is started again whenever it ends,
 * as whatever supervises it would.
 */
export class ClockedWorker {
  #child: ChildProcess | undefined;
  #wanted = false;
  #running: Promise<void> = Promise.resolve();
  #starts = 0;

  /** @param offset such as `+5m`; `log` is the file for what it says */
  constructor(
    readonly name: string,
    readonly args: readonly string[],
    readonly env: Readonly<Record<string, string>>,
    readonly log: string,
    readonly offset?: string,
  ) {}

  /** How often it was started. */
  get starts(): number {
    return this.#starts;
  }

  start(): void {
    this.#wanted = true;
    this.#running = this.#keepRunning();
  }

  /** Ends it with no chance to finish anything; false when it was not running. */
  kill(): boolean {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return false;
    return child.kill('SIGKILL');
  }

  /** Ends it for good. */
  async end(): Promise<void> {
    this.#wanted = false;
    this.#child?.kill('SIGKILL');
    await this.#running;
  }

  async #keepRunning(): Promise<void> {
    while (this.#wanted) {
      const log = openSync(this.log, 'a');
      this.#starts += 1;
      const child = spawn(process.execPath, this.args, {
        env: { PATH: process.env['PATH'], ...this.env, ...clockOf(this.offset) },
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      this.#child = child;
      await once(child, 'exit');
      if (this.#wanted) await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

let library: string | undefined;

/** The environment that puts a process's clock off, by Debian's faketime. */
function clockOf(offset: string | undefined): Record<string, string> {
  if (offset === undefined) return {};
  if (library === undefined) {
    const found = spawnSync('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'], {
      encoding: 'utf8',
    });
    if (found.status !== 0) {
      throw new Error(
        'Cannot run faketime. Install it with: node scripts/system-packages.mjs faketime',
      );
    }
    library = found.stdout.trim();
  }
  // What the process measures waits with stays right, as it does on a machine whose clock is wrong.
  return { LD_PRELOAD: library, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}

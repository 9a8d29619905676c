import { fork, type ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';
import { holdBack } from './hold-back.js';

/** A process of ours that runs beside this one: api or worker. */
export type Child = {
  readonly name: string;
  readonly pid: number;
  /** Settles when the process has ended and all it wrote is read; says how. */
  readonly ended: Promise<string>;
  /** Shows what it has written until now, and from then on everything as it comes. Once. */
  show(): void;
  /** Asks it to stop, waits, and ends it when it does not. */
  stop(): Promise<void>;
};

/** Where what a process writes is shown. */
type Shown = { readonly stdout: Writable; readonly stderr: Writable };

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;

/**
 * Starts a process and waits until it says that it is ready (an IPC message `ready`). It gets a
 * process group of its own, so that Ctrl-C in a terminal reaches this process only, which then stops
 * everything in order. What it writes is held back until it is shown. Throws when it ends before it is
 * ready, having shown that.
 */
export async function startChild(
  name: string,
  file: string,
  env: NodeJS.ProcessEnv,
  out: Shown = process,
): Promise<Child> {
  const child = fork(file, {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const show = heldBack(child, out);
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(`${signal ?? `exit code ${code}`}`));
  });
  const problem = await notReady(child, ended);
  if (problem !== null) {
    await ended;
    show();
    throw new Error(`${name} did not start: ${problem}; its log above says why`);
  }
  return { name, pid: child.pid ?? 0, ended, show, stop: () => stop(child, ended) };
}

function heldBack({ stdout, stderr }: ChildProcess, out: Shown): () => void {
  const shown = [
    ...(stdout === null ? [] : [holdBack(stdout, out.stdout)]),
    ...(stderr === null ? [] : [holdBack(stderr, out.stderr)]),
  ];
  return () => shown.forEach((letGo) => letGo());
}

/** Why a process is not ready, in words, when it has been given its time; it is ended then. */
async function notReady(child: ChildProcess, ended: Promise<string>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const said = new Promise<null>((resolve) => {
    child.on('message', (message) => {
      if (saysReady(message)) resolve(null);
    });
  });
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(
      () => resolve(`no answer within ${READY_WITHIN_MS / 1000} s`),
      READY_WITHIN_MS,
    );
  });
  const problem = await Promise.race([said, ended, late]);
  clearTimeout(timer);
  if (problem !== null && child.exitCode === null) child.kill('SIGKILL');
  return problem;
}

/** A process says `ready`, or an object with more about it. */
const saysReady = (message: unknown): boolean =>
  message === 'ready' || (typeof message === 'object' && message !== null && 'ready' in message);

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

import { fork, type ChildProcess } from 'node:child_process';

/** A process of ours that runs beside this one: api or worker. */
export type Child = {
  readonly name: string;
  readonly pid: number;
  /** Settles when the process has ended; says how. */
  readonly ended: Promise<string>;
  /** Asks it to stop, waits, and ends it when it does not. */
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;

/**
 * Starts a process and waits until it says that it is ready (an IPC message `ready`). It gets a
 * process group of its own, so that Ctrl-C in a terminal reaches this process only, which then stops
 * everything in order. Throws when it ends before it is ready.
 */
export async function startChild(
  name: string,
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<Child> {
  const process = fork(file, {
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<string>((resolve) => {
    process.once('exit', (code, signal) => resolve(`${signal ?? `exit code ${code}`}`));
  });
  await ready(name, process, ended);
  return { name, pid: process.pid ?? 0, ended, stop: () => stop(process, ended) };
}

async function ready(name: string, child: ChildProcess, ended: Promise<string>): Promise<void> {
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
  if (problem === null) return;
  if (child.exitCode === null) child.kill('SIGKILL');
  throw new Error(`${name} did not start: ${problem}; its log above says why`);
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

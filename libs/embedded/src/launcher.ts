import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedError } from './embedded-error.js';

/** A way to run PostgreSQL's programs, which refuse to run as root. */
export interface Launcher {
  /** Put before the command; empty when it runs directly. */
  readonly prefix: readonly string[];
  /** The user (and group) to become; undefined to stay as we are. */
  readonly drop?: { readonly uid: number; readonly gid: number };
  /** Who must own the data folder, seen from outside. */
  readonly owner: { readonly uid: number; readonly gid: number };
}

const nobody = 65534;

/** Becomes another user only inside: files stay root's, so a parent folder closed to others is no obstacle. */
const insideUserNamespace: Launcher = {
  prefix: ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`],
  owner: { uid: 0, gid: 0 },
};

const droppingTo = (uid: number, gid: number): Launcher => ({
  prefix: [],
  drop: { uid, gid },
  owner: { uid, gid },
});

/**
 * Chooses how to run `program` so that it reaches `folder`, trying each way in turn.
 * `namespaces: false` leaves out user namespaces, as on a machine that forbids them.
 */
export function chooseLauncher(
  program: string,
  folder: string,
  { namespaces = true } = {},
): Launcher {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { prefix: [], owner: { uid, gid: process.getgid?.() ?? uid } };
  const of = statSync(folder);
  const candidates = [
    // A folder that belongs to a user stays that user's, though root starts the server this time.
    ...(of.uid === 0 ? [] : [droppingTo(of.uid, of.gid)]),
    ...(namespaces ? [insideUserNamespace] : []),
    droppingTo(nobody, nobody),
  ];
  for (const candidate of candidates) {
    // The other user must pass through the folder to its data; it can list and read nothing else.
    if (candidate.drop && of.uid === 0) chmodSync(folder, 0o711);
    if (works(candidate, program, folder)) return candidate;
  }
  throw new EmbeddedError(
    `PostgreSQL does not run as root, and no other way to run it can reach both "${program}" and "${folder}". ` +
      `Start as an ordinary user, open "${dirname(folder)}" to others (chmod o+x), or set DATABASE_URL.`,
  );
}

/** Runs a program to its end and returns its exit code (null when it could not run) and what it printed. */
export function runToEnd(launcher: Launcher, command: string, args: readonly string[]) {
  const [program, all] = commandLine(launcher, command, args);
  const run = spawnSync(program, all, { ...launcher.drop, cwd: '/', encoding: 'utf8' });
  const output = `${run.error?.message ?? ''}\n${run.stdout ?? ''}\n${run.stderr ?? ''}`;
  return { code: run.status, output };
}

/** Starts a program in a session of its own, writing to the open file `log`. */
export function startDetached(
  launcher: Launcher,
  command: string,
  args: readonly string[],
  log: number,
): ChildProcess {
  const [program, all] = commandLine(launcher, command, args);
  // Its own session: Ctrl-C in a terminal must not stop it while the application still uses it.
  // A file rather than a pipe: the server outlives us if we are killed.
  return spawn(program, all, {
    ...launcher.drop,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
}

function commandLine(
  { prefix }: Launcher,
  command: string,
  args: readonly string[],
): [string, string[]] {
  const [program = command, ...rest] = [...prefix, command, ...args];
  return [program, rest];
}

function works(candidate: Launcher, program: string, folder: string): boolean {
  const script = 'test -x "$0" && "$1" --version';
  return runToEnd(candidate, 'sh', ['-c', script, folder, program]).code === 0;
}

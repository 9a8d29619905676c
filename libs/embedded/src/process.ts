import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running process: its command line and when it started (an opaque text, the same for its whole life). */
export interface RunningProcess {
  readonly args: string;
  readonly started: string;
}

/** Looks a process up; undefined when there is none, or only a zombie nobody has reaped. */
export function findProcess(pid: number): RunningProcess | undefined {
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
}

/** Waits until `gone` says so; false when it has not after about `milliseconds`. */
export async function waitUntil(
  gone: () => boolean | Promise<boolean>,
  milliseconds: number,
): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    if (await gone()) return true;
    await sleep(20);
  }
  return gone();
}

function fromProc(pid: number): RunningProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { args, started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): RunningProcess | undefined {
  const run = spawnSync('ps', ['-o', 'lstart=,stat=,args=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const line = /^\s*(\S+ +\S+ +\d+ +[\d:]+ +\d{4}) +(\S+) +(.*)$/m.exec(run.stdout ?? '');
  if (!line || line[2]?.startsWith('Z')) return undefined;
  return { started: line[1] ?? '', args: line[3] ?? '' };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, noise, type Comparison } from './measure.js';

const checkout = resolve(import.meta.dirname, '../..');
const parts = ['apps', 'libs', 'bench', 'prisma', 'programmes', 'scripts'];

/** `npm start` in a fresh copy, built and loaded from nothing; then again, with all of it there. */
export async function start(rounds: number): Promise<Comparison[]> {
  const first: number[] = [];
  const later: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    const folder = freshCopy();
    try {
      first.push((await run(folder)).seconds);
      for (let again = 0; again < 2; again += 1) {
        const ran = await run(folder);
        later.push(ran.seconds);
        memory.push(ran.mebibytes);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return [
    figure('first ready after install, with build, database and programmes', 's', first, 45),
    figure('ready again', 's', later, 5),
    figure('memory of api and worker once ready (proportional set size)', 'MiB', memory),
  ];
}

function figure(what: string, unit: string, values: number[], limit?: number): Comparison {
  return {
    what,
    unit,
    median: median(values),
    noise: noise(values),
    ...(limit !== undefined && {
      target: { text: `≤ ${limit} ${unit}`, met: median(values) <= limit },
    }),
  };
}

/** The sources as they are now, with this checkout's installed packages. */
function freshCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evolve-bench-start-'));
  for (const part of [...parts, ...topLevelFiles()]) {
    cpSync(join(checkout, part), join(folder, part), {
      recursive: true,
      filter: (path) => !path.includes('/generated'),
    });
  }
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const topLevelFiles = () =>
  readdirSync(checkout, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|ts|mjs|cjs)$/.test(entry.name))
    .map((entry) => entry.name);

async function run(folder: string): Promise<{ seconds: number; mebibytes: number }> {
  const began = performance.now();
  const env = { ...process.env, PORT: '0', DATABASE_URL: '', REDIS_URL: '', LOG_LEVEL: 'warn' };
  const child = spawn('npm', ['start'], { cwd: folder, env, detached: true });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  try {
    await until(
      () => said.includes('Evolve is running at'),
      child,
      () => said,
    );
    return { seconds: (performance.now() - began) / 1000, mebibytes: memoryOf(folder) };
  } finally {
    if (child.pid !== undefined && child.exitCode === null) {
      process.kill(-child.pid, 'SIGINT'); // as Ctrl-C in a terminal: to the whole process group
      await once(child, 'exit');
    }
  }
}

async function until(done: () => boolean, child: ChildProcess, said: () => string): Promise<void> {
  const limit = performance.now() + 120_000;
  while (!done()) {
    if (child.exitCode !== null || performance.now() > limit) {
      throw new Error(`npm start did not become ready:\n${said()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What the api and worker of a checkout use, in MiB, each shared page counted in part. */
function memoryOf(folder: string): number {
  const ours = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const command = commandOf(pid);
      return command.includes(folder) && /dist\/(api|worker)\.mjs/.test(command);
    });
  return ours.reduce((sum, pid) => sum + proportionalSet(pid), 0) / 1024;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function proportionalSet(pid: string): number {
  try {
    const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return Number(found?.[1] ?? 0);
  } catch {
    return 0;
  }
}

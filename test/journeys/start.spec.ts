import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { eventually } from '../support/eventually.js';

const checkout = resolve(import.meta.dirname, '../..');

/** `npm start` as a person has it, in a copy of its own, so that the checkout's data are left alone. */
describe('npm start', () => {
  let folder: string;
  const running: ChildProcess[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'evolve-start-'));
    for (const part of ['apps', 'libs', 'bench', 'prisma', 'programmes', 'scripts', 'dist']) {
      // A checkout that was never built has no dist: then the first start builds it.
      if (existsSync(join(checkout, part)))
        cpSync(join(checkout, part), join(folder, part), { recursive: true });
    }
    for (const file of readdirSync(checkout)) {
      if (/\.(json|ts|mjs|cjs)$/.test(file)) cpSync(join(checkout, file), join(folder, file));
    }
    symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  });

  afterAll(async () => {
    for (const child of running) {
      if (child.exitCode === null && child.signalCode === null) await interrupt(child);
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts it and waits for its last line, or for its end. */
  async function start(
    env: Record<string, string> = {},
  ): Promise<{ child: ChildProcess; said: () => string }> {
    const child = spawn('npm', ['start'], {
      cwd: folder,
      detached: true,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        PORT: '0',
        LOG_LEVEL: 'warn',
        DATABASE_URL: '',
        ...env,
      },
    });
    running.push(child);
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await eventually(() => {
      if (!text.includes('Stop with Ctrl-C') && child.exitCode === null) throw new Error(text);
    }, 240_000);
    return { child, said: () => text };
  }

  /** As Ctrl-C in a terminal: to the whole group. */
  async function interrupt(child: ChildProcess): Promise<void> {
    if (child.pid === undefined) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGINT');
    await ended;
  }

  const address = (said: string) => /running at (\S+)/.exec(said)?.[1] ?? '';

  it('brings everything up, and Ctrl-C leaves no process behind', async () => {
    const { child, said } = await start();
    const ready = await fetch(`${address(said())}/health/ready`);
    expect(ready.status).toBe(200);
    expect(said()).toContain('evolve-nca (rehearsal clock from 2011-03-31 08:00)');
    expect(await usersOf(folder)).toEqual([{ usename: 'evolve', rolsuper: false, may: false }]);
    expect(statSync(join(folder, '.evolve/login-password')).mode & 0o777).toBe(0o600);
    await interrupt(child);
    await eventually(() => expect(processesOf(folder)).toEqual([]), 20_000);
  }, 300_000);

  it('adopts the database of a start that was killed, and keeps its data', async () => {
    const first = await start();
    const starter = processesOf(folder).find((each) =>
      each.command.startsWith('node dist/start.mjs'),
    );
    if (starter === undefined) throw new Error('the starter is not among the processes');
    process.kill(starter.pid, 'SIGKILL');
    const children = () =>
      processesOf(folder).filter((each) => /dist\/(api|worker)\.mjs/.test(each.command));
    await eventually(() => expect(children()).toEqual([]), 60_000);
    expect(first.child.pid).toBeDefined();
    const second = await start();
    expect(second.said()).toContain('Using the PostgreSQL that an earlier run left');
    expect(second.said()).toContain('evolve-nca (rehearsal, as you left it)');
    await interrupt(second.child);
    await eventually(() => expect(processesOf(folder)).toEqual([]), 20_000);
  }, 300_000);

  it('says in one line that a port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const bound = other.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const { child, said } = await start({ PORT: String(port) });
    other.close();
    expect(child.exitCode).toBe(1);
    expect(said()).toContain(
      `Port ${port} on 127.0.0.1 is in use. Stop what uses it, or choose another`,
    );
  }, 60_000);

  it('says in one line that a database cannot be reached', async () => {
    const { child, said } = await start({ DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/x' });
    expect(child.exitCode).toBe(1);
    expect(said()).toContain('Cannot reach PostgreSQL at 127.0.0.1:1');
    expect(said()).not.toContain('secret');
  }, 60_000);
});

/** Who holds sessions on the private database, and whether they may change the ledger. */
async function usersOf(folder: string): Promise<object[]> {
  const kept = (file: string) =>
    readFileSync(join(folder, '.evolve/postgres', file), 'utf8').trim();
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(kept('port')),
    user: 'postgres',
    password: kept('password'),
    database: 'postgres',
  });
  await client.connect();
  const { rows } = await client.query<object>(
    `SELECT DISTINCT usename, rolsuper, has_table_privilege(usename, 'entry', 'UPDATE, DELETE, TRUNCATE') AS may
     FROM pg_stat_activity JOIN pg_roles ON rolname = usename
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  await client.end();
  return rows;
}

type Found = { pid: number; command: string };

/** Processes at work in the folder, by their command line or where they run; Linux only, as /proc is. */
function processesOf(folder: string): Found[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const isHere = command.includes(folder) || readlinkSync(`/proc/${pid}/cwd`) === folder;
        return isHere ? [{ pid: Number(pid), command }] : [];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

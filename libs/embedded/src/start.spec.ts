import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedError } from './embedded-error.js';
import { askPostgres, freePort } from './port.js';
import { findProcess } from './process.js';
import { startPostgres } from './start.js';

const parent = mkdtempSync(join(tmpdir(), 'evolve-embedded-'));
const folder = join(parent, 'pg');
const quick = { fsync: 'off' };

async function query(url: string, text: string) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('the private PostgreSQL', () => {
  test('starts in an empty folder, stops, and has its data and port again next time', async () => {
    const first = await startPostgres({ folder, settings: quick });
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS seven');
    await first.stop();
    expect(findProcess(first.pid)).toBeUndefined();
    expect(await askPostgres(first.port)).toBe('absent');
    const second = await startPostgres({ folder, settings: quick });
    expect(second).toMatchObject({ port: first.port, adopted: false });
    expect(await query(second.url, 'SELECT seven FROM kept')).toEqual([{ seven: 7 }]);
    await second.stop();
  });

  test('listens on loopback alone, whatever its settings ask for', async () => {
    const settings = { ...quick, listen_addresses: '*', unix_socket_directories: '/tmp' };
    const server = await startPostgres({ folder, settings });
    const [row] = await query(
      server.url,
      `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets`,
    );
    expect(row).toEqual({ addresses: '127.0.0.1', sockets: '' });
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      const url = server.url.replace('127.0.0.1', address);
      await expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    }
    await server.stop();
  });

  test('lets in who has the password, which only its owner can read, and nobody else', async () => {
    const server = await startPostgres({ folder, settings: quick });
    const url = new URL(server.url);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    url.password = 'guessed';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
    await server.stop();
  });

  test('is refused to a second start on the same folder, in one line', async () => {
    const server = await startPostgres({ folder, settings: quick });
    const second = startPostgres({ folder, settings: quick });
    await expect(second).rejects.toThrow(/^Evolve is already running from this folder[^\n]*$/);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test('starts over a pid file whose process is gone, or is another one by now', async () => {
    for (const pid of ['4194300', String(process.ppid)]) {
      writeFileSync(join(folder, 'data/postmaster.pid'), `${pid}\n/elsewhere\n0\n1\n\n\n0 0\n`);
      const server = await startPostgres({ folder, settings: quick });
      expect(server.adopted).toBe(false);
      await server.stop();
    }
  });

  test('takes another port when last time’s is in use, unless a port is asked for', async () => {
    const port = await freePort();
    const squatter = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    writeFileSync(join(folder, 'port'), String(port));
    const server = await startPostgres({ folder, settings: quick });
    expect(server.port).not.toBe(port);
    expect(readFileSync(join(folder, 'port'), 'utf8').trim()).toBe(String(server.port));
    await server.stop();
    await expect(startPostgres({ folder, port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use`,
    );
    squatter.close();
  });

  test('says in one line what PostgreSQL said when it will not start', async () => {
    const start = startPostgres({ folder, settings: { shared_buffers: 'plenty' } });
    await expect(start).rejects.toThrow(EmbeddedError);
    await expect(start).rejects.toThrow(/did not start[^\n]*invalid value[^\n]*"plenty"[^\n]*$/);
  });

  test('says in one line that its folder cannot be made', async () => {
    const path = join(parent, 'file');
    writeFileSync(path, '');
    const start = startPostgres({ folder: join(path, 'pg') });
    await expect(start).rejects.toThrow(/^Cannot keep data in "[^\n]*set DATABASE_URL\.$/);
  });

  test('refuses data whose password is gone, and does not touch it', async () => {
    const password = readFileSync(join(folder, 'password'), 'utf8');
    rmSync(join(folder, 'password'));
    await expect(startPostgres({ folder })).rejects.toThrow(
      'password of the private PostgreSQL is missing',
    );
    expect(existsSync(join(folder, 'data/PG_VERSION'))).toBe(true);
    writeFileSync(join(folder, 'password'), password);
    const server = await startPostgres({ folder, settings: quick });
    await server.stop();
  });

  test('clears away what an initdb that was killed left behind', async () => {
    const other = join(parent, 'half');
    const server = await startPostgres({ folder: other, settings: quick });
    await server.stop();
    expect(existsSync(join(other, 'data.new-password'))).toBe(false);
    writeFileSync(join(other, 'data/PG_VERSION'), '');
    rmSync(join(other, 'data/PG_VERSION'));
    await expect(startPostgres({ folder: other })).rejects.toThrow('is no PostgreSQL data folder');
  });
});

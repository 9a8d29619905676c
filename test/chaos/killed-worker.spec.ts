import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { listMail, readMail } from '#schedule';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import {
  openLiveProgramme,
  organisation,
  reminderNotice,
  type LiveProgramme,
} from '../support/live-programme.js';

let database: TestDatabase;
let live: LiveProgramme;
let children: ChildProcess[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
});
afterEach(async () => {
  for (const child of children) await end(child, 'SIGKILL');
  children = [];
  await live.close();
  await database.drop();
});

/** A worker in a process of its own, as it is started for real; resolves once it says it is ready. */
async function startWorker(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--import',
      new URL('../support/run-ts.mjs', import.meta.url).href,
      'apps/worker/src/main.ts',
    ],
    {
      env: {
        PATH: process.env['PATH'],
        EVOLVE_MODE: 'demo',
        DATABASE_URL: database.url,
        SWEEP_MS: '100',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  children.push(child);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the worker ended before it was ready (${String(code)})`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  expect(message).toBe('ready');
  ended.catch(() => undefined);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
  return child.exitCode;
}

const mails = () => listMail(live.store.pool, { organisation, limit: 100 });

test('a worker killed before a reminder falls due: the next one sends it once, marked late', async () => {
  await end(await startWorker(), 'SIGKILL');
  await live.makeReminderDue(3600);
  await startWorker();
  await eventually(async () => expect(await mails()).toHaveLength(2));
  const { rows } = await live.store.pool.query('SELECT id FROM notice');
  expect(rows).toEqual([{ id: reminderNotice }]);
  const [first] = await mails();
  const mail = await readMail(live.store.pool, organisation, first?.id ?? 0);
  expect(mail?.text).toContain('Sent late: it was due to reach you on');
}, 60_000);

test('workers killed again and again while reminders are due: one notice, nothing lost', async () => {
  await live.makeReminderDue();
  for (let round = 0; round < 2; round += 1) await end(await startWorker(), 'SIGKILL');
  await startWorker();
  await eventually(async () => {
    const { rows } = await live.store.pool.query(
      `SELECT 1 FROM delivery WHERE status = 'sent' AND channel = 'email'`,
    );
    expect(rows).toHaveLength(2);
  }, 60_000);
  const ids = (await mails()).map((mail) => mail.messageId);
  expect(new Set(ids).size).toBe(2);
  const { rows } = await live.store.pool.query('SELECT id FROM notice');
  expect(rows).toEqual([{ id: reminderNotice }]);
}, 120_000);

test('a worker asked to stop ends by itself, with success', async () => {
  expect(await end(await startWorker(), 'SIGTERM')).toBe(0);
}, 60_000);

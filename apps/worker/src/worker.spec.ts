import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { openLog, readConfig, type Config } from '#config';
import {
  handlersOf,
  listMail,
  openQueues,
  queueBackend,
  resend,
  type AnyHandler,
  type Queues,
  type Schedule,
} from '#schedule';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  reminderNotice,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { createWorker, type RunningWorker, type WorkerOptions } from './worker.js';

/** For each test, as it starts databases and workers. */
const patience = 60_000;

describe.each(['postgresql', 'redis'])('on a queue on %s', (kind) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let live: LiveProgramme;
  let config: Config;
  let queues: Queues;
  let running: RunningWorker[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    redis = kind === 'redis' ? await startRedis() : undefined;
    live = await openLiveProgramme(database.url);
    config = readConfig({
      EVOLVE_MODE: 'demo',
      DATABASE_URL: database.url,
      REDIS_URL: redis?.url,
      SWEEP_MS: '100',
      PUBLIC_URL: 'https://evolve.example',
    });
    queues = await openQueues(queueBackend(config), () => undefined);
  }, patience);
  afterEach(async () => {
    await Promise.all(running.map((worker) => worker.close()));
    running = [];
    await queues.close();
    await live.close();
    await redis?.stop();
    await database.drop();
  }, patience);

  const start = async (more: Partial<Config> = {}, options: WorkerOptions = {}) => {
    const quiet = { log: openLog('silent', 'worker'), reconcileMs: 300 };
    const worker = await createWorker({ ...config, ...more }, { ...quiet, ...options });
    running.push(worker);
    return worker;
  };
  const mails = () => listMail(live.store.pool, { organisation, limit: 100 });
  const settled = (mailsSent: number) =>
    eventually(async () => {
      const { rows } = await live.store.pool.query(
        `SELECT 1 FROM delivery WHERE status = 'pending'`,
      );
      expect([(await mails()).length, rows.length]).toEqual([mailsSent, 0]);
    });

  test(
    'a reminder that falls due is mailed to each holder once, with two workers running',
    async () => {
      await Promise.all([start(), start()]);
      await live.makeReminderDue();
      await settled(2);
      const { rows } = await live.store.pool.query('SELECT id FROM notice');
      expect(rows).toEqual([{ id: reminderNotice }]);
    },
    patience,
  );

  test(
    'one database session is enough, if slow',
    async () => {
      await start({ databasePool: 1 });
      await live.makeReminderDue();
      await settled(2);
    },
    patience,
  );

  test(
    'a worker asked to stop finishes the mail under way',
    async () => {
      let answer = (_yes: boolean) => {};
      const answered = new Promise<boolean>((resolve) => (answer = resolve));
      const server = await startMailServer(() => answered);
      const worker = await start({ smtpUrl: server.url });
      await live.makeReminderDue();
      await eventually(() => expect(server.offered.size).toBe(2));
      const closed = worker.close();
      answer(true);
      await closed;
      const { rows } = await live.store.pool.query(
        `SELECT 1 FROM delivery WHERE channel = 'email' AND status = 'sent'`,
      );
      expect(rows).toHaveLength(2);
      await server.close();
    },
    patience,
  );

  test(
    'with the queue lost before a restart, everything still goes out once',
    async () => {
      const first = await start();
      await eventually(async () => {
        expect(await queues.of('sweep').getJobScheduler('sweep')).toBeDefined();
      });
      await first.close();
      await live.makeReminderDue();
      await queues.obliterate();
      await start();
      await settled(2);
    },
    patience,
  );

  test(
    'a running worker restores what the queue has lost',
    async () => {
      await start();
      await queues.obliterate();
      await live.makeReminderDue();
      await settled(2);
    },
    patience,
  );

  test(
    'deliveries that were written and whose jobs were lost go out after a restart',
    async () => {
      await live.makeReminderDue();
      const refusing = await startMailServer(() => false);
      const slow = { attempts: 5, backoffMs: 60_000 };
      const first = await start({ smtpUrl: refusing.url }, { retrying: slow });
      await eventually(async () => {
        const { rows } = await live.store.pool.query(
          `SELECT 1 FROM delivery WHERE channel = 'email' AND last_error IS NOT NULL`,
        );
        expect(rows).toHaveLength(2);
      });
      await first.close();
      await refusing.close();
      await queues.obliterate();
      await start();
      await settled(2);
    },
    patience,
  );

  test(
    'a mail server that refuses for a while gets the same mail until it takes it',
    async () => {
      let refusals = 0;
      const server = await startMailServer(() => {
        refusals += 1;
        return refusals > 3;
      });
      await start({ smtpUrl: server.url }, { retrying: { attempts: 10, backoffMs: 20 } });
      await live.makeReminderDue();
      const taken = await eventually(() => {
        expect(server.taken).toHaveLength(2);
        return server.taken;
      });
      expect(new Set(taken.map((mail) => mail.messageId)).size).toBe(2);
      expect(server.offered.size).toBe(2);
      expect(taken[0]).toMatchObject({
        subject: 'Doors open: due in 1 working day (Small programme)',
        from: { address: config.mailFrom },
      });
      await server.close();
    },
    patience,
  );

  test(
    'a mail that is never taken is a dead letter, and is sent when asked again',
    async () => {
      let isUp = false;
      const server = await startMailServer(() => isUp);
      await start({ smtpUrl: server.url }, { retrying: { attempts: 3, backoffMs: 10 } });
      await live.makeReminderDue();
      const { rows } = await eventually(async () => {
        const dead = await live.store.pool.query(`SELECT * FROM delivery WHERE status = 'dead'`);
        expect(dead.rows).toHaveLength(2);
        return dead;
      });
      expect(rows[0]).toMatchObject({ attempts: 3, last_error: expect.stringContaining('451') });
      isUp = true;
      const ref = { organisation, programme, notice: reminderNotice, channel: 'email' };
      expect(await resend(live.store, { ...ref, person: 'P-ANN' })).toBe('resent');
      await eventually(() => expect(server.taken).toHaveLength(1));
      await server.close();
    },
    patience,
  );
});

test('a worker with a job that nothing does, or two things do, does not start', async () => {
  const database = await createTestDatabase();
  const config = readConfig({ DATABASE_URL: database.url });
  const log = openLog('silent', 'worker');
  const start = (handlers: (schedule: Schedule) => AnyHandler[]) =>
    createWorker(config, { log, handlers });
  await expect(start((schedule) => handlersOf(schedule).slice(1))).rejects.toThrow(
    'Each job needs exactly one handler: job "sweep" has 0 handlers.',
  );
  await expect(
    start((schedule) => [...handlersOf(schedule), ...handlersOf(schedule).slice(0, 1)]),
  ).rejects.toThrow('job "sweep" has 2 handlers');
  await database.drop();
}, 60_000);

test('a worker that cannot reach its queue says so and does not start', async () => {
  const database = await createTestDatabase();
  const config = readConfig({
    DATABASE_URL: database.url,
    REDIS_URL: 'redis://u:secret@127.0.0.1:1',
  });
  const told: Error[] = [];
  const queues = openQueues(queueBackend(config), (error) => void told.push(error), 300);
  await expect(queues).rejects.toThrow(
    'The queue on Redis at 127.0.0.1:1 did not answer within 300 ms (ECONNREFUSED). Is it running, and is REDIS_URL right?',
  );
  expect(told).toEqual([]);
  await database.drop();
});

/** A mail server on loopback that answers 451 unless `accepts`. */
async function startMailServer(accepts: () => boolean | Promise<boolean>) {
  const taken: { messageId: string; subject?: string; from?: unknown }[] = [];
  const offered = new Set<string>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void PostalMime.parse(Buffer.concat(chunks)).then(
          async ({ messageId = '', subject, from }) => {
            offered.add(messageId);
            if (!(await accepts())) {
              return done(Object.assign(new Error('later'), { responseCode: 451 }));
            }
            taken.push({ messageId, ...(subject && { subject }), from });
            return done();
          },
        );
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  // Boundary: a server on a port has an address with a port.
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    offered,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

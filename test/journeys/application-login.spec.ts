import pg from 'pg';
import { createWorker, type RunningWorker } from '../../apps/worker/src/worker.js';
import { openLog, readConfig } from '#config';
import { queueOf } from '#schedule';
import { ensureApplicationLogin } from '#store';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import {
  openLiveProgramme,
  reminderNotice,
  type LiveProgramme,
} from '../support/live-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const login = `running_${process.pid}`;
let database: TestDatabase;
let url: string;
let test: TestApi;
let worker: RunningWorker;
let live: LiveProgramme;
let application: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  url = await ensureApplicationLogin(database.url, { name: login, password: 'secret' });
  live = await openLiveProgramme(database.url);
  test = await startTestApi({ DATABASE_URL: url });
  const config = readConfig({ EVOLVE_MODE: 'demo', DATABASE_URL: url, SWEEP_MS: '100' });
  worker = await createWorker(config, { log: openLog('silent', 'worker'), reconcileMs: 300 });
  application = new pg.Client(url);
  await application.connect();
}, 60_000);

afterAll(async () => {
  await application.end();
  await worker.close();
  await test.close();
  await live.store.pool.query(`REVOKE evolve_app FROM ${login}; DROP ROLE ${login}`);
  await live.close();
  await database.drop();
}, 60_000);

describe('the login of the running application', () => {
  it('is enough for the api: ready, publishes, starts, moves a clock, verifies', async () => {
    expect((await test.get('/health/ready')).status).toBe(200);
    await test.rehearse('move', '2026-03-02 08:00');
    const programme = '/api/v1/programmes/move';
    expect((await test.post(`${programme}/clock`, { to: '2026-04-02' })).status).toBe(200);
    const event = { item: 'committee', event: 'ADMIT_OUT', payload: { person: 'P04' } };
    const sent = await test.post(`${programme}/events`, event, { as: 'sro', key: 'once' });
    expect([201, 422]).toContain(sent.status);
    expect((await test.get(`${programme}/history/verify`)).body).toMatchObject({ ok: true });
  }, 30_000);

  it('is enough for the worker, its queue on PostgreSQL too: a reminder is mailed', async () => {
    await live.makeReminderDue();
    await eventually(async () => {
      const { rows } = await live.store.pool.query('SELECT notice FROM captured_mail');
      expect(rows.map(({ notice }) => notice)).toContain(reminderNotice);
    }, 20_000);
  }, 30_000);

  it('finds the sequence of each queue made already', async () => {
    const { rows } = await application.query<{ made: boolean }>(
      `SELECT to_regclass('bullmq.' || bullmq.job_id_seq_name(queue)) IS NOT NULL AS made
       FROM unnest($1::text[]) AS queue`,
      [Object.values(queueOf)],
    );
    expect(new Set(rows.map(({ made }) => made))).toEqual(new Set([true]));
  });

  it('is that of every session they hold', async () => {
    const { rows } = await live.store.pool.query<{ sessions: number }>(
      `SELECT count(*) AS sessions FROM pg_stat_activity
       WHERE datname = current_database() AND usename = $1`,
      [login],
    );
    expect(rows[0]?.sessions).toBeGreaterThan(2);
  });

  it.each(["UPDATE entry SET hash = ''", 'DELETE FROM entry', 'TRUNCATE entry'])(
    'has no right to %s',
    async (statement) => {
      await expect(application.query(statement)).rejects.toMatchObject({ code: '42501' });
    },
  );

  it('owns nothing, and is no superuser', async () => {
    const { rows } = await application.query(
      `SELECT (SELECT count(*)::int FROM pg_shdepend d JOIN pg_roles r ON d.refobjid = r.oid
               WHERE r.rolname = current_user AND d.deptype = 'o') AS owned,
         rolsuper, rolcreatedb, rolcreaterole, rolbypassrls
       FROM pg_roles WHERE rolname = current_user`,
    );
    const none = { rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false };
    expect(rows).toEqual([{ owned: 0, ...none }]);
  });
});

import { runWith } from '../../../../test/support/cli.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import {
  openLiveProgramme,
  programme,
  type LiveProgramme,
} from '../../../../test/support/live-programme.js';

const path = '/api/v1/operations';

describe('operations', () => {
  let database: TestDatabase;
  let live: LiveProgramme;
  let test: TestApi;
  beforeAll(async () => {
    database = await createTestDatabase();
    live = await openLiveProgramme(database.url);
    test = await startTestApi({ DATABASE_URL: database.url });
    const { pool } = live.store;
    await pool.query(
      `INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
       VALUES ('acme', $1, 'n1', 'reminder', 'M1', '{LEAD}', '{}', '{}', now(), 'live')`,
      [programme],
    );
    await pool.query(
      `INSERT INTO delivery (organisation, programme, notice, channel, person, address, status, last_error, created_at, sent_at, hold_until)
       SELECT 'acme', $1, 'n1', channel, person, 'x', status, error, now() - took, CASE status WHEN 'sent' THEN now() END, hold
       FROM (VALUES ('email', 'P-1', 'sent', NULL, interval '100 ms', NULL::timestamptz),
         ('email', 'P-2', 'sent', NULL, interval '300 ms', NULL),
         ('email', 'P-3', 'pending', '451 later', interval '0', NULL),
         ('email', 'P-4', 'dead', '550 no', interval '0', NULL),
         ('email', 'P-5', 'pending', NULL, interval '0', now() + interval '1 hour'))
         AS v (channel, person, status, error, took, hold)`,
      [programme],
    );
    await live.makeReminderDue(60);
  });
  afterAll(async () => {
    await test.close();
    await live.close();
    await database.drop();
  });

  const look = async () => (await test.get(path, 'operator')).body;
  const email = async () =>
    (await look()).channels.find((each: { channel: string }) => each.channel === 'email');

  it('are for operators alone, who have no say in a programme by that', async () => {
    for (const persona of ['programme-manager', 'auditor']) {
      for (const page of [path, '/operations']) {
        expect(await test.get(page, persona)).toMatchObject({
          status: 403,
          body: { code: 'ROLE_NOT_PERMITTED' },
        });
      }
      const pause = { reason: 'not mine to pause' };
      const asked = await test.post(`${path}/channels/email/pause`, pause, { as: persona });
      expect(asked.status).toBe(403);
    }
    expect((await test.get('/operations', null)).status).toBe(401);
    expect((await test.get(path, 'operator')).status).toBe(200);
    expect((await test.get(`/api/v1/programmes/${programme}`, 'operator')).status).toBe(404);
  });

  it('tell which histories do not hold, by place and kind alone', async () => {
    expect(await look()).toMatchObject({ verification: null, log: { signed: null, anchors: [] } });
    const none = await test.get('/operations', 'operator');
    expect(none.text).toContain('none was yet');
    await live.store.pool.query(
      `INSERT INTO history_verification (organisation, programme, verified_at, problem)
       VALUES ('acme', $1, '2026-03-02T02:00:00Z', 'item M1 (ITEM_DIFFERS)')`,
      [programme],
    );
    const at = '2026-03-02T02:00:00.000Z';
    const broken = [{ programme, at, problem: 'item M1 (ITEM_DIFFERS)' }];
    expect(await look()).toMatchObject({ verification: { programmes: 1, oldest: at, broken } });
    const page = await test.get('/operations', 'operator');
    expect(page.text).toContain('1 programme was verified at night');
    expect(page.text).toContain('item M1 (ITEM_DIFFERS)');
    const said = await runWith({ test, env: { EVOLVE_AS: 'operator' } }, ['operations']);
    expect(said.out).toContain(`${programme}: item M1 (ITEM_DIFFERS), found at ${at}`);
    await live.store.pool.query(`UPDATE history_verification SET problem = NULL`);
    expect((await test.get('/operations', 'operator')).text).toContain('Every history holds');
  });

  it('are of one organisation of the server at a time, whichever it is', async () => {
    await live.store.pool.query(`INSERT INTO organisation (id, title) VALUES ('zoo', 'The zoo')`);
    expect(await look()).toMatchObject({
      organisation: { id: 'acme' },
      organisations: [{ id: 'acme' }, { id: 'zoo', title: 'The zoo' }],
    });
    const zoo = await test.get(`${path}?organisation=zoo`, 'operator');
    expect(zoo.body).toMatchObject({ organisation: { id: 'zoo' }, timers: { pending: 0 } });
    const paused = await test.post(
      `${path}/channels/email/pause?organisation=zoo`,
      { reason: 'the zoo moves house' },
      { as: 'operator' },
    );
    expect(paused.status).toBe(200);
    expect((await email()).paused).toBeNull();
    expect(await test.get(`${path}?organisation=none`, 'operator')).toMatchObject({
      status: 404,
      body: { detail: 'There is no organisation "none" on this server; there are: acme, zoo.' },
    });
    const page = await test.get('/operations?as=operator', null);
    expect(page.text).toContain('href="/operations?organisation=zoo&amp;as=operator"');
    await live.store.pool.query(`DELETE FROM channel_state WHERE organisation = 'zoo'`);
  });

  it('count jobs as the queue does, what waits, how late it was and what failed', async () => {
    const seen = await look();
    expect(seen.queues).toMatchObject({
      problem: null,
      counts: [
        { queue: 'evolve-clock', waiting: 0, active: 0, delayed: 0, failed: 0 },
        { queue: 'evolve-deliver', waiting: 0, active: 0, delayed: 0, failed: 0 },
      ],
    });
    expect(seen.timers).toMatchObject({ overdue: 1, nextDue: expect.any(String) });
    expect(seen.notices).toMatchObject({ outbox: 1, held: 1 });
    expect(seen.lateness).toMatchObject([
      { hours: 1, handedOn: { count: 0, p50: null }, delivered: { count: 2, p50: 100, p99: 300 } },
      { hours: 24, delivered: { count: 2 } },
    ]);
    expect(await email()).toMatchObject({ pending: 1, failing: 1, dead: 1, sent: 2, paused: null });
  });

  it('say why the queue cannot be counted, and all else the same', async () => {
    const env = { DATABASE_URL: database.url, REDIS_URL: 'redis://127.0.0.1:1' };
    const other = await startTestApi(env);
    const { status, body } = await other.get(path, 'operator');
    expect(status).toBe(200);
    expect(body.queues).toMatchObject({
      counts: [],
      problem: expect.stringContaining('127.0.0.1:1'),
    });
    expect(body.timers.overdue).toBe(1);
    await other.close();
  });

  it('pause a channel once, with a reason, on the organisation’s own chain, and resume it', async () => {
    const pause = (reason: string) =>
      test.post(`${path}/channels/email/pause`, { reason }, { as: 'operator' });
    expect((await pause('The mail server is replaced.')).status).toBe(200);
    await pause('another reason');
    expect((await email()).paused).toMatchObject({
      by: 'P-115',
      reason: 'The mail server is replaced.',
    });
    await test.post(`${path}/channels/email/resume`, {}, { as: 'operator' });
    await test.post(`${path}/channels/email/resume`, {}, { as: 'operator' });
    expect((await email()).paused).toBeNull();
    const { rows } = await live.store.pool.query(
      `SELECT kind, person, role FROM entry WHERE organisation = 'acme' AND programme = '' AND kind LIKE 'CHANNEL%' ORDER BY sequence`,
    );
    expect(rows).toEqual([
      { kind: 'CHANNEL_PAUSED', person: 'P-115', role: 'OPERATOR' },
      { kind: 'CHANNEL_RESUMED', person: 'P-115', role: 'OPERATOR' },
    ]);
    expect(await live.engine.verifyOrganisation('acme')).toMatchObject({ ok: true });
  });

  it('pause nothing without a reason, nor the inbox, nor what is no channel', async () => {
    const pause = (channel: string, body: object) =>
      test.post(`${path}/channels/${channel}/pause`, body, { as: 'operator' });
    expect((await pause('email', {})).status).toBe(400);
    expect((await pause('email', { reason: ' ' })).status).toBe(400);
    for (const channel of ['inbox', 'pigeon']) {
      const reply = await pause(channel, { reason: 'because I can' });
      expect(reply).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
      expect(reply.body.detail).toContain(`no channel "${channel}"`);
    }
  });

  it('have a page, which a browser reaches on a demonstration server', async () => {
    const reason = '<script>alert(1)</script>';
    await test.post(`${path}/channels/slack/pause`, { reason }, { as: 'operator' });
    const { status, text, headers } = await test.get('/operations?as=operator', null);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain('evolve-deliver');
    expect(text).toContain('&lt;script&gt;alert(1)');
    expect(text).not.toContain('<script>');
    expect((await test.get('/operations?as=auditor', null)).status).toBe(403);
  });

  it('are seen and switched from the command line', async () => {
    const run = (...args: string[]) =>
      runWith({ test, env: { EVOLVE_AS: 'operator' } }, ['operations', ...args]);
    const paused = await run('pause', 'teams', '--reason', 'Moved to another tenant.');
    expect(paused).toMatchObject({ code: 0, out: expect.stringMatching(/teams is paused/) });
    expect((await run()).out).toMatch(/teams +0 +0 +0 +0 +P-115: Moved to another tenant\./);
    expect(await run('resume', 'teams')).toMatchObject({ code: 0 });
    expect((await run()).out).not.toMatch(/Moved to another/);
  });
});

import { Webhook } from 'standardwebhooks';
import { openLog, readConfig } from '#config';
import { upsertGrants } from '#store';
import { createWorker, type RunningWorker } from '../../apps/worker/src/worker.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../support/live-programme.js';
import { startReceiver, type Receiver } from '../support/receiver.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const base = `/api/v1/programmes/${programme}`;
const manager = 'programme-manager';
const patience = 60_000;
const id = '11111111-2222-3333-4444-555555555555';

describe('channels that reach a programme’s own addresses', () => {
  let database: TestDatabase;
  let live: LiveProgramme;
  let test: TestApi;
  let worker: RunningWorker;
  let hooks: Receiver;
  /** Stands in for Slack, Teams and GOV.UK Notify. */
  let services: Receiver;
  let secret: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    live = await openLiveProgramme(database.url);
    [hooks, services] = [await startReceiver(), await startReceiver()];
    const env = {
      DATABASE_URL: database.url,
      CHANNEL_HOSTS: `${hooks.host},${services.host}`,
      GOVUK_NOTIFY_API_KEY: `test-${id}-${id}`,
      GOVUK_NOTIFY_TEMPLATE_ID: 'a-template',
      GOVUK_NOTIFY_URL: `http://${services.host}`,
    };
    test = await startTestApi(env);
    const from = '2020-01-01T00:00:00.000Z';
    const role = 'PROGRAMME_MANAGER';
    await upsertGrants(live.store, organisation, [
      { programme, person: 'P-101', role, items: null, authority: null, from },
    ]);
    const config = readConfig({ EVOLVE_MODE: 'demo', SWEEP_MS: '100', ...env });
    worker = await createWorker(config, { log: openLog('silent', 'worker'), reconcileMs: 300 });
  }, patience);
  afterAll(async () => {
    await worker.close();
    await test.close();
    await hooks.close();
    await services.close();
    await live.close();
    await database.drop();
  }, patience);

  const name = async (channel: string, address: string) => {
    const named = await test.put(`${base}/addresses/${channel}`, { address }, manager);
    if (named.status !== 200) throw new Error(named.text);
    return named.body;
  };
  const makeDue = async (key: string) => {
    const { rowCount } = await live.store.pool.query(
      `UPDATE timer SET due_at = clock_timestamp() - interval '1 second'
       WHERE programme = $1 AND key = $2 AND status = 'pending'`,
      [programme, `${key}@2099-06-15`],
    );
    expect(rowCount).toBe(1);
  };
  /** Waits until nothing of a reminder is under way; gives its channels with what became of each. */
  const settled = (key: string) =>
    eventually(async () => {
      const { rows } = await live.store.pool.query<{ channel: string; status: string }>(
        `SELECT DISTINCT channel, status FROM delivery WHERE programme = $1 AND notice = $2
         ORDER BY channel, status`,
        [programme, `M1.${key}@2099-06-15`],
      );
      expect(rows).not.toEqual([]);
      expect(rows).not.toContainEqual(expect.objectContaining({ status: 'pending' }));
      return rows.map(({ channel, status }) => `${channel} ${status}`);
    });
  const pathsAtServices = () => services.received.map(({ path }) => path).toSorted();

  it(
    'carry a reminder to each of them once, a webhook signed with the secret shown for it',
    async () => {
      ({ secret } = await name('webhook', hooks.url));
      await name('slack', `http://${services.host}/slack`);
      await name('teams', `http://${services.host}/teams`);
      await name('govuk-notify', 'office@example.org');
      services.answer(201, { 'Content-Type': 'application/json' }, '{}');
      await makeDue('T-5');
      expect(await settled('T-5')).toEqual([
        'email sent',
        'govuk-notify sent',
        'inbox sent',
        'slack sent',
        'teams sent',
        'webhook sent',
      ]);
      expect(pathsAtServices()).toEqual(['/slack', '/teams', '/v2/notifications/email']);
      expect(hooks.received).toHaveLength(1);
      const [{ body, headers } = { body: '', headers: {} }] = hooks.received;
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({
        specversion: '1.0',
        type: 'evolve.notice.reminder',
        data: { programme, notice: 'M1.T-5@2099-06-15', item: 'M1', deadline: '2099-06-15' },
      });
      expect(() => new Webhook(secret).verify(body.replace('M1', 'M2'), headers)).toThrow();
      const sent = (path: string) =>
        JSON.parse(services.received.find((each) => each.path === path)?.body ?? 'null');
      const { title } = JSON.parse(body).data;
      expect(sent('/slack')).toMatchObject({ text: title });
      expect(JSON.stringify(sent('/teams'))).toContain(title);
      expect(sent('/v2/notifications/email')).toMatchObject({
        template_id: 'a-template',
        email_address: 'office@example.org',
        personalisation: { subject: title },
      });
    },
    patience,
  );

  it(
    'carry nothing of a rehearsal, and nothing to an address that was removed',
    async () => {
      await test.rehearse('move', '2026-03-02T09:00:00.000Z');
      const address = `${hooks.url}/rehearsal`;
      const named = await test.put('/api/v1/programmes/move/addresses/webhook', { address });
      expect(named.status).toBe(200);
      const moved = await test.post('/api/v1/programmes/move/clock', { to: '2026-04-20 09:00' });
      expect(moved.body.notices).toBeGreaterThan(0);
      expect((await test.delete(`${base}/addresses/slack`, manager)).status).toBe(200);
      await makeDue('T-1');
      // What the worker takes up afterwards has been sent: what came before it was not.
      expect(await settled('T-1')).toEqual([
        'email sent',
        'govuk-notify sent',
        'inbox sent',
        'teams sent',
        'webhook sent',
      ]);
      expect(pathsAtServices().filter((path) => path === '/slack')).toHaveLength(1);
      expect(hooks.received.map(({ path }) => path)).toEqual(['/hook', '/hook']);
    },
    patience,
  );

  it(
    'switch an address off whose receiver is gone, and say so',
    async () => {
      hooks.answer(410);
      await makeDue('T+1');
      expect(await settled('T+1')).toContain('webhook dead');
      const why = `"${hooks.host}" answered 410`;
      const { body } = await test.get(`${base}/addresses`, manager);
      expect(body.addresses).toMatchObject([
        { channel: 'govuk-notify', host: 'example.org', enabled: true },
        { channel: 'teams', enabled: true, failure: null },
        { channel: 'webhook', enabled: false, failure: why },
      ]);
      const { body: failed } = await test.get(`${base}/deliveries`, manager);
      expect(failed.deliveries).toMatchObject([
        { channel: 'webhook', attempts: 1, failure: 'bounced', cause: why },
      ]);
    },
    patience,
  );
});

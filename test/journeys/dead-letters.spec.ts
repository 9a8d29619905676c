import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { runWith } from '../support/cli.js';
import { openLiveProgramme, programme, type LiveProgramme } from '../support/live-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';
import { upsertGrants } from '#store';

const base = `/api/v1/programmes/${programme}`;
const patience = 60_000;

describe('deliveries that were given up', () => {
  let database: TestDatabase;
  let live: LiveProgramme;
  let test: TestApi;

  beforeAll(async () => {
    database = await createTestDatabase();
    live = await openLiveProgramme(database.url);
    test = await startTestApi({ DATABASE_URL: database.url });
    const from = '2020-01-01T00:00:00.000Z';
    const grant = (person: string, role: string) => {
      return { programme, person, role, items: null, authority: null, from };
    };
    await upsertGrants(live.store, 'acme', [
      grant('P-101', 'PROGRAMME_MANAGER'),
      grant('P-104', 'LEAD'),
      grant('P-109', 'AUDITOR'),
    ]);
    await live.store.pool.query(
      `INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
       VALUES ('acme', $1, 'n1', 'event', 'first', '{LEAD}', '{}', '{}', '2026-07-01T08:00:00Z', 'live')`,
      [programme],
    );
    await live.store.pool.query(
      `INSERT INTO delivery (organisation, programme, notice, channel, person, address, status, attempts, last_error, failure)
       VALUES ('acme', $1, 'n1', 'email', 'P-ANN', 'ann@example.org', 'dead', 12, '451 try later', 'busy'),
              ('acme', $1, 'n1', 'inbox', 'P-ANN', 'P-ANN', 'sent', 1, NULL, NULL)`,
      [programme],
    );
  }, patience);
  afterAll(async () => {
    await test.close();
    await live.close();
    await database.drop();
  }, patience);

  const asManager = { as: 'programme-manager' };
  const failed = async () => (await test.get(`${base}/deliveries`, 'programme-manager')).body;
  const status = async () => {
    const { rows } = await live.store.pool.query(
      `SELECT status, attempts FROM delivery WHERE channel = 'email'`,
    );
    return rows[0];
  };

  it('are listed with their cause, for the programme manager', async () => {
    expect(await failed()).toEqual({
      total: 1,
      deliveries: [
        expect.objectContaining({
          item: 'first',
          title: 'First task',
          local: '2026-07-01 09:00',
          channel: 'email',
          person: 'P-ANN',
          attempts: 12,
          cause: '451 try later',
          failure: 'busy',
        }),
      ],
    });
    const elsewhere = await test.get(`${base}/deliveries?item=second`, 'programme-manager');
    expect(elsewhere.body).toEqual({ total: 0, deliveries: [] });
  });

  it('are neither shown to others nor sent again by them', async () => {
    const [{ id }] = (await failed()).deliveries;
    for (const persona of ['sp-lead', 'auditor']) {
      const listed = await test.get(`${base}/deliveries`, persona);
      expect(listed).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
      const sent = await test.post(`${base}/deliveries/${id}/resend`, {}, { as: persona });
      expect(sent).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
    }
    const { detail } = (await test.get(`${base}/deliveries`, 'sp-lead')).body;
    expect(detail).toMatch(/ by .+ \(PROGRAMME_MANAGER\) or .*; you act as .+\.$/);
    expect(await status()).toEqual({ status: 'dead', attempts: 12 });
  });

  it('are sent again by name from the command line, once', async () => {
    const run = (...args: string[]) =>
      runWith({ test, env: { EVOLVE_AS: 'programme-manager' } }, [
        ...args,
        '--programme',
        programme,
      ]);
    const { out } = await run('deliveries');
    expect(out).toMatch(/first +event +P-ANN by email +12 +busy +451 try later/);
    const [{ id }] = (await failed()).deliveries;
    expect(out).toContain(id);
    expect(await run('resend', id)).toMatchObject({
      code: 0,
      out: 'n1 goes to P-ANN by email again within seconds.\n',
    });
    expect(await status()).toEqual({ status: 'pending', attempts: 0 });
    expect((await run('deliveries')).out).toBe('No delivery has failed.\n');
    const again = await test.post(`${base}/deliveries/${id}/resend`, {}, asManager);
    expect(again).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(again.body.detail).toContain(`no failed delivery "${id}"`);
  });
});

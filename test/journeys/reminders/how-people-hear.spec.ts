import { openLog, readConfig } from '#config';
import { upsertGrants, upsertPeople } from '#store';
import { createWorker, type RunningWorker } from '../../../apps/worker/src/worker.js';
import { runWith } from '../../support/cli.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { openLiveProgramme, programme, type LiveProgramme } from '../../support/live-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

/** Story 13 and the whole way of story 15, over the API and the command line, with a worker. */
const patience = 60_000;
const at = `/api/v1/programmes/${programme}`;

let database: TestDatabase;
let live: LiveProgramme;
let test: TestApi;
let worker: RunningWorker | null = null;

beforeAll(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
  test = await startTestApi({ DATABASE_URL: database.url });
  const grant = (person: string, role: string) => {
    const from = '2020-01-01T00:00:00.000Z';
    return { programme, person, role, items: null, authority: null, from };
  };
  await upsertPeople(live.store, 'acme', [
    { id: 'P-102', name: 'Sam', email: 'sam@example.org' },
    { id: 'P-107', name: 'Pia', email: 'pia@example.org' },
  ]);
  await upsertGrants(live.store, 'acme', [grant('P-102', 'SRO'), grant('P-107', 'PMO')]);
}, patience);
afterAll(async () => {
  await stop();
  await test.close();
  await live.close();
  await database.drop();
}, patience);

async function start(env: Record<string, string> = {}): Promise<void> {
  const settings = { EVOLVE_MODE: 'demo', DATABASE_URL: database.url, SWEEP_MS: '100', ...env };
  worker = await createWorker(readConfig(settings), {
    log: openLog('silent', 'worker'),
    reconcileMs: 300,
    retrying: { attempts: 2, backoffMs: 50 },
  });
}

async function stop(): Promise<void> {
  await worker?.close();
  worker = null;
}

const tell = (id: string, person: string, data: object = {}) =>
  live.store.pool.query(
    `INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
     VALUES ('acme', $1, $2, 'reminder', 'M1', '{}', $3, $4, clock_timestamp(), 'live')`,
    [programme, id, [person], JSON.stringify(data)],
  );

const subjectsTo = async (address: string): Promise<string[]> => {
  const { rows } = await live.store.pool.query(
    'SELECT subject FROM captured_mail WHERE recipient = $1 ORDER BY id',
    [address],
  );
  return rows.map(({ subject }) => subject);
};

const evolve = (as: string, ...args: string[]) => runWith({ test, env: { EVOLVE_AS: as } }, args);

describe('story 13: a digest where somebody prefers one', () => {
  it(
    'is one mail a day; what is urgent comes at once; the inbox has all of it',
    async () => {
      const said = await evolve('sro', 'preferences', '--digest', '08:00');
      expect(said.out).toContain('one a day at 08:00 in Europe/London');
      await start();
      await tell('calm-1', 'P-102');
      await tell('calm-2', 'P-102');
      await tell('alarm', 'P-102', { urgent: true });
      await eventually(async () => expect(await subjectsTo('sam@example.org')).toHaveLength(1));
      await eventually(async () =>
        expect((await test.get('/api/v1/inbox', 'sro')).body.unread).toBe(3),
      );
      const { body } = await test.get('/api/v1/me/preferences', 'sro');
      expect(body.waiting.notices).toBe(2);

      // The time of the digest goes by while no worker is there.
      await stop();
      await live.store.pool.query(
        `UPDATE delivery SET hold_until = clock_timestamp() - interval '3 hours'
         WHERE hold_until IS NOT NULL`,
      );
      await start();
      await eventually(async () =>
        expect(await subjectsTo('sam@example.org')).toEqual([
          expect.stringContaining(':'),
          expect.stringMatching(/^2 notices on \d{4}-\d\d-\d\d: /),
        ]),
      );
      await stop();
    },
    patience,
  );
});

describe('story 15: a delivery that fails', () => {
  it(
    'is tried again, then a dead letter that the programme office sees and sends again',
    async () => {
      await start({ SMTP_URL: 'smtp://127.0.0.1:1' });
      await tell('lost', 'P-107');
      await eventually(async () =>
        expect((await test.get(`${at}/deliveries`)).body).toMatchObject({
          total: 1,
          deliveries: [{ notice: 'lost', channel: 'email', person: 'P-107', attempts: 2 }],
        }),
      );
      const shown = await evolve('pmo', 'deliveries', '--programme', programme);
      expect(shown.out).toMatch(/P-107 by email +2 +.*ECONNREFUSED/);
      await stop();

      await start();
      const [{ id }] = (await test.get(`${at}/deliveries`)).body.deliveries;
      await evolve('pmo', 'resend', id, '--programme', programme);
      await eventually(async () => expect(await subjectsTo('pia@example.org')).toHaveLength(1));
      expect((await test.get(`${at}/deliveries`)).body.total).toBe(0);
    },
    patience,
  );
});

describe('a channel that is paused', () => {
  it(
    'holds what is for it, without using up attempts, until it runs again',
    async () => {
      if (worker === null) await start();
      const before = (await subjectsTo('pia@example.org')).length;
      await evolve('operator', 'operations', 'pause', 'email', '--reason', 'A new mail server.');
      await tell('patient', 'P-107');
      await eventually(async () =>
        expect((await test.get('/api/v1/inbox?unread=true')).body.notices).toContainEqual(
          expect.objectContaining({ notice: 'patient' }),
        ),
      );
      const { rows } = await live.store.pool.query(
        `SELECT status, attempts FROM delivery WHERE notice = 'patient' AND channel = 'email'`,
      );
      expect(rows).toEqual([{ status: 'pending', attempts: 0 }]);
      await evolve('operator', 'operations', 'resume', 'email');
      await eventually(async () =>
        expect(await subjectsTo('pia@example.org')).toHaveLength(before + 1),
      );
    },
    patience,
  );
});

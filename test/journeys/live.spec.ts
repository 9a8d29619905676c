import { openLog, readConfig } from '#config';
import { withDays } from '#programme';
import { upsertGrants } from '#store';
import { createWorker, type RunningWorker } from '../../apps/worker/src/worker.js';
import { eventually } from '../support/eventually.js';
import { definitionFiles, openLived, publishReference } from '../support/lived-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

/** For two programmes, an api and a worker on a busy machine. */
const patience = 60_000;

describe('a live programme', () => {
  let test: TestApi;
  let worker: RunningWorker;
  beforeAll(async () => {
    test = await startTestApi();
    const today = new Date().toISOString().slice(0, 10);
    const live = definitionFiles('programmes/first-live/programme.yaml', (text) =>
      withDays(text, today),
    );
    const { body } = await test.post('/api/v1/definitions', live);
    await test.post('/api/v1/programmes', { definition: body.hash, clock: 'live' });
    // A second holder: what goes to the role goes to each of them.
    await upsertGrants(test.api.store, 'demo', [
      {
        programme: 'first-live',
        person: 'P-107',
        role: 'PROGRAMME_MANAGER',
        items: null,
        authority: null,
        from: '2020-01-01T00:00:00.000Z',
      },
    ]);
    const config = readConfig({
      EVOLVE_MODE: 'demo',
      DATABASE_URL: test.databaseUrl,
      SWEEP_MS: '100',
    });
    worker = await createWorker(config, { log: openLog('silent', 'worker'), reconcileMs: 300 });
  }, patience);
  afterAll(async () => {
    await worker.close();
    await test.close();
  }, patience);

  const first = '/api/v1/programmes/first-live';
  /** The subjects and receivers in the mailbox of the demonstration that have these words. */
  const mailsOn = async (words: string) => {
    const { text } = await test.get('/dev/mail', null);
    const rows = text.split('<tr>').filter((row) => row.includes(words));
    return rows.map((row) => /[\w-]+@[\w.]+/.exec(row)?.[0] ?? row).toSorted();
  };
  const makeReminderDue = async (item: string) => {
    const { rowCount } = await test.api.store.pool.query(
      `UPDATE timer SET due_at = clock_timestamp() - interval '1 second'
       WHERE programme = 'first-live' AND item = $1 AND key LIKE 'T-1@%' AND status = 'pending'`,
      [item],
    );
    expect(rowCount).toBe(1);
  };

  it(
    'tells at once, in one mail, of the reminders that its dates are too near for',
    async () => {
      await eventually(async () => {
        expect(await mailsOn('Network line working')).toEqual([
          'pmo@evolve.example',
          'programme-manager@evolve.example',
        ]);
      });
      const { body } = await test.get(`${first}/reminders?kind=catchUp&item=network`);
      expect(body.reminders).toMatchObject([
        { late: false, why: null, detail: { missed: expect.arrayContaining(['T-60']) } },
      ]);
    },
    patience,
  );

  it(
    'mails a reminder that falls due to each holder of the role once',
    async () => {
      await makeReminderDue('desks');
      const subject = 'Desk plan agreed: due in 1 working day';
      await eventually(async () => {
        expect(await mailsOn(subject)).toEqual([
          'pmo@evolve.example',
          'programme-manager@evolve.example',
        ]);
      });
      const notice = await eventually(async () => {
        const { body } = await test.get(`${first}/notices?item=desks`);
        const due = body.notices.find((each: { id: string }) => each.id.startsWith('desks.T-1@'));
        const sent = due.deliveries.map(
          ({ person, channel, status }: Record<string, string>) => `${channel} ${person} ${status}`,
        );
        expect(sent.toSorted()).toEqual([
          'email P-101 sent',
          'email P-107 sent',
          'inbox P-101 sent',
          'inbox P-107 sent',
        ]);
        return due;
      });
      expect(notice).toMatchObject({ delivers: true, toRoles: ['PROGRAMME_MANAGER'] });
      const { body: inbox } = await test.get('/api/v1/inbox', 'programme-manager');
      expect(inbox.notices.map((each: { notice: string }) => each.notice)).toContain(notice.id);
      expect((await test.get('/dev/mail', null)).text.split(subject)).toHaveLength(3);
    },
    patience,
  );

  it(
    'mails nothing of a rehearsal, however much falls due in it',
    async () => {
      const lived = await openLived(test, await publishReference(test), 'rehearsed');
      const moved = await lived.moveTo('2011-08-20 09:00');
      expect(moved.body.notices).toBeGreaterThan(10);
      await makeReminderDue('network');
      // What the worker takes up afterwards has been sent: what came before it was not.
      await eventually(async () => {
        expect(await mailsOn('Network line working: due in 1 working day')).toHaveLength(2);
      });
      expect(await mailsOn('EVOLVE')).toEqual([]);
    },
    patience,
  );
});

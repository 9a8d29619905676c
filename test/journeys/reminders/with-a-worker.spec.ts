import { openLog, readConfig } from '#config';
import { withDays } from '#programme';
import { upsertGrants } from '#store';
import { createWorker, type RunningWorker } from '../../../apps/worker/src/worker.js';
import { eventually } from '../../support/eventually.js';
import { definitionFiles } from '../../support/lived-programme.js';
import { ledgerOf, type Line } from '../../support/start-rehearsal.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

/** An api, a live programme, and workers that come and go. */
const patience = 60_000;
const programme = 'first-live';
const at = `/api/v1/programmes/${programme}`;

let test: TestApi;
let running: RunningWorker[] = [];

beforeAll(async () => {
  test = await startTestApi();
  const today = new Date().toISOString().slice(0, 10);
  const files = definitionFiles('programmes/first-live/programme.yaml', (text) =>
    withDays(withIssues(text), today),
  );
  const { body } = await test.post('/api/v1/definitions', files);
  const begun = await test.post('/api/v1/programmes', { definition: body.hash, clock: 'live' });
  if (begun.status !== 201) throw new Error(begun.text);
  await start();
  // What opening it had to tell: the reminders that its dates are too near for.
  await eventually(async () => expect(await outstanding()).toBe(0));
}, patience);

afterAll(async () => {
  await stop();
  await test.close();
}, patience);

/** With a register of issues that takes what the daily check finds. */
const withIssues = (text: string) =>
  text
    .replace('  - ../kinds/roles.yaml', '  - ../kinds/roles.yaml\n  - ../kinds/raid.yaml')
    .replace(/^zone: /m, 'checks: { issues: issues }\nzone: ')
    .replace(
      /^items:\n/m,
      'items:\n  issues: { chart: issue-register, title: Issues, mark: proposed, data: { issues: { is: [] } } }\n',
    );

async function start(): Promise<void> {
  const config = readConfig({
    EVOLVE_MODE: 'demo',
    DATABASE_URL: test.databaseUrl,
    SWEEP_MS: '100',
  });
  const options = { log: openLog('silent', 'worker'), reconcileMs: 300 };
  running.push(await createWorker(config, options));
}

async function stop(): Promise<void> {
  await Promise.all(running.map((worker) => worker.close()));
  running = [];
}

const query = async (text: string, values: unknown[] = []) =>
  (await test.api.store.pool.query(text, values)).rows;

/** Timers that are due and not fired, notices that were not relayed, deliveries that were not made. */
async function outstanding(): Promise<number> {
  const [row] = await query(`SELECT
    (SELECT count(*) FROM timer WHERE status = 'pending' AND due_at <= clock_timestamp()) +
    (SELECT count(*) FROM notice WHERE relayed_at IS NULL) +
    (SELECT count(*) FROM delivery WHERE status = 'pending') AS n`);
  return Number(row.n);
}

/** Makes pending reminders of an item due, as if so much time had gone by. */
async function fallDue(item: string, pattern: string, ago: string): Promise<string[]> {
  const rows = await query(
    `UPDATE timer SET due_at = clock_timestamp() - $3::interval
     WHERE programme = $1 AND item = $2 AND status = 'pending' AND kind = 'reminder' AND key LIKE $4
     RETURNING key`,
    [programme, item, ago, pattern],
  );
  return rows.map(({ key }) => String(key));
}

const ledger = (asked: string): Promise<Line[]> =>
  ledgerOf({ read: (path) => test.get(`${at}${path}`) }, asked);

const noticesOf = async (item: string) =>
  (await test.get(`${at}/notices?item=${item}&limit=1000`)).body.notices;

/** Lets the persona of the senior responsible owner go, or come back. */
const hold = (until: string | null) =>
  upsertGrants(test.api.store, 'demo', [
    {
      programme,
      person: 'P-102',
      role: 'SRO',
      items: null,
      authority: null,
      from: '2020-01-01T00:00:00.000Z',
      until,
    },
  ]);

describe('story 1: a reminder at each lead time', () => {
  it(
    'is one notice, delivered once to each, with two workers, a restart and a retry',
    async () => {
      await start();
      expect(await fallDue('desks', 'T-1@%', '1 second')).toHaveLength(1);
      await eventually(async () => {
        const [line] = await ledger('item=desks&status=sent&kind=reminder');
        expect(line).toMatchObject({ late: false, why: null, cause: null });
      });
      await stop();
      await query(`UPDATE notice SET relayed_at = NULL WHERE programme = $1 AND item = 'desks'`, [
        programme,
      ]);
      await start();
      await eventually(async () => expect(await outstanding()).toBe(0));
      const told = (await noticesOf('desks')).filter(
        ({ template }: { template: string }) => template === 'reminder',
      );
      expect(told).toHaveLength(1);
      const [line] = await ledger('item=desks&status=sent&kind=reminder');
      const made = line?.deliveries.map(({ channel, person, status }) => [channel, person, status]);
      expect(new Set(made?.map(String)).size).toBe(made?.length);
      const mails = await query(`SELECT 1 FROM captured_mail WHERE notice = $1`, [line?.notice]);
      expect(mails).toHaveLength(made?.filter(([channel]) => channel === 'email').length ?? 0);
    },
    patience,
  );
});

describe('a reminder whose delivery was given up', () => {
  it('has failed, and says for whom and by what answer', async () => {
    const [{ notice }] = (await ledger('item=desks&status=sent&kind=reminder')) as [Line];
    const settle = (status: string, error: string | null) =>
      query(
        `UPDATE delivery SET status = $2, last_error = $3
         WHERE notice = $1 AND channel = 'email' AND person = 'P-101'`,
        [notice, status, error],
      );
    await settle('dead', '550 no such mailbox');
    expect(await ledger('item=desks&status=failed')).toMatchObject([
      { notice, why: 'email P-101: 550 no such mailbox' },
    ]);
    expect(await ledger('item=desks&status=sent&kind=reminder')).toEqual([]);
    await settle('sent', null);
    expect(await ledger('item=desks&status=sent&kind=reminder')).toHaveLength(1);
  });
});

describe('story 11: a worker that is down over a due date', () => {
  it(
    'tells once it is back, of all that was missed, in one notice that says it is late',
    async () => {
      await stop();
      const missed = await fallDue('moved', 'T%', '3 hours');
      expect(missed.length).toBeGreaterThan(2);
      await start();
      await eventually(async () => {
        expect(await ledger('item=moved&status=late&kind=reminder')).toHaveLength(missed.length);
      });
      const lines = await ledger('item=moved&status=late&kind=reminder');
      expect(new Set(lines.map(({ notice }) => notice)).size).toBe(1);
      expect(lines[0]).toMatchObject({ late: true, why: expect.stringContaining('handed on at') });
      const told = (await noticesOf('moved')).filter(
        ({ id }: { id: string }) => id === lines[0]?.notice,
      );
      expect(told).toMatchObject([
        { template: 'catchUp', data: { late: true, missed: expect.arrayContaining(['T-10']) } },
      ]);
      expect(told[0].data.missed).toHaveLength(missed.length);
    },
    patience,
  );
});

describe('story 12: the owner has left', () => {
  it(
    'a reminder goes to the programme manager, who hears why',
    async () => {
      await hold('2020-02-01T00:00:00.000Z');
      expect(await fallDue('lease', 'T+1@%', '1 second')).toHaveLength(1);
      const line = await eventually(async () => {
        const [found] = await ledger('item=lease&status=sent&kind=reminder');
        expect(found?.key).toMatch(/^T\+1@/);
        return found;
      });
      const told = (await noticesOf('lease')).find(({ id }: { id: string }) => id === line?.notice);
      expect(told).toMatchObject({
        toRoles: ['SRO'],
        recipients: [{ person: 'P-101', standsInFor: ['SRO'] }],
      });
    },
    patience,
  );

  it(
    'the morning check raises an issue of data quality, and tells of it once',
    async () => {
      const morning = () =>
        query(`UPDATE programme_check SET due_at = clock_timestamp() WHERE programme = $1`, [
          programme,
        ]);
      const checkedAfter = async (since: string) =>
        eventually(async () => {
          const { body } = await test.get(`${at}/milestones`);
          expect(body.morning.computedAt > since).toBe(true);
          return body.morning;
        });
      const now = () => new Date().toISOString();
      let since = now();
      await morning();
      const { findings, milestones } = await checkedAfter(since);
      expect(findings).toContain('vacant-SRO-lease');
      expect(milestones.map(({ item }: { item: string }) => item)).toContain('lease');
      const issues = async () => {
        const { body } = await test.get(`${at}/items/issues`);
        const { value } = body.values.find((each: { field: string }) => each.field === 'issues');
        return value.filter(({ about }: { about: string }) => about === 'lease');
      };
      expect(await issues()).toMatchObject([
        { title: 'The owner of a milestone is vacant', kind: 'DATA_QUALITY', status: 'OPEN' },
      ]);
      since = now();
      await morning();
      await checkedAfter(since);
      expect(await noticesOf('issues')).toMatchObject([
        { template: 'quality', toRoles: ['PMO', 'PROGRAMME_MANAGER'] },
      ]);
      await hold(null);
      since = now();
      await morning();
      await checkedAfter(since);
      expect(await issues()).toMatchObject([{ status: 'RESOLVED' }]);
      const { body } = await test.get('/api/v1/programmes');
      expect(body.programmes).toMatchObject([{ id: programme, morning: { findings: 0 } }]);
    },
    patience,
  );
});

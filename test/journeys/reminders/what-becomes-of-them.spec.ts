import { runWith } from '../../support/cli.js';
import { publishReference } from '../../support/lived-programme.js';
import { planYaml } from '../../support/plan-programme.js';
import { ledgerOf, startRehearsal } from '../../support/start-rehearsal.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

type Programme = Awaited<ReturnType<typeof startRehearsal>>;

const patience = 60_000;

let test: TestApi;
let reference: string;
let fairDefinition: string;

beforeAll(async () => {
  test = await startTestApi();
  reference = await publishReference(test);
  const files = { 'programme.yaml': planYaml };
  const { body } = await test.post('/api/v1/definitions', { entry: 'programme.yaml', files });
  fairDefinition = body.hash;
}, patience);

afterAll(() => test.close());

const fairAt = (id: string, startAt: string) =>
  startRehearsal(test, { definition: fairDefinition, id, startAt });
const lines = async (programme: Programme, query: string) =>
  (await ledgerOf(programme, query)).map(({ key, status }) => `${key} ${status}`);

describe('story 7: a date changes', () => {
  let fair: Programme;
  beforeAll(async () => {
    fair = await fairAt('moved', '2026-03-02 08:00');
    const due = { precision: 'DAY', date: '2026-03-24' };
    expect((await fair.send('pmo', 'permit', 'MOVE', { due })).status).toBe(201);
  }, patience);

  it('the reminders of the old date are superseded, and those of the new one set', async () => {
    expect(await lines(fair, 'item=permit&kind=reminder')).toEqual([
      'T-5@2026-03-10 superseded',
      'T+1@2026-03-10 superseded',
      'T-5@2026-03-24 pending',
      'T+1@2026-03-24 pending',
    ]);
  });

  it('the ledger says why, and by which entry of the history', async () => {
    const [old] = await ledgerOf(fair, 'item=permit&status=superseded');
    expect(old).toMatchObject({
      why: expect.stringMatching(
        /^its deadline moved from 2026-03-10 to 2026-03-24, by MOVE on Permit given \(entry \d+\)$/,
      ),
      cause: { event: 'MOVE', item: 'permit' },
      notice: null,
    });
    const { body } = await fair.read('/history?limit=500');
    expect(body.entries.find((each: { event: string }) => each.event === 'MOVE').sequence).toBe(
      old?.cause?.sequence,
    );
    const asked = 'reminders --programme moved --status superseded --item permit';
    const { out } = await runWith({ test, env: { EVOLVE_AS: 'pmo' } }, asked.split(' '));
    expect(out).toMatch(/reminder T-5@2026-03-10 +superseded +its deadline moved from 2026-03-10/);
  });

  it('each is told once, of the new date alone', async () => {
    await fair.moveTo('2026-03-31 12:00');
    const { body } = await fair.read('/notices?item=permit&limit=1000');
    const told = body.notices.filter(
      ({ template }: { template: string }) => template === 'reminder',
    );
    expect(told.map(({ id }: { id: string }) => id)).toEqual([
      'permit.T-5@2026-03-24',
      'permit.T+1@2026-03-24',
    ]);
  });

  it('moved back and forth on one day, there is still one reminder of each', async () => {
    const restless = await fairAt('restless', '2026-03-02 08:00');
    for (const date of ['2026-03-24', '2026-03-10', '2026-03-24', '2026-03-10']) {
      const due = { precision: 'DAY', date };
      expect((await restless.send('pmo', 'permit', 'MOVE', { due })).status).toBe(201);
    }
    expect(await lines(restless, 'item=permit&kind=reminder')).toEqual([
      'T-5@2026-03-10 pending',
      'T+1@2026-03-10 pending',
      'T-5@2026-03-24 superseded',
      'T+1@2026-03-24 superseded',
    ]);
  });

  it('moved so near that reminders are missed, one notice stands for them', async () => {
    const near = await fairAt('near', '2026-03-02 08:00');
    const due = { precision: 'DAY', date: '2026-03-04' };
    await near.send('pmo', 'opening', 'MOVE', { due });
    await near.moveTo('2026-03-02 08:00');
    expect(await ledgerOf(near, 'item=opening&kind=catchUp')).toMatchObject([
      { status: 'rehearsed', detail: { missed: ['T-10', 'T-5'], deadline: '2026-03-04' } },
    ]);
  });

  it('moved away and back, what the second absence missed is told as well, and nothing twice', async () => {
    const back = await fairAt('back', '2026-03-02 08:00');
    const moveOn = async (day: string, date: string) => {
      await back.moveTo(`${day} 10:00`);
      const due = { precision: 'DAY', date };
      expect((await back.send('pmo', 'opening', 'MOVE', { due })).status).toBe(201);
      await back.moveTo(`${day} 10:00`);
    };
    await moveOn('2026-03-03', '2026-03-12');
    for (const day of ['2026-03-04', '2026-03-09', '2026-03-10']) {
      await moveOn(day, '2026-06-30');
      await moveOn(day, '2026-03-12');
    }
    const { body } = await back.read('/notices?item=opening&limit=1000');
    const told = body.notices.filter(
      ({ template }: { template: string }) => template === 'catchUp',
    );
    expect(told.map(({ data }: { data: { missed: string[] } }) => data.missed)).toEqual([
      ['T-10'],
      ['T-10', 'T-5'],
    ]);
    expect(await lines(back, 'item=opening&kind=catchUp')).toEqual([
      'catch-up@2026-03-12>T-10 rehearsed',
      'catch-up@2026-03-12>T-5 rehearsed',
    ]);
  });
});

describe('story 8: a milestone is achieved', () => {
  it('its remaining reminders are cancelled, and it says so', async () => {
    const fair = await fairAt('achieved', '2026-03-02 08:00');
    await fair.moveTo('2026-03-05 12:00');
    expect((await fair.send('pmo', 'permit', 'CLAIM')).status).toBe(201);
    expect(await lines(fair, 'item=permit&kind=reminder')).toEqual([
      'T-5@2026-03-10 rehearsed',
      'T+1@2026-03-10 cancelled',
    ]);
    const [cancelled] = await ledgerOf(fair, 'item=permit&status=cancelled&kind=reminder');
    expect(cancelled?.why).toMatch(/^it is achieved, by CLAIM on Permit given \(entry \d+\)$/);
    await fair.moveTo('2026-04-30 12:00');
    const { body } = await fair.read('/notices?item=permit&limit=1000');
    expect(body.notices).toHaveLength(1);
  });
});

describe('the ladder of M06', () => {
  const climbed = async (programme: Programme) => {
    const { body } = await programme.read('/notices?item=M06&limit=1000');
    return body.notices
      .filter(({ template }: { template: string }) => template === 'escalation')
      .map(
        ({ local, data }: { local: string; data: { level: number; urgent: boolean } }) =>
          `L${data.level} ${local}${data.urgent ? ' urgent' : ''}`,
      );
  };
  const started = (id: string) =>
    startRehearsal(test, { definition: reference, id, startAt: '2011-03-31 08:00' });

  it(
    'story 9: untouched, it climbs on the stated days, and L3 and L4 wait for no digest',
    async () => {
      const untouched = await started('untouched');
      await untouched.moveTo('2011-08-31 12:00');
      expect(await climbed(untouched)).toEqual([
        'L1 2011-07-15 09:00',
        'L2 2011-08-01 09:00',
        'L3 2011-08-05 09:00 urgent',
        'L4 2011-08-12 09:00 urgent',
      ]);
      const { body } = await untouched.read('/notices?item=M06&limit=1000');
      const last = body.notices.findLast(
        ({ template }: { template: string }) => template === 'escalation',
      );
      expect(last.toRoles).toEqual(
        expect.arrayContaining(['PROGRAMME_MANAGER', 'SRO', 'BOARD', 'HOME_OFFICE_SPONSOR']),
      );
    },
    patience,
  );

  it(
    'story 10: acknowledged, it is held for five working days, and is late all the same',
    async () => {
      const held = await started('held');
      await held.moveTo('2011-08-02 10:00');
      expect((await held.send('sro', 'M06', 'ACKNOWLEDGE')).status).toBe(201);
      await held.moveTo('2011-08-11 12:00');
      const { body } = await held.read('/milestones');
      const m06 = body.milestones.find(({ item }: { item: string }) => item === 'M06');
      expect(m06.standing).toMatchObject({ forecast: 'late', escalation: 2 });
      expect(m06.rag.colour).toBe('RED');
      const { body: programme } = await held.read('');
      expect(programme.late.map(({ item }: { item: string }) => item)).toContain('M06');
      await held.moveTo('2011-08-31 12:00');
      expect((await climbed(held)).slice(2)).toEqual([
        'L3 2011-08-12 09:00 urgent',
        'L4 2011-08-19 09:00 urgent',
      ]);
    },
    patience,
  );

  it(
    'story 10: a slip is escalated at once, acknowledged or not',
    async () => {
      const slipping = await started('slipping');
      await slipping.moveTo('2011-08-02 10:00');
      await slipping.send('sro', 'M06', 'ACKNOWLEDGE');
      const forecast = { forecast: '2011-09-30', reason: 'The printer is late' };
      const given = await slipping.send('programme-manager', 'M06', 'REFORECAST', forecast);
      expect(given.status).toBe(201);
      expect((await climbed(slipping)).at(-1)).toBe('L4 2011-08-02 10:00 urgent');
    },
    patience,
  );
});

import { readFileSync } from 'node:fs';
import {
  definitionFiles,
  openLived,
  publishReference,
  type LivedProgramme,
} from '../../support/lived-programme.js';
import { reference } from '../../support/reference-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

const manager = 'programme-manager';

let test: TestApi;
let lived: LivedProgramme;
let definition: string;

beforeAll(async () => {
  test = await startTestApi();
  definition = await publishReference(test);
  lived = await openLived(test, definition, 'the-plan');
}, 60_000);

afterAll(() => test.close());

const valueOf = async (item: string, field: string) => {
  const { body } = await lived.read(`/items/${item}`);
  return body.values.find((each: { field: string }) => each.field === field).value;
};

describe('story 1: create a programme from a definition', () => {
  it('every machine and every milestone of the definition exists', async () => {
    const { body } = await lived.read('/items');
    const charts = (list: { item: string; chart: string }[]) =>
      Object.fromEntries(list.map(({ item, chart }) => [item, chart]));
    const declared = Object.entries(reference.items);
    expect(charts(body.items)).toEqual(
      charts(declared.map(([item, { chart }]) => ({ item, chart }))),
    );
    const { body: plan } = await lived.read('/milestones');
    expect(plan.milestones).toHaveLength(
      declared.filter(([, { chart }]) => chart === 'milestone').length,
    );
  });

  it('its version is pinned: a later version leaves it where it is', async () => {
    const entry = 'programmes/evolve-nca/programme.yaml';
    const later = definitionFiles(entry, (text) =>
      text === readFileSync(entry, 'utf8') ? text.replace(/^title: .*$/m, 'title: Renamed') : text,
    );
    const published = await test.post('/api/v1/definitions', later, { as: manager });
    expect(published.status).toBe(201);
    expect(published.body.hash).not.toBe(definition);
    expect((await lived.read('')).body).toMatchObject({ definition, title: reference.title });
  });

  it('none is made from a version that was never published, nor by who may not start one', async () => {
    const start = (as: string, hash: string) =>
      test.post(
        '/api/v1/programmes',
        { definition: hash, id: 'another', clock: 'rehearsal', startAt: '2011-03-31 08:00' },
        { as },
      );
    const unknown = await start(manager, 'f'.repeat(64));
    expect(unknown.status).toBe(404);
    expect(unknown.body.detail).toContain('f'.repeat(64));
    expect(await start('sro', definition)).toMatchObject({ status: 403 });
    expect((await lived.read('')).status).toBe(200);
    expect(await test.get('/api/v1/programmes/another')).toMatchObject({ status: 404 });
  });
});

describe('story 5: reforecast with a reason', () => {
  const reforecast = (reason?: string) =>
    lived.send(manager, 'M11', 'REFORECAST', {
      forecast: '2012-06-01',
      ...(reason !== undefined && { reason }),
    });

  it.each([undefined, ' '])(
    'is refused without one (%j), and no point is added',
    async (reason) => {
      const refused = await reforecast(reason);
      expect(refused).toMatchObject({ status: 422, body: { code: 'INVALID_PAYLOAD' } });
      expect(refused.body.errors).toMatchObject([{ pointer: '#/payload/reason' }]);
      expect(await valueOf('M11', 'trend')).toEqual([]);
    },
  );

  it('adds one trend point and leaves the baseline as it was', async () => {
    const due = await valueOf('M11', 'due');
    expect((await reforecast('The appointment is late')).status).toBe(201);
    expect(await valueOf('M11', 'trend')).toMatchObject([
      { from: '2011-03-31', forecast: '2012-06-01', reason: 'The appointment is late' },
    ]);
    expect(await valueOf('M11', 'due')).toEqual(due);
    const { body } = await lived.read('/milestones');
    expect(body.milestones.find((each: { item: string }) => each.item === 'M11')).toMatchObject({
      committed: '2012-03-31',
      forecast: '2012-06-01',
    });
  });
});

describe('story 6: see knock-on effects', () => {
  const later = { item: 'M11', event: 'REFORECAST' };
  const preview = (payload: object) =>
    test.post(`${lived.at}/preview`, { ...later, payload }, { as: manager });

  it('shows the new dates and float of what comes after, before anything is saved', async () => {
    const { body: before } = await lived.read('');
    const { status, body } = await preview({ forecast: '2012-07-02', reason: 'Later still' });
    expect([status, body.accepted]).toEqual([200, true]);
    expect(body.milestones).toMatchObject([
      { item: 'M11', early: { from: '2012-06-01', to: '2012-07-02' } },
      { item: 'M12', early: { from: '2012-06-01', to: '2012-07-02' }, float: { to: 0 } },
    ]);
    expect((await lived.read('')).body.head).toEqual(before.head);
    expect(await valueOf('M11', 'trend')).toHaveLength(1);
  });

  it('says of what would be refused that it would be, and moves nothing', async () => {
    const { body } = await preview({ forecast: '2012-07-02' });
    expect(body).toMatchObject({
      accepted: false,
      refusal: { code: 'INVALID_PAYLOAD' },
      milestones: [],
    });
  });
});

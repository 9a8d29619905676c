import { smallYaml } from '../support/small-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const first = smallYaml.replace(
  '  LEAD:',
  '  SRO: { title: Owner }\n  PMO: { title: Office }\n  LEAD:',
);
const renamed = first.replaceAll('doing', 'working');
const second = `${renamed}migration: { from: small, states: { task: { doing: working } } }\n`;

const named = (programmes: { programme: string }[]) => programmes.map((each) => each.programme);

describe('moving running programmes to another version', () => {
  let test: TestApi;
  let old: string;
  const publish = async (yaml: string) => {
    const files = { 'programme.yaml': yaml };
    const answer = await test.post('/api/v1/definitions', { entry: 'programme.yaml', files });
    expect(answer.status).toBe(201);
    return String(answer.body.hash);
  };
  const start = async (id: string) => {
    const body = { definition: old, id, clock: 'rehearsal', startAt: '2026-04-02 08:00' };
    expect((await test.post('/api/v1/programmes', body)).status).toBe(201);
  };
  const ask = (to: string, programmes: string[] | 'all', as = 'pmo', more: object = {}) =>
    test.post('/api/v1/migrations', { to, programmes, ...more }, { as });
  const apply = (id: string, as = 'sro') => test.post(`/api/v1/migrations/${id}/apply`, {}, { as });
  const stateOf = async (programme: string) =>
    (await test.get(`/api/v1/programmes/${programme}/items/second`)).body.state;

  beforeAll(async () => {
    test = await startTestApi();
    old = await publish(first);
  });
  afterAll(() => test.close());

  it('is previewed, applied by another person, recorded, and undone the same way', async () => {
    await start('one');
    const to = await publish(second);
    const asked = await ask(to, ['one']);
    expect(asked).toMatchObject({
      status: 201,
      body: {
        counts: { ready: 1 },
        programmes: [{ from: old, summary: { items: 1, blockers: [] } }],
      },
    });
    const { id } = asked.body;
    const detail = await test.get(`/api/v1/migrations/${id}/programmes/one`);
    expect(detail.body.items).toMatchObject([{ state: { from: 'doing', to: 'working' } }]);
    expect(await apply(id)).toMatchObject({ status: 200, body: { counts: { applied: 1 } } });
    expect(await stateOf('one')).toBe('working');
    const history = await test.get('/api/v1/programmes/one/history?limit=200');
    expect(history.body.entries.at(-1)).toMatchObject({
      kind: 'MIGRATED',
      actor: { person: 'P-102', role: 'SRO' },
      entry: { definition: to, event: { payload: { from: old, to, requestedBy: 'P-107' } } },
    });
    const back = await ask(old, ['one']);
    expect(back.body.programmes).toMatchObject([{ status: 'ready', summary: { undo: true } }]);
    await apply(back.body.id);
    expect(await stateOf('one')).toBe('doing');
    const verdict = await test.get('/api/v1/programmes/one/history/verify');
    expect(verdict.body).toMatchObject({ ok: true });
  });

  it('audit story 15: each step keeps the rule text of the version that it was decided under', async () => {
    await start('texts');
    const note = async (key: string) => {
      const body = { item: 'first', event: 'NOTE', payload: { note: 'Dry' } };
      const as = { as: 'programme-manager', key };
      expect((await test.post('/api/v1/programmes/texts/events', body, as)).status).toBe(201);
    };
    await note('before');
    const to = await publish(second.replace('NOTE: { roles', 'NOTE: { title: Note it, roles'));
    await apply((await ask(to, ['texts'])).body.id);
    await note('after');
    const { body } = await test.get('/api/v1/programmes/texts/reports/rules?event=NOTE', 'pmo');
    const column = (name: string) =>
      body.lines.map((line: unknown[]) => line[body.columns.indexOf(name)]);
    expect(column('Definition')).toEqual([old, to]);
    expect(column('Rule')).toEqual([
      expect.not.stringContaining('Note it'),
      expect.stringContaining('title: Note it'),
    ]);
  });

  it('is not asked for by a lead nor applied by the office, nor by whoever asked', async () => {
    await start('roles');
    const to = await publish(second);
    expect(await ask(to, ['roles'], 'sro')).toMatchObject({
      status: 403,
      body: {
        code: 'ROLE_NOT_PERMITTED',
        detail: expect.stringContaining('(PROGRAMME_MANAGER) or the programme office (PMO)'),
      },
    });
    const { body } = await ask(to, ['roles']);
    expect(await apply(body.id, 'programme-manager')).toMatchObject({
      status: 403,
      body: {
        detail: expect.stringContaining('you act as Programme manager (PROGRAMME_MANAGER).'),
      },
    });
    await test.api.store.pool.query(
      `INSERT INTO "grant" (organisation, programme, person, role) VALUES ('acme', 'roles', 'P-107', 'SRO')`,
    );
    expect(await apply(body.id, 'pmo')).toMatchObject({
      status: 422,
      body: { code: 'MIGRATION_REFUSED', detail: expect.stringContaining('You asked for it') },
    });
    expect(await stateOf('roles')).toBe('doing');
    expect((await apply(body.id)).body.counts).toMatchObject({ applied: 1 });
    expect((await ask(to, ['nowhere'])).status).toBe(404);
    expect((await test.get('/api/v1/migrations/none')).status).toBe(404);
  });

  it('is not applied by whoever published the version', async () => {
    await start('author');
    const to = await publish(second.replace('title: Owner', 'title: Owner of it'));
    const { body } = await ask(to, ['author'], 'programme-manager');
    await test.api.store.pool.query(
      `INSERT INTO "grant" (organisation, programme, person, role) VALUES ('acme', 'author', 'P-107', 'SRO')`,
    );
    expect(await apply(body.id, 'pmo')).toMatchObject({
      status: 422,
      body: { code: 'MIGRATION_REFUSED', detail: expect.stringContaining('You published that') },
    });
    expect((await apply(body.id)).body.counts).toMatchObject({ applied: 1 });
  });

  it('goes on to the next programme when one fails, and says why that one did', async () => {
    await start('broken');
    await start('sound');
    const to = await publish(second);
    const { body } = await ask(to, ['broken', 'sound']);
    const { pool } = test.api.store;
    await pool.query(
      `ALTER TABLE programme ADD CONSTRAINT planted
       CHECK (id <> 'broken' OR definition <> '${to}')`,
    );
    const applied = await apply(body.id);
    await pool.query('ALTER TABLE programme DROP CONSTRAINT planted');
    expect(applied.body).toMatchObject({
      counts: { applied: 1, failed: 1 },
      programmes: [
        { programme: 'broken', status: 'failed', reason: expect.stringContaining('planted') },
        { programme: 'sound', status: 'applied', reason: null },
      ],
    });
    expect(await stateOf('broken')).toBe('doing');
  });

  it('finds the versions of one definition, newest first', async () => {
    const to = await publish(second.replace('title: Owner', 'title: Last owner'));
    const { body } = await test.get('/api/v1/definitions?id=small');
    expect(body.definitions[0]).toMatchObject({ id: 'small', hash: to });
    expect(body.definitions.map(({ hash }: { hash: string }) => hash)).toContain(old);
    const none = await test.get('/api/v1/definitions?id=nothing');
    expect(none.body.definitions).toEqual([]);
  });

  it('is stale once the programme has moved, and asked for again', async () => {
    await start('moved');
    const to = await publish(second);
    const { body } = await ask(to, ['moved']);
    const note = { item: 'first', event: 'NOTE', payload: { note: 'Seen' } };
    const sent = await test.post('/api/v1/programmes/moved/events', note, {
      as: 'programme-manager',
      key: 'note',
    });
    expect(sent.status).toBe(201);
    expect((await apply(body.id)).body.counts).toMatchObject({ stale: 1, applied: 0 });
    expect(await stateOf('moved')).toBe('doing');
    const again = await ask(to, ['moved']);
    expect((await apply(again.body.id)).body.counts).toMatchObject({ applied: 1 });
  });

  it('says of each programme what cannot be mapped, and why', async () => {
    await start('stuck');
    const to = await publish(renamed);
    const { body } = await ask(to, ['stuck']);
    expect(body.programmes[0].summary.blockers).toEqual([
      { item: 'second', message: expect.stringContaining('its state "doing" is not in chart') },
    ]);
    expect((await apply(body.id)).body.counts).toMatchObject({ blocked: 1, applied: 0 });
    expect(await stateOf('stuck')).toBe('doing');
  });

  it('shows many programmes a page at a time, of one status or of any', async () => {
    const ids = ['page-0', 'page-1', 'page-2'];
    for (const id of ids) await start(id);
    const { body } = await ask(await publish(second), ids);
    const at = `/api/v1/migrations/${body.id}/programmes`;
    const one = await test.get(`${at}?limit=2`);
    expect(named(one.body.programmes)).toEqual(ids.slice(0, 2));
    const two = await test.get(one.body.next);
    expect([named(two.body.programmes), two.body.next]).toEqual([ids.slice(2), null]);
    const ready = await test.get(`${at}?status=ready&limit=1`);
    expect(ready.body.next).toContain('status=ready');
    expect((await test.get(`${at}?status=stale`)).body).toEqual({ programmes: [], next: null });
    expect(await test.get(`${at}?limit=1000`)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST' },
    });
    expect((await test.get('/api/v1/migrations/none/programmes')).status).toBe(404);
  });

  it('handles fifty programmes to a request, and all of them however many', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `mass-${100 + index}`);
    for (const id of ids) await start(id);
    const { body } = await ask(await publish(second), ids);
    expect(body.counts).toMatchObject({ ready: 50, asked: 1 });
    expect([body.programmes.length, named([body.programmes[0]])]).toEqual([50, ['mass-100']]);
    const preview = await test.post(`/api/v1/migrations/${body.id}/preview`, {}, { as: 'pmo' });
    expect(preview.body.counts).toMatchObject({ ready: 51, asked: 0 });
    expect((await test.get(body.next)).body.programmes).toMatchObject([{ programme: 'mass-150' }]);
    expect((await apply(body.id)).body.counts).toMatchObject({ applied: 50, ready: 1 });
    expect((await apply(body.id)).body.counts).toMatchObject({ applied: 51, ready: 0 });
  });

  it('looks at all at once in a dry run, which changes nothing and is never applied', async () => {
    for (let index = 0; index < 3; index += 1) await start(`many-${index}`);
    const to = await publish(second);
    const { body } = await ask(to, 'all', 'pmo', { from: old, dryRun: true });
    expect(body.counts.ready).toBeGreaterThanOrEqual(3);
    expect(await apply(body.id)).toMatchObject({
      status: 422,
      body: { code: 'MIGRATION_REFUSED', detail: expect.stringContaining('dry run') },
    });
    expect(await stateOf('many-0')).toBe('doing');
  });
});

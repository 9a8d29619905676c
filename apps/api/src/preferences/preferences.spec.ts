import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const path = '/api/v1/me/preferences';

describe('preferences', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02T09:00:00.000Z');
  });
  afterAll(() => test.close());

  const hold = (until: string) =>
    test.api.store.pool.query(
      `WITH n AS (INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
         SELECT organisation, id, 'n1', 'reminder', 'M1', '{}', '{}', '{}', now(), 'live' FROM programme
         RETURNING *)
       INSERT INTO delivery (organisation, programme, notice, channel, person, address, hold_until)
       SELECT organisation, programme, id, 'email', 'P-107', 'pmo@evolve.example', $1 FROM n`,
      [until],
    );

  it('are at once, on every channel, until somebody says otherwise', async () => {
    expect(await test.get(path)).toMatchObject({
      status: 200,
      body: {
        zone: 'Europe/London',
        digestAt: null,
        muted: [],
        language: 'en-GB',
        waiting: { notices: 0, until: null },
      },
    });
  });

  it('are kept as said, for that person alone', async () => {
    const said = { zone: 'Pacific/Auckland', digestAt: '08:00', muted: ['slack'] };
    expect(await test.put(path, said)).toMatchObject({ status: 200, body: said });
    expect((await test.get(path)).body).toMatchObject(said);
    expect((await test.get(path, 'sro')).body).toMatchObject({ digestAt: null, muted: [] });
  });

  it('move what waits to the new time, and let it go at once when there is none', async () => {
    await hold('2099-01-01T08:00:00.000Z');
    const later = await test.put(path, { zone: 'UTC', digestAt: '17:00' });
    expect(later.body.waiting).toEqual({
      notices: 1,
      until: expect.stringMatching(/^20\d\d-\d\d-\d\dT17:00:00.000Z$/),
    });
    const atOnce = await test.put(path, { digestAt: null });
    expect(atOnce.body.waiting).toEqual({ notices: 0, until: null });
  });

  it('are refused with an unknown key, saying where', async () => {
    const reply = await test.put(path, { digestAt: null, digset: true });
    expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(reply.body.errors).toEqual([{ pointer: '#', detail: 'Unrecognized key: "digset"' }]);
  });

  it('are refused with a language that nobody is written to in, saying which are', async () => {
    const reply = await test.put(path, { digestAt: null, language: 'cy-GB' });
    expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(reply.body.errors).toEqual([{ pointer: '#/language', detail: 'must be en-GB' }]);
    const kept = await test.put(path, { digestAt: null, language: 'en-GB' });
    expect(kept).toMatchObject({ status: 200, body: { language: 'en-GB' } });
  });

  it('are nobody’s without an identity', async () => {
    expect(await test.get(path, null)).toMatchObject({ status: 401 });
  });
});

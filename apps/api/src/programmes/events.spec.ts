import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const events = '/api/v1/programmes/move/events';
const admitOutside = { item: 'committee', event: 'ADMIT_OUT', payload: { person: 'P04' } };
const admitInside = { item: 'committee', event: 'ADMIT_IN', payload: { person: 'P05' } };

describe('sending events over HTTP', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02 08:00');
  });
  afterAll(() => test.close());

  const send = (body: object, key: string, as = 'sro') => test.post(events, body, { as, key });
  const problem = (status: number, code: string) => ({
    status,
    headers: { 'content-type': expect.stringContaining('application/problem+json') },
    body: { status, code, type: expect.stringMatching(/^\/problems\//), instance: events },
  });

  it('accepts an event, and says what was written and where the item stands', async () => {
    const sent = await send(admitOutside, 'accepted');
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({
      programme: 'move',
      entries: [{ kind: 'TRANSITION', item: 'committee', event: 'ADMIT_OUT' }],
      item: { item: 'committee', state: 'sound', version: 2 },
      created: [],
    });
    expect(sent.headers['idempotency-replayed']).toBeUndefined();
  });

  it('gives the same answer to the same request under the same key', async () => {
    const first = await send({ ...admitOutside, payload: { person: 'P06' } }, 'twice');
    const second = await send({ ...admitOutside, payload: { person: 'P06' } }, 'twice');
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it('refuses a key that belongs to another event', async () => {
    await send({ ...admitOutside, payload: { person: 'P07' } }, 'taken');
    const other = await send({ ...admitOutside, payload: { person: 'P08' } }, 'taken');
    expect(other).toMatchObject(problem(422, 'KEY_REUSED'));
  });

  it('refuses what a guard forbids with every reason, and allows it once they are cleared', async () => {
    const full = { ...admitInside, payload: { person: 'P10' } };
    for (const key of ['in-1', 'in-2', 'in-3']) await send(admitInside, key);
    const refused = await send(full, 'in-4');
    expect(refused).toMatchObject(problem(422, 'GUARD_FAILED'));
    expect(refused.body.findings).toMatchObject([
      { guard: 'majority', answer: 'no', words: expect.stringContaining('of') },
    ]);
    await send({ ...admitOutside, payload: { person: 'P11' } }, 'out-4');
    expect((await send(full, 'in-4')).status).toBe(201);
  });

  it('refuses a role that may not send the event, and takes it from one that may', async () => {
    const refused = await send(admitOutside, 'by-pmo', 'pmo');
    expect(refused).toMatchObject(problem(403, 'ROLE_NOT_PERMITTED'));
    expect((await send(admitOutside, 'by-pmo', 'sro')).status).toBe(201);
  });

  it('refuses an auditor, who may read the same programme', async () => {
    const refused = await send(admitOutside, 'by-auditor', 'auditor');
    expect(refused).toMatchObject(problem(403, 'ROLE_NOT_PERMITTED'));
    expect((await test.get('/api/v1/programmes/move', 'auditor')).status).toBe(200);
  });

  it('knows nothing of a programme to somebody without a role in it', async () => {
    const refused = await send(admitOutside, 'by-nobody', 'home-secretary');
    expect(refused).toMatchObject(problem(404, 'NOT_FOUND'));
  });

  it('says which events an item takes when it does not know the one sent', async () => {
    const refused = await send({ item: 'north', event: 'FLY' }, 'unknown-event');
    expect(refused).toMatchObject(problem(422, 'UNKNOWN_EVENT'));
    const later = await send({ item: 'north', event: 'NOT_READY' }, 'not-now');
    expect(later).toMatchObject(problem(422, 'NOT_NOW'));
    expect(later.body.expected).toContain('PEOPLE_DONE');
  });

  it('has no answer for an item that does not exist', async () => {
    const refused = await send({ item: 'south', event: 'FLY' }, 'unknown-item');
    expect(refused).toMatchObject(problem(404, 'UNKNOWN_ITEM'));
  });

  it('says where a payload does not fit the event', async () => {
    const refused = await send({ ...admitOutside, payload: { persn: 'P04' } }, 'payload');
    expect(refused).toMatchObject(problem(422, 'INVALID_PAYLOAD'));
    const pointers = refused.body.errors.map((each: { pointer: string }) => each.pointer);
    expect(pointers).toContain('#/payload/persn');
  });

  it('tells of a conflict with the state now, and takes the event for the version that is', async () => {
    const { body } = await test.get('/api/v1/programmes/move/items/committee');
    const { version } = body;
    const old = { ...admitOutside, payload: { person: 'P12' }, expectedVersion: version - 1 };
    const refused = await send(old, 'conflict');
    expect(refused).toMatchObject(problem(409, 'VERSION_CONFLICT'));
    expect(refused.body.current).toMatchObject({ item: 'committee', version });
    expect((await send({ ...old, expectedVersion: version }, 'conflict')).status).toBe(201);
  });

  it.each([
    ['an unknown key', { ...admitOutside, extra: 1 }, '#'],
    ['no item', { event: 'ADMIT_OUT' }, '#/item'],
    ['a day that is none', { ...admitOutside, occurredOn: 'yesterday' }, '#/occurredOn'],
    ['a fraction', { ...admitOutside, payload: { person: 0.5 } }, '#/payload'],
    ['an event that is no name of one', { ...admitOutside, event: 'Jane Doe' }, '#/event'],
    [
      'a name that the ledger keeps to itself',
      { ...admitOutside, payload: { person: { $private: 'P04' } } },
      '#/payload/person/$private',
    ],
    ['a list as payload', { ...admitOutside, payload: [] }, '#/payload'],
  ])('refuses a body with %s and says where', async (_what, body, pointer) => {
    const refused = await send(body, 'malformed');
    expect(refused).toMatchObject(problem(400, 'INVALID_REQUEST'));
    expect(refused.body.errors[0].pointer).toContain(pointer);
  });

  it('says in plain words what a body has to be', async () => {
    const { body } = await send({ item: 7, payload: {} }, 'worded');
    expect(body.errors).toEqual([
      { pointer: '#/item', detail: 'must be a text' },
      { pointer: '#/event', detail: 'is missing' },
    ]);
  });

  it('refuses an event without a key', async () => {
    const refused = await test.post(events, admitOutside, { as: 'sro' });
    expect(refused).toMatchObject(problem(400, 'INVALID_REQUEST'));
    expect(refused.body.errors[0].pointer).toContain('Idempotency-Key');
  });

  it('refuses text that is not JSON, another content type, and too much of it', async () => {
    const json = { 'content-type': 'application/json' };
    const options = { as: 'sro', key: 'raw' };
    const broken = await test.post(events, '{"item":', { ...options, headers: json });
    expect(broken).toMatchObject(problem(400, 'INVALID_REQUEST'));
    const text = { 'content-type': 'text/plain' };
    const plain = await test.post(events, 'hello', { ...options, headers: text });
    expect(plain).toMatchObject(problem(415, 'WRONG_CONTENT_TYPE'));
    const large = await test.post(events, { item: 'x'.repeat(300_000) }, options);
    expect(large).toMatchObject(problem(413, 'BODY_TOO_LARGE'));
  });
});

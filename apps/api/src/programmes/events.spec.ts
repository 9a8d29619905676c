import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const events = '/api/v1/programmes/move/events';

describe('sending events over HTTP', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02 08:00');
  });
  afterAll(() => test.close());

  it('lists the programme and its state', async () => {
    const { status, body } = await test.get('/api/v1/programmes');
    expect(status).toBe(200);
    expect(body.programmes).toMatchObject([
      { id: 'move', clock: 'rehearsal', today: '2026-03-02' },
    ]);
  });

  it('accepts an event, and says what was written and where the item stands', async () => {
    const body = { item: 'committee', event: 'ADMIT_OUT', payload: { person: 'P04' } };
    const sent = await test.post(events, body, { as: 'sro', key: 'k1' });
    expect(sent.status).toBe(201);
  });
});

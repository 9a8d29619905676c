import { Webhook } from 'standardwebhooks';
import { runWith } from '../../../../test/support/cli.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { startReceiver, type Receiver } from '../../../../test/support/receiver.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const own = '/api/v1/me/addresses';
const shared = '/api/v1/programmes/move/addresses';
const id = '11111111-2222-3333-4444-555555555555';

let database: TestDatabase;
let receiver: Receiver;
let test: TestApi;
let secret: string;

beforeAll(async () => {
  database = await createTestDatabase();
  receiver = await startReceiver();
  test = await startTestApi({
    DATABASE_URL: database.url,
    CHANNEL_HOSTS: receiver.host,
    CHANNEL_RATES: 'slack=2',
    GOVUK_NOTIFY_API_KEY: `test-${id}-${id}`,
    GOVUK_NOTIFY_TEMPLATE_ID: 'a-template',
    GOVUK_NOTIFY_URL: `http://${receiver.host}`,
  });
  await test.rehearse('move', '2026-03-02T09:00:00.000Z');
});
beforeEach(async () => {
  await test.api.store.pool.query('DELETE FROM channel_use; DELETE FROM channel_address');
  receiver.received.length = 0;
  receiver.answer(200);
  secret = (await test.put(`${own}/webhook`, { address: receiver.url })).body.secret;
});
afterAll(async () => {
  await test.close();
  await receiver.close();
  await database.drop();
});

const send = (path: string, as?: string) => test.post(path, {}, as === undefined ? {} : { as });
const rows = async (sql: string) => (await test.api.store.pool.query(sql)).rows;

it('a test message is signed as a notice is, says that it is a test, and is kept nowhere', async () => {
  expect(await send(`${own}/webhook/test`)).toMatchObject({
    status: 200,
    body: { channel: 'webhook', host: receiver.host, outcome: 'accepted', said: null },
  });
  const [{ body, headers } = { body: '', headers: {} }] = receiver.received;
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({
    type: 'evolve.test',
    data: {
      title: 'Test message from Evolve',
      text: expect.stringContaining('Nothing has happened'),
      item: null,
    },
  });
  expect(await rows('SELECT 1 FROM delivery UNION ALL SELECT 1 FROM notice')).toEqual([]);
});

it.each([
  ['slack', 'Test message from Evolve'],
  ['teams', 'Test message from Evolve'],
])('a test by %s goes in the form of that channel', async (channel, title) => {
  await test.put(`${own}/${channel}`, { address: receiver.url });
  expect((await send(`${own}/${channel}/test`)).body).toMatchObject({ outcome: 'accepted' });
  expect(receiver.received[0]?.body).toContain(title);
});

it('a test by GOV.UK Notify goes to the mail address that was named', async () => {
  const named = await test.put(`${own}/govuk-notify`, { address: 'office@example.org' });
  expect(named).toMatchObject({ status: 200, body: { secret: null } });
  expect(named.body.addresses).toContainEqual(
    expect.objectContaining({ channel: 'govuk-notify', host: 'example.org' }),
  );
  const { body } = await send(`${own}/govuk-notify/test`);
  expect(body).toMatchObject({ host: 'example.org', outcome: 'accepted' });
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    email_address: 'office@example.org',
    personalisation: { subject: 'Test message from Evolve' },
  });
});

it.each([
  [410, 'bounced'],
  [403, 'refused'],
  [429, 'busy'],
])('what a receiver says with %i is told, and switches nothing off', async (status, outcome) => {
  receiver.answer(status, {}, 'no_such_hook');
  expect(await send(`${own}/webhook/test`)).toMatchObject({
    status: 200,
    body: { outcome, said: `"${receiver.host}" answered ${status}: no_such_hook` },
  });
  expect((await test.get(own)).body.addresses).toMatchObject([{ enabled: true, failure: null }]);
});

it('a test counts against the limit of its channel, and is refused when that is used up', async () => {
  await test.put(`${own}/slack`, { address: receiver.url });
  const used = (sent: number) =>
    test.api.store.pool.query(
      `INSERT INTO channel_use SELECT id, 'slack', date_trunc('minute', clock_timestamp()) + interval '1 hour', $1
       FROM organisation ON CONFLICT (organisation, channel) DO UPDATE SET sent = $1`,
      [sent],
    );
  await used(1);
  expect((await send(`${own}/slack/test`)).status).toBe(200);
  expect(await rows(`SELECT sent FROM channel_use WHERE channel = 'slack'`)).toEqual([{ sent: 2 }]);
  const reply = await send(`${own}/slack/test`);
  expect(reply).toMatchObject({ status: 429, body: { code: 'OVER_LIMIT' } });
  expect(reply.body.detail).toContain('No more than 2 messages go out by slack in a minute');
  expect(receiver.received).toHaveLength(1);
});

it('nobody floods an address with tests, and one who tries holds up nobody else', async () => {
  await test.put(`${shared}/webhook`, { address: receiver.url });
  await test.put(`${own}/webhook`, { address: receiver.url }, 'sro');
  await send(`${own}/webhook/test`);
  await test.api.store.pool.query(
    `UPDATE channel_use SET sent = 6, minute = minute + interval '1 hour'`,
  );
  for (const path of [own, shared]) {
    const reply = await send(`${path}/webhook/test`);
    expect(reply).toMatchObject({ status: 429, body: { code: 'OVER_LIMIT' } });
    expect(reply.body.detail).toContain('No more than 6 tests are yours in a minute');
  }
  expect(await send(`${own}/webhook/test`, 'sro')).toMatchObject({ status: 200 });
  expect(receiver.received).toHaveLength(2);
});

it('a paused channel sends no test, and says since when and why; resumed, it does', async () => {
  const pause = { reason: 'The receiver moves.' };
  await test.post('/api/v1/operations/channels/webhook/pause', pause, { as: 'operator' });
  const reply = await send(`${own}/webhook/test`);
  expect(reply).toMatchObject({ status: 409, body: { code: 'CHANNEL_CLOSED' } });
  expect(reply.body.detail).toContain('The receiver moves.');
  expect(receiver.received).toEqual([]);
  await test.post('/api/v1/operations/channels/webhook/resume', {}, { as: 'operator' });
  expect(await send(`${own}/webhook/test`)).toMatchObject({ status: 200 });
});

it('an address that was switched off is not tested, but named anew it is', async () => {
  await test.api.store.pool.query(
    `UPDATE channel_address SET enabled = false, failure = 'it answered 410'`,
  );
  const reply = await send(`${own}/webhook/test`);
  expect(reply).toMatchObject({ status: 409, body: { code: 'CHANNEL_CLOSED' } });
  expect(reply.body.detail).toContain('it answered 410. Name it anew');
  await test.put(`${own}/webhook`, { address: receiver.url });
  expect(await send(`${own}/webhook/test`)).toMatchObject({ status: 200 });
});

it('an address that nobody named, or of a channel that takes none, is not found', async () => {
  expect((await send(`${own}/teams/test`)).body.detail).toBe('No address is named for teams.');
  expect((await send(`${own}/inbox/test`)).body.detail).toContain('"inbox" takes no address');
  expect(await send(`${own}/webhook/test`, 'sro')).toMatchObject({ status: 404 });
});

it('the address of a programme is tested by those who see to it, and by nobody else', async () => {
  await test.put(`${shared}/slack`, { address: receiver.url });
  expect(await send(`${shared}/slack/test`)).toMatchObject({
    status: 200,
    body: { outcome: 'accepted' },
  });
  expect(receiver.received[0]?.body).toContain('notices of the programme');
  expect(await send(`${shared}/slack/test`, 'auditor')).toMatchObject({ status: 403 });
  expect(receiver.received).toHaveLength(1);
});

it('the command line tests an address, and fails with what the other side said', async () => {
  const run = (...args: string[]) => runWith({ test, env: { EVOLVE_AS: 'pmo' } }, args);
  const taken = await run('addresses', 'test', 'webhook');
  expect(taken).toMatchObject({ code: 0 });
  expect(taken.out).toContain(`"${receiver.host}" took a test message`);
  receiver.answer(403, {}, 'no_such_hook');
  const refused = await run('addresses', 'test', 'webhook');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('(refused): ');
  expect(refused.err).toContain('answered 403: no_such_hook');
});

import { Webhook } from 'standardwebhooks';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const path = '/api/v1/me/addresses';
const slack = 'https://hooks.slack.com/services/T000/B000/very-secret';

describe('addresses of channels', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02T09:00:00.000Z');
  });
  afterAll(() => test.close());

  const listed = async (persona = 'pmo') => (await test.get(path, persona)).body.addresses;

  it('are shown by their host alone, to their owner alone', async () => {
    const { status, text, body } = await test.put(`${path}/slack`, { address: slack });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      secret: null,
      addresses: [{ channel: 'slack', host: 'hooks.slack.com', enabled: true, failure: null }],
    });
    expect(text).not.toContain('very-secret');
    expect((await test.get(path)).text).not.toContain('very-secret');
    expect(await listed('sro')).toEqual([]);
  });

  it('of a webhook come with a secret that signs, shown once and new each time', async () => {
    const name = async () =>
      (await test.put(`${path}/webhook`, { address: 'https://hooks.example.org/evolve' })).body;
    const [first, second] = [await name(), await name()];
    expect(first.secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(second.secret).not.toBe(first.secret);
    expect(() => new Webhook(second.secret)).not.toThrow();
    expect((await test.get(path)).text).not.toContain('whsec_');
    const webhooks = (await listed()).filter(
      (each: { channel: string }) => each.channel === 'webhook',
    );
    expect(webhooks).toHaveLength(1);
  });

  it.each([
    ['no URL', 'nonsense'],
    ['no encryption', 'http://hooks.example.org/'],
    ['this machine', 'https://localhost/hook'],
    ['an address of its own network', 'https://169.254.169.254/latest/meta-data'],
    ['another notation of one', 'https://[::ffff:10.0.0.1]/'],
    ['a number that is one', 'https://2130706433/'],
    ['a password', 'https://user:pass@hooks.example.org/'],
  ])('are refused where they lead to %s', async (_, address) => {
    const reply = await test.put(`${path}/teams`, { address });
    expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(reply.body.errors).toMatchObject([{ pointer: '#/address' }]);
  });

  it('may lead to a host inside the own network that an operator has allowed, and to no other', async () => {
    const env = { CHANNEL_HOSTS: '127.0.0.1:8443', DATABASE_URL: test.databaseUrl };
    const allowing = await startTestApi(env);
    const name = (address: string) => allowing.put(`${path}/teams`, { address });
    expect(await name('http://127.0.0.1:8443/hook')).toMatchObject({ status: 200 });
    expect(await name('http://127.0.0.1:8444/hook')).toMatchObject({ status: 400 });
    await allowing.close();
  });

  it('of GOV.UK Notify are refused where it is not set up, saying who sets it up', async () => {
    const address = 'office@example.org';
    const refused = await test.put(`${path}/govuk-notify`, { address });
    expect(refused).toMatchObject({ status: 409, body: { code: 'CHANNEL_CLOSED' } });
    expect(refused.body.detail).toContain('An operator sets it up with GOVUK_NOTIFY_API_KEY');
    expect((await listed()).map((each: { channel: string }) => each.channel)).not.toContain(
      'govuk-notify',
    );
  });

  it('of GOV.UK Notify are mail addresses where it is set up, and stay removable where it no longer is', async () => {
    const key = '11111111-2222-3333-4444-555555555555';
    const settings = {
      GOVUK_NOTIFY_API_KEY: `test-${key}-${key}`,
      GOVUK_NOTIFY_TEMPLATE_ID: 'a-template',
      DATABASE_URL: test.databaseUrl,
    };
    const served = await startTestApi(settings);
    const name = (address: string) => served.put(`${path}/govuk-notify`, { address });
    expect(await name('office@example.org')).toMatchObject({ status: 200 });
    const refused = await name('https://hooks.example.org/');
    expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(refused.body.errors).toEqual([
      {
        pointer: '#/address',
        detail:
          '"https://hooks.example.org/" is no mail address; give one such as office@example.org',
      },
    ]);
    await served.close();
    const tested = await test.post(`${path}/govuk-notify/test`, {});
    expect(tested).toMatchObject({ status: 409, body: { code: 'CHANNEL_CLOSED' } });
    expect(await listed()).toContainEqual(
      expect.objectContaining({ channel: 'govuk-notify', host: 'example.org' }),
    );
    expect((await test.delete(`${path}/govuk-notify`)).status).toBe(200);
  });

  it('are forgotten, once', async () => {
    await test.put(`${path}/slack`, { address: slack });
    const { status, body } = await test.delete(`${path}/slack`);
    expect(status).toBe(200);
    expect(body.addresses).not.toContainEqual(expect.objectContaining({ channel: 'slack' }));
    expect((await test.delete(`${path}/slack`)).status).toBe(404);
  });

  it('are for channels that have one, and take no unknown keys', async () => {
    expect((await test.put(`${path}/inbox`, { address: slack })).status).toBe(404);
    expect((await test.put(`${path}/slack`, { address: slack, more: 1 })).status).toBe(400);
  });
});

import { runWith } from '../../../../test/support/cli.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const path = '/api/v1/programmes/move/addresses';
const slack = 'https://hooks.slack.com/services/T000/B000/very-secret';

describe('addresses of a programme', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02T09:00:00.000Z');
  });
  afterAll(() => test.close());

  it('are named by the programme office, and are nobody’s own', async () => {
    const { status, text, body } = await test.put(`${path}/slack`, { address: slack });
    expect(status).toBe(200);
    expect(body.addresses).toMatchObject([{ channel: 'slack', host: 'hooks.slack.com' }]);
    expect(text).not.toContain('very-secret');
    expect((await test.get(path)).body.addresses).toHaveLength(1);
    expect((await test.get('/api/v1/me/addresses')).body.addresses).toEqual([]);
  });

  it('of a webhook show their secret once', async () => {
    const named = await test.put(`${path}/webhook`, { address: 'https://hooks.example.org/all' });
    expect(named.body.secret).toMatch(/^whsec_/);
    expect((await test.get(path)).text).not.toContain('whsec_');
  });

  it('are neither shown to others nor changed by them', async () => {
    const replies = [
      await test.get(path, 'auditor'),
      await test.put(`${path}/teams`, { address: slack }, 'auditor'),
      await test.delete(`${path}/slack`, 'auditor'),
    ];
    for (const reply of replies) {
      expect(reply).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
    }
  });

  it('are listed and named from the command line', async () => {
    const run = (...args: string[]) =>
      runWith({ test, env: { EVOLVE_AS: 'pmo' } }, ['addresses', ...args, '--programme', 'move']);
    expect(await run('set', 'teams', 'https://teams.example.org/hook')).toMatchObject({ code: 0 });
    expect((await run()).out).toMatch(/teams +teams.example.org +on/);
    expect(await run('remove', 'teams')).toMatchObject({ code: 0 });
    expect((await run()).out).not.toContain('teams');
  });

  it('are forgotten, once', async () => {
    expect((await test.delete(`${path}/slack`)).status).toBe(200);
    expect((await test.delete(`${path}/slack`)).status).toBe(404);
  });
});

import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';
import { moveYaml } from '../../../../test/support/move-programme.js';

/** Files that come to about so many bytes of body. */
const filesOf = (bytes: number) => ({
  entry: 'programme.yaml',
  files: { 'programme.yaml': moveYaml, 'notes.yaml': `# ${'x'.repeat(bytes)}\n` },
});
const event = { item: 'x'.repeat(400_000), event: 'START' };

describe('the size of a definition to publish', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
  });
  afterAll(() => test.close());

  it('may be more than other requests take', async () => {
    expect((await test.post('/api/v1/definitions', filesOf(400_000))).status).toBe(201);
    const other = await test.post('/api/v1/programmes/move/events', event, { key: 'k' });
    expect(other).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
    expect(other.body.detail).toContain('262144 bytes');
  });

  it('is refused above a mebibyte, in words that say so', async () => {
    const refused = await test.post('/api/v1/definitions', filesOf(1_100_000));
    expect(refused).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
    expect(refused.body.detail).toContain('larger than 1048576 bytes');
  });

  it('may be still more where the server takes that of every request', async () => {
    const wide = await startTestApi({
      DATABASE_URL: test.databaseUrl,
      BODY_LIMIT_BYTES: String(2 * 1024 * 1024),
    });
    expect((await wide.post('/api/v1/definitions', filesOf(1_100_000))).status).toBe(201);
    await wide.close();
  });

  it('plays no part in an address that cannot be read', async () => {
    expect(await test.get('/api/v1/%zz')).toMatchObject({ body: { status: 400 } });
  });
});

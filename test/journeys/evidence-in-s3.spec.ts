import { createHash } from 'node:crypto';
import { s3Settings, startS3Stub, type S3Stub } from '../support/s3-stub.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const text = (words: string) => Buffer.from(`${words}\n`);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const address = '/api/v1/programmes/move/evidence';

describe('an S3-compatible store set up later, or not in reach', () => {
  let s3: S3Stub;
  let before: TestApi;
  let test: TestApi;
  beforeAll(async () => {
    s3 = await startS3Stub();
    before = await startTestApi();
    await before.rehearse('move', '2026-03-02 08:00');
    test = await startTestApi({ DATABASE_URL: before.databaseUrl, ...s3Settings(s3) });
  });
  afterAll(async () => {
    await test.close();
    await before.close();
    await s3.close();
  });

  const upload = (api: TestApi, bytes: Buffer) =>
    api.post(`${address}?name=note.txt`, bytes, { headers: { 'content-type': 'text/plain' } });

  it('leaves what was stored before in the database, where it is found', async () => {
    const bytes = text('An older note.');
    await upload(before, bytes);
    expect((await test.get(`${address}/${sha256(bytes)}`)).text).toBe(bytes.toString());
    expect(s3.objects.has(`/evidence/acme/${sha256(bytes)}`)).toBe(false);
  });

  it('takes nothing while it refuses, and no programme then names the file', async () => {
    s3.failWith(403);
    const bytes = text('A note that goes nowhere.');
    expect(await upload(test, bytes)).toMatchObject({
      status: 503,
      body: { code: 'UNAVAILABLE', detail: expect.stringContaining('it answered 403') },
    });
    s3.failWith(null);
    expect((await test.get(`${address}/${sha256(bytes)}`)).status).toBe(404);
    expect((await upload(test, bytes)).body).toMatchObject({ created: true });
  });

  it('is said to be missing where files are in it and it is not set up', async () => {
    const bytes = text('The keys were handed over.');
    expect((await upload(test, bytes)).status).toBe(201);
    expect(await before.get(`${address}/${sha256(bytes)}`)).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('is not in the store of evidence that this server') },
    });
  });
});

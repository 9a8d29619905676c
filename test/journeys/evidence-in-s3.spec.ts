import { createHash } from 'node:crypto';
import { startS3Stub, type S3Stub } from '../support/s3-stub.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const text = (words: string) => Buffer.from(`${words}\n`);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const address = '/api/v1/programmes/move/evidence';

describe('files of evidence in an S3-compatible store', () => {
  let s3: S3Stub;
  let before: TestApi;
  let test: TestApi;
  beforeAll(async () => {
    s3 = await startS3Stub();
    before = await startTestApi();
    await before.rehearse('move', '2026-03-02 08:00');
    test = await startTestApi({
      DATABASE_URL: before.databaseUrl,
      EVIDENCE_S3_ENDPOINT: s3.url,
      EVIDENCE_S3_BUCKET: 'evidence',
      EVIDENCE_S3_REGION: 'eu-west-2',
      EVIDENCE_S3_ACCESS_KEY_ID: 'test-key',
      EVIDENCE_S3_SECRET_ACCESS_KEY: 'test-secret',
    });
  });
  afterAll(async () => {
    await test.close();
    await before.close();
    await s3.close();
  });

  const upload = (api: TestApi, bytes: Buffer) =>
    api.post(`${address}?name=note.txt`, bytes, { headers: { 'content-type': 'text/plain' } });

  it('are kept there, once for each organisation, and given back', async () => {
    const bytes = text('The keys were handed over.');
    expect((await upload(test, bytes)).body).toMatchObject({
      sha256: sha256(bytes),
      created: true,
    });
    expect((await upload(test, bytes)).body).toMatchObject({ created: false });
    expect([...s3.objects]).toEqual([[`/evidence/acme/${sha256(bytes)}`, bytes]]);
    const { rows } = await test.api.store.pool.query('SELECT bytes FROM evidence_content');
    expect(rows).toEqual([{ bytes: null }]);
    const got = await test.get(`${address}/${sha256(bytes)}`, 'auditor');
    expect([got.status, got.text]).toEqual([200, bytes.toString()]);
    expect(got.headers['content-disposition']).toContain('attachment');
  });

  it('are found in the database when they were stored before the store was set up', async () => {
    const bytes = text('An older note.');
    await upload(before, bytes);
    expect((await test.get(`${address}/${sha256(bytes)}`)).text).toBe(bytes.toString());
    expect(s3.objects.has(`/evidence/acme/${sha256(bytes)}`)).toBe(false);
  });

  it('are not taken while the store refuses, and no programme then names them', async () => {
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

  it('are said to be out of reach where the store that has them is not set up', async () => {
    const bytes = text('The keys were handed over.');
    expect(await before.get(`${address}/${sha256(bytes)}`)).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('is not in the store of evidence that this server') },
    });
  });
});

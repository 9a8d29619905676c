import { createHash } from 'node:crypto';
import { moveYaml } from '../support/move-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const pdf = Buffer.from('%PDF-1.7\nMinute of the committee, 2 March 2026\n');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const address = '/api/v1/programmes/move/evidence';

const yaml = moveYaml
  .replace(
    'note: { type: text, optional: true }',
    'note: { type: text, optional: true }\n      papers: { type: evidence, optional: true }',
  )
  .replace(
    'guard: { evidence: { atLeast: 1 } }',
    'guard: { evidence: { atLeast: 1 } }\n                    changes: [ { set: { papers: { payload: evidence } } } ]',
  );

describe('files of evidence', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi({ EVIDENCE_LIMIT_BYTES: '2000000' });
    await test.rehearse('move', '2026-03-02 08:00', yaml);
    await test.rehearse('other', '2026-03-02 08:00', yaml.replace('id: office-move', 'id: other'));
  });
  afterAll(() => test.close());

  const upload = (bytes: Buffer, query: string, type?: string, as = 'pmo', to = address) =>
    test.post(`${to}?${query}`, bytes, {
      as,
      headers: type === undefined ? {} : { 'content-type': type },
    });
  const done = (evidence: unknown, key: string) =>
    test.post(
      '/api/v1/programmes/move/events',
      { item: 'north', event: 'PEOPLE_DONE', payload: { evidence } },
      { as: 'sp-lead', key },
    );

  it('are kept by the hash of their content, listed, and given back to be saved', async () => {
    const added = await upload(pdf, 'name=minute%204%27s.pdf&title=Minute', 'application/pdf');
    const file = {
      sha256: sha256(pdf),
      size: pdf.length,
      mediaType: 'application/pdf',
      name: "minute 4's.pdf",
      title: 'Minute',
      source: `evolve:evidence/${sha256(pdf)}`,
    };
    expect(added).toMatchObject({ status: 201, body: { ...file, created: true } });
    expect((await test.get(address, 'auditor')).body.evidence).toMatchObject([file]);
    const got = await test.get(`${address}/${sha256(pdf)}`, 'auditor');
    expect([got.status, got.text]).toEqual([200, pdf.toString()]);
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': "attachment; filename*=UTF-8''minute%204%27s.pdf",
      'content-length': String(pdf.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
  });
});

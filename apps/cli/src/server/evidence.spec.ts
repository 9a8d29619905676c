import { createHash } from 'node:crypto';
import { runWith } from '../../../../test/support/cli.js';
import { moveYaml } from '../../../../test/support/move-programme.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const pdf = Buffer.from('%PDF-1.7\nMinute of the committee\n\xff', 'latin1');
const sha256 = createHash('sha256').update(pdf).digest('hex');
const yaml = moveYaml.replace(
  'roles: [LEAD]\n                    payload: { evidence: { type: evidence } }',
  'roles: [PMO]\n                    payload: { evidence: { type: evidence }, photos: { type: evidence, optional: true } }',
);
const files = {
  'papers/minute.pdf': pdf,
  'plan.txt': 'Where the desks go.\n',
  'page.html': '<p>A page</p>',
  'fake.pdf': 'no PDF at all',
  'large.txt': 'x'.repeat(5000),
  notes: 'no ending',
  'taken.pdf': '',
};

describe('files of evidence on the command line', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi({ EVIDENCE_LIMIT_BYTES: '4000' });
    await test.rehearse('move', '2026-03-02 08:00', yaml);
  });
  afterAll(() => test.close());

  const run = (...args: string[]) => runWith({ test, files, env: { EVOLVE_AS: 'pmo' } }, args);
  const names = async () =>
    (await test.get('/api/v1/programmes/move/evidence')).body.evidence.map(
      (each: { name: string }) => each.name,
    );

  it('are uploaded under a title, and once only', async () => {
    expect((await run('evidence', 'list')).out).toBe('No file of evidence has been added yet.\n');
    const added = await run('evidence', 'add', 'papers/minute.pdf', '--title', 'Minute 4');
    expect(added).toMatchObject({
      code: 0,
      out: expect.stringContaining('Added minute.pdf: 34 B'),
    });
    expect(added.out).toContain(`Events name it by evolve:evidence/${sha256}`);
    const again = await run('evidence', 'add', 'papers/minute.pdf');
    expect(again.out).toContain('was added before, as minute.pdf (Minute 4)');
    expect((await run('evidence', 'list')).out).toMatch(
      new RegExp(`^minute.pdf +Minute 4 +34 B +P-107 +${sha256}$`, 'm'),
    );
  });

  it('are of the kind that is said, where the name does not tell', async () => {
    expect(await run('evidence', 'add', 'notes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('evolve evidence add notes --type application/pdf'),
    });
    expect((await run('evidence', 'add', 'notes', '--type', 'text/plain')).code).toBe(0);
  });

  it.each([
    [2, 'a file that does not exist', 'none.pdf', 'There is no file "none.pdf".'],
    [
      1,
      'one that is too large',
      'large.txt',
      'is larger than 4000 bytes, the most this server takes',
    ],
    [1, 'one of a kind not taken', 'page.html', 'says it is text/html; this server takes app'],
    [1, 'one that is not what it says', 'fake.pdf', 'does not begin like a PDF'],
  ])('end with %i for %s, in words', async (code, _, file, words) => {
    const before = await names();
    const ended = await run('evidence', 'add', file);
    expect(ended).toMatchObject({ code, out: '', err: expect.stringContaining(words) });
    expect(await names()).toEqual(before);
  });

  it('are saved as they are, by the first digits of their hash or by their source', async () => {
    const got = await run('evidence', 'get', sha256.slice(0, 8));
    expect(got.out).toContain('Saved minute.pdf: 34 B; its SHA-256 is as it should be.');
    expect(got.saved).toEqual({ 'minute.pdf': pdf });
    const named = await run('evidence', 'get', `evolve:evidence/${sha256}`, '--out', 'out/a.pdf');
    expect(named.saved).toEqual({ 'out/a.pdf': pdf });
  });

  it('are not saved over a file, nor when there is no such file', async () => {
    const over = await run('evidence', 'get', sha256, '--out', 'taken.pdf');
    expect(over).toMatchObject({
      code: 1,
      err: expect.stringContaining('"taken.pdf" was not written: there is a file of that name'),
      saved: {},
    });
    expect(await run('evidence', 'get', '0123456789')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no file "0123456789" here'),
    });
    expect(await run('evidence', 'get', 'minute.pdf')).toMatchObject({
      code: 2,
      err: expect.stringContaining('"minute.pdf" is not a SHA-256'),
    });
  });

  it('are not saved when what arrives has another hash', async () => {
    const { pool } = test.api.store;
    await pool.query('ALTER TABLE evidence_content DISABLE TRIGGER USER');
    const change = 'UPDATE evidence_content SET bytes = set_byte(bytes, 10, $2) WHERE sha256 = $1';
    await pool.query(change, [sha256, 0]);
    const got = await run('evidence', 'get', sha256);
    expect(got).toMatchObject({
      code: 1,
      err: expect.stringContaining('What arrived is not minute.pdf: its SHA-256 is'),
      saved: {},
    });
    await pool.query(change, [sha256, pdf[10]]);
    expect((await run('evidence', 'get', sha256)).code).toBe(0);
  });

  describe('brought by an event', () => {
    const done = ['send', 'north', 'PEOPLE_DONE'];

    it('are not uploaded when one of them, or the event, is wrong', async () => {
      const before = await names();
      const missing = await run(...done, '--evidence', 'evidence=plan.txt', '--evidence', 'no.txt');
      expect(missing).toMatchObject({ code: 2, err: 'There is no file "no.txt".\n' });
      expect(await run(...done, '--evidence', 'plan.txt')).toMatchObject({
        code: 2,
        err: expect.stringContaining('say in which: --evidence evidence=plan.txt'),
      });
      const list = await run(...done, '--data', '[]', '--evidence', 'evidence=plan.txt');
      expect(list).toMatchObject({ code: 2, err: expect.stringContaining('must be an object') });
      const leave = await run('send', 'committee', 'LEAVE', '--evidence', 'plan.txt');
      expect(leave).toMatchObject({
        code: 2,
        err: expect.stringContaining('LEAVE of committee takes no evidence; it takes '),
      });
      expect(await names()).toEqual(before);
    });

    it('are left to the server where the item has no such event', async () => {
      const lost = await run('send', 'north', 'PEOPLE_LOST', '--evidence', 'plan.txt');
      expect(lost).toMatchObject({
        code: 1,
        err: expect.stringContaining('it knows RECORD_VALUE'),
      });
    });

    it('are named in its payload after what that holds, and accepted once under a key', async () => {
      const data = '{"evidence":[{"title":"Lease","source":"Safe"}]}';
      const all = ['--evidence', 'evidence=papers/minute.pdf', '--evidence', 'photos=plan.txt'];
      const args = [...done, '--data', data, '--key', 'people', ...all];
      expect(await run(...args)).toMatchObject({ code: 0, err: '' });
      expect((await run(...args)).out).toContain('Accepted before, under the same key.');
      const { body } = await test.get('/api/v1/programmes/move/history?limit=500');
      const entry = body.entries.find((each: { event: string }) => each.event === 'PEOPLE_DONE');
      expect(entry.evidence).toMatchObject([
        { title: 'Lease', held: 'elsewhere' },
        { title: 'Minute 4', source: `evolve:evidence/${sha256}`, sha256, held: 'here' },
        { title: 'plan.txt', held: 'here' },
      ]);
    });
  });
});

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { moveYaml } from '../support/move-programme.js';
import { s3Settings, startS3Stub, type S3Stub } from '../support/s3-stub.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const pdf = Buffer.from('%PDF-1.7\nMinute of the committee, 2 March 2026\n');
const note = Buffer.from('The keys were handed over.\n');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const address = '/api/v1/programmes/move/evidence';

const yaml = moveYaml
  .replace(
    'note: { type: text, optional: true }',
    'note: { type: text, optional: true }\n      papers: { type: evidence, optional: true }',
  )
  .replace(
    'roles: [LEAD]\n                    payload: { evidence',
    'roles: [PMO]\n                    changes: [ { set: { papers: { payload: evidence } } } ]\n                    payload: { evidence',
  );

describe.each(['the database', 'an S3-compatible store'])('files of evidence in %s', (kept) => {
  const s3 = { stub: null as S3Stub | null }; // none where the database keeps them
  let test: TestApi;
  beforeAll(async () => {
    s3.stub = kept === 'the database' ? null : await startS3Stub();
    const settings = s3.stub === null ? {} : s3Settings(s3.stub);
    test = await startTestApi({ EVIDENCE_LIMIT_BYTES: '2000000', ...settings });
    await test.rehearse('move', '2026-03-02 08:00', yaml);
    await test.rehearse('other', '2026-03-02 08:00', yaml);
  });
  afterAll(async () => {
    await test.close();
    await s3.stub?.close();
  });

  const upload = (bytes: Buffer, query: string, type?: string, as = 'pmo', to = address) =>
    test.post(`${to}?${query}`, bytes, {
      as,
      headers: type === undefined ? {} : { 'content-type': type },
    });
  const refused = (status: number, code: string, detail: string) => ({
    status,
    body: { code, detail: expect.stringContaining(detail) },
  });
  const count = async (table: string) =>
    (await test.api.store.pool.query(`SELECT count(*) AS n FROM ${table}`)).rows[0].n;
  /** Where the bytes of a file are: each store that has them. */
  const keptIn = async (bytes: Buffer) => {
    const { rows } = await test.api.store.pool.query(
      'SELECT bytes FROM evidence_content WHERE sha256 = $1',
      [sha256(bytes)],
    );
    const object = s3.stub?.objects.get(`/evidence/acme/${sha256(bytes)}`);
    return [
      ...(rows[0]?.bytes?.equals(bytes) === true ? ['the database'] : []),
      ...(object?.equals(bytes) === true ? ['an S3-compatible store'] : []),
    ];
  };

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
    expect(await keptIn(pdf)).toEqual([kept]);
    const list = await test.get(address, 'auditor');
    expect(list.body).toMatchObject({ evidence: [file], limitBytes: 2_000_000 });
    expect(list.body.mediaTypes).toContain('application/pdf');
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

  it('are read back whole when they are larger than what is read at a time', async () => {
    const large = Buffer.alloc(1_000_000, 'a line of text\n');
    const { body } = await upload(large, 'name=large.txt', 'text/plain; charset=utf-8');
    expect(body).toMatchObject({ sha256: sha256(large), mediaType: 'text/plain' });
    expect((await test.get(`${address}/${body.sha256}`)).text).toBe(large.toString());
  });

  it('are stored once for the same content, under the name each programme gave it first', async () => {
    const before = await count('evidence_content');
    const again = await upload(pdf, 'name=copy.pdf', 'application/pdf');
    expect(again).toMatchObject({ status: 201, body: { name: "minute 4's.pdf", created: false } });
    const other = '/api/v1/programmes/other/evidence';
    expect(await test.get(`${other}/${sha256(pdf)}`)).toMatchObject(
      refused(404, 'NOT_FOUND', `"other" has no file of evidence "${sha256(pdf)}"`),
    );
    const there = await upload(pdf, 'name=copy.pdf', 'application/pdf', 'sro', other);
    expect(there.body).toMatchObject({ name: 'copy.pdf', addedBy: 'P-102', created: true });
    expect(await count('evidence_content')).toBe(before);
  });

  it.each<[string, Buffer, string, string | undefined, string]>([
    ['empty', Buffer.alloc(0), 'name=a.pdf', 'application/pdf', '"a.pdf" is empty'],
    [
      'of a kind that is not taken',
      Buffer.from('<p>'),
      'name=a.html',
      'text/html',
      'says it is text/html; this server takes application/pdf',
    ],
    [
      'a program that says it is a PDF',
      Buffer.from('MZ\x90\x00\x03'),
      'name=a.pdf',
      'application/pdf',
      'says it is application/pdf but begins like a Windows program',
    ],
    [
      'a page that says it is text',
      Buffer.from(' <!DOCTYPE html><script>alert(1)</script>'),
      'name=a.txt',
      'text/plain',
      'says it is text/plain but begins like a web page',
    ],
    [
      'text that says it is an image',
      note,
      'name=a.png',
      'image/png',
      'does not begin like a PNG image',
    ],
    [
      'text in no encoding',
      Buffer.from([0x61, 0xff, 0xfe]),
      'name=a.csv',
      'text/csv',
      'is not text in UTF-8',
    ],
  ])('are refused when they are %s, and not kept', async (_, bytes, query, type, detail) => {
    const before = await count('evidence_content');
    expect(await upload(bytes, query, type)).toMatchObject(
      refused(422, 'EVIDENCE_REFUSED', detail),
    );
    expect(await count('evidence_content')).toBe(before);
    expect(await keptIn(bytes)).toEqual([]);
  });

  it('are refused when they are too large, before they are read when their length is told', async () => {
    const large = Buffer.alloc(2_000_001, 'x');
    const told = await upload(large, 'name=a.txt', 'text/plain');
    expect(told).toMatchObject(refused(413, 'BODY_TOO_LARGE', 'The file is 2000001 bytes; this'));
    expect(told.headers['connection']).toBe('close');
    const { app } = test.api;
    const untold = await app.inject({
      method: 'POST',
      url: `${address}?name=a.txt`,
      headers: { 'evolve-persona': 'pmo', 'content-type': 'text/plain' },
      payload: Readable.from([large.subarray(0, 1000), large.subarray(1000)]),
    });
    expect(untold.statusCode).toBe(413);
    expect(untold.json().detail).toContain('The file is larger; this server takes evidence of at');
  });

  it('need a name without folders, and the file itself as the body', async () => {
    expect(await upload(pdf, 'title=x', 'application/pdf')).toMatchObject(
      refused(400, 'INVALID_REQUEST', 'query:/name'),
    );
    expect(await upload(pdf, 'name=..%2Fa.pdf', 'application/pdf')).toMatchObject(
      refused(400, 'INVALID_REQUEST', 'must be the name of a file, without folders'),
    );
    expect(await upload(Buffer.from('{}'), 'name=a.json', 'application/json')).toMatchObject(
      refused(415, 'WRONG_CONTENT_TYPE', '?type=application/json'),
    );
  });

  it('are added by whoever may change something, and seen by whoever is in the programme', async () => {
    expect(await upload(note, 'name=a.txt', 'text/plain', 'auditor')).toMatchObject(
      refused(403, 'ROLE_NOT_PERMITTED', 'AUDITOR'),
    );
    expect((await upload(note, 'name=a.txt', 'text/plain', 'hr-lead')).status).toBe(404);
    expect((await test.get(address, 'hr-lead')).status).toBe(404);
    expect((await test.get(`${address}/${sha256(pdf)}`, 'hr-lead')).status).toBe(404);
    expect((await test.get(address, null)).status).toBe(401);
  });

  describe('as evidence of an event', () => {
    const done = (evidence: object[], key: string) =>
      test.post(
        '/api/v1/programmes/move/events',
        { item: 'north', event: 'PEOPLE_DONE', payload: { evidence } },
        { key },
      );
    const stored = { title: 'Minute', source: `evolve:evidence/${sha256(pdf)}` };

    it.each([
      [
        'a file that is not stored',
        { title: 'Note', source: `evolve:evidence/${sha256(note)}` },
        `#/payload/evidence/0/source "move" has no file of evidence "${sha256(note)}"`,
      ],
      [
        'a file beside the hash of another',
        { ...stored, sha256: sha256(note) },
        `but sha256 beside it is "${sha256(note)}"`,
      ],
      [
        'a row that is in no register',
        { title: 'Member', source: 'register:committee/m9' },
        'no register of committee has a row "m9"; write register:ITEM/ROW',
      ],
      [
        'a row of an item that does not exist',
        { title: 'Member', source: 'register:board/m1' },
        'there is no item "board"',
      ],
    ])('cannot be %s', async (_, piece, detail) => {
      const before = await count('item WHERE version > 1');
      const sent = await done([piece], `refused-${detail.length}`);
      expect(sent).toMatchObject(refused(422, 'INVALID_PAYLOAD', detail));
      expect(await count('item WHERE version > 1')).toBe(before);
    });

    it('stand in the history and with the item, with where they are held', async () => {
      const pieces = [
        stored,
        { title: 'Again', source: 'Board pack', sha256: sha256(pdf) },
        { title: 'Lease', source: 'Safe of the solicitors', sha256: sha256(note), kind: 'deed' },
        { title: 'Page', source: 'https://example.org/lease' },
        { title: 'Member', source: 'register:committee/m1' },
      ];
      expect((await done(pieces, 'held')).status).toBe(201);
      const held = ['here', 'here', 'elsewhere', 'link', 'register'];
      const shown = pieces.map((piece, index) => ({ ...piece, held: held[index] }));
      shown[0] = { ...shown[0], sha256: sha256(pdf) } as never; // its source says which file it is
      const { body } = await test.get('/api/v1/programmes/move/history?limit=500');
      const entry = body.entries.find((each: { event: string }) => each.event === 'PEOPLE_DONE');
      expect(entry.evidence).toMatchObject(shown);
      expect(entry.evidence[2].words).toBe('held elsewhere');
      const item = await test.get('/api/v1/programmes/move/items/north');
      expect(item.body.evidence).toMatchObject(shown);
    });

    it('are said to be erased once their owner has erased them, and the history still holds', async () => {
      const { pool } = test.api.store;
      await expect(pool.query('UPDATE evidence_content SET size = 1')).rejects.toThrow(
        'UPDATE on "evidence_content" is refused',
      );
      for (const table of ['evidence_file', 'evidence_content']) {
        await pool.query(`DELETE FROM ${table} WHERE sha256 = $1`, [sha256(pdf)]);
      }
      expect((await test.get(`${address}/${sha256(pdf)}`)).status).toBe(404);
      const { body } = await test.get('/api/v1/programmes/move/items/north');
      expect(body.evidence[0]).toMatchObject({ held: 'erased', sha256: sha256(pdf) });
      const verdict = await test.get('/api/v1/programmes/move/history/verify');
      expect(verdict.body.ok).toBe(true);
    });
  });

  it('is listed page by page', async () => {
    for (const name of ['one', 'two']) {
      await upload(Buffer.from(`${name}, to be turned over`), `name=${name}.txt`, 'text/plain');
    }
    const first = (await test.get(`${address}?limit=1`)).body;
    expect(first.evidence).toMatchObject([{ sha256: first.next }]);
    const rest = (await test.get(`${address}?after=${first.next}`)).body;
    expect(rest.next).toBeNull();
    expect(rest.evidence.length).toBeGreaterThan(0);
    expect(JSON.stringify(rest.evidence)).not.toContain(first.next);
    expect(await test.get(`${address}?limit=0`)).toMatchObject({ body: { status: 400 } });
  });
});

import pg from 'pg';
import { moveYaml } from '../../../../test/support/move-programme.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

describe('a programme that cannot be read', () => {
  let first: TestApi;
  let test: TestApi;
  beforeAll(async () => {
    first = await startTestApi();
    await first.rehearse('sound', '2026-03-02 08:00');
    const yaml = moveYaml.replace('title: Office move', 'title: Another move');
    const hash = await first.rehearse('spoilt', '2026-03-02 08:00', yaml);
    await spoil(first.databaseUrl, hash);
    // Another process, which has compiled neither yet.
    test = await startTestApi({ DATABASE_URL: first.databaseUrl });
  });
  afterAll(async () => {
    await test.close();
    await first.close();
  });

  it('is listed with its problem, and the others as usual', async () => {
    const { status, body } = await test.get('/api/v1/programmes');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      programmes: [{ id: 'sound', title: 'Office move' }],
      unreadable: [
        { id: 'spoilt', organisation: 'acme', problem: expect.stringContaining('was changed') },
      ],
    });
  });

  it('leaves the front page standing, with its problem in words', async () => {
    const { status, text } = await test.get('/', null);
    expect(status).toBe(200);
    expect(text).toContain('Office move');
    expect(text).toMatch(/Problem with <code>spoilt<\/code>.*was changed after it was published/);
  });

  it('is an error when it alone is asked for', async () => {
    expect((await test.get('/api/v1/programmes/spoilt')).status).toBe(500);
    expect((await test.get('/api/v1/programmes/sound')).status).toBe(200);
  });
});

/** Does as the owner of a database could: changes a definition in place. */
async function spoil(databaseUrl: string, hash: string): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  await owner.query('ALTER TABLE definition DISABLE TRIGGER USER');
  await owner.query(
    `UPDATE definition SET document = (document::jsonb || '{"title": "Spoilt"}')::json WHERE hash = $1`,
    [hash],
  );
  await owner.query('ALTER TABLE definition ENABLE TRIGGER USER');
  await owner.end();
}

import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';
import { moveYaml } from '../../../../test/support/move-programme.js';

describe('the inbox', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('a', '2026-03-02T09:00:00.000Z');
    await test.rehearse('b', '2026-03-02T09:00:00.000Z', moveYaml);
  });
  afterAll(() => test.close());

  beforeEach(async () => {
    const { pool } = test.api.store;
    await pool.query('DELETE FROM delivery');
    await pool.query('DELETE FROM notice');
    const { rows } = await pool.query('SELECT organisation FROM programme LIMIT 1');
    // All at one instant: only programme and id part them.
    await pool.query(
      `INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
       SELECT $1, p, 'n' || i, 'reminder', 'M1', '{}', '{}', json_build_object('i', i), '2026-03-02', 'live'
       FROM unnest('{a,b}'::text[]) AS p, generate_series(1, 3) AS i`,
      [rows[0].organisation],
    );
    await pool.query(
      `INSERT INTO delivery (organisation, programme, notice, channel, person, address, status)
       SELECT organisation, programme, id, 'inbox', who, who, 'sent'
       FROM notice, unnest('{P-107,P-102}'::text[]) AS who`,
    );
  });

  const inbox = async (query = '', persona = 'pmo') =>
    (await test.get(`/api/v1/inbox${query}`, persona)).body;
  const ids = ({ notices }: { notices: { programme: string; notice: string }[] }) =>
    notices.map(({ programme, notice }) => `${programme} ${notice}`);
  const unreadOf = async (persona = 'pmo') => {
    const { unread, unreadByProgramme } = await inbox('', persona);
    return { unread, unreadByProgramme };
  };
  const all = {
    unread: 6,
    unreadByProgramme: [
      { programme: 'a', unread: 3 },
      { programme: 'b', unread: 3 },
    ],
  };

  it('counts what is unread, in all and by programme', async () => {
    expect(await unreadOf()).toEqual(all);
  });

  it('holds nothing of an organisation in which one has no part, whoever is called the same there', async () => {
    const { pool } = test.api.store;
    await pool.query(
      `INSERT INTO organisation SELECT (json_populate_record(o, '{"id":"other"}')).* FROM organisation o`,
    );
    await pool.query(
      `INSERT INTO definition (organisation, hash, name, title, document, published_at, published_by)
       SELECT 'other', hash, name, title, document, published_at, published_by FROM definition`,
    );
    for (const table of ['programme', 'notice', 'delivery']) {
      await pool.query(
        `INSERT INTO ${table} SELECT (json_populate_record(t, '{"organisation":"other"}')).* FROM ${table} t`,
      );
    }
    expect(await unreadOf()).toEqual(all);
    expect(ids(await inbox('?limit=100'))).toHaveLength(6);
    await test.post('/api/v1/inbox/read', {}, { as: 'pmo' });
    const { rows } = await pool.query(
      `SELECT count(*)::int AS unread FROM delivery WHERE organisation = 'other' AND person = 'P-107' AND read_at IS NULL`,
    );
    expect(rows).toEqual([{ unread: 6 }]);
    await pool.query(`DELETE FROM delivery WHERE organisation = 'other'`);
    await pool.query(`DELETE FROM notice WHERE organisation = 'other'`);
  });

  it('comes a page at a time, each notice on one page, also where all came at one moment', async () => {
    const pages = [];
    for (let next: string | null = '/api/v1/inbox?limit=4'; next !== null;) {
      const { body } = await test.get(next);
      pages.push(ids(body));
      next = body.next;
    }
    expect(pages).toEqual([
      ['b n3', 'b n2', 'b n1', 'a n3'],
      ['a n2', 'a n1'],
    ]);
  });

  it('shows one programme, or what is unread, across pages', async () => {
    const first = await inbox('?programme=a&unread=true&limit=2');
    expect(ids(first)).toEqual(['a n3', 'a n2']);
    expect(ids((await test.get(first.next)).body)).toEqual(['a n1']);
  });

  it('marks a notice as read and unread, for oneself alone', async () => {
    const [{ read }] = (await inbox()).notices;
    expect((await test.post(read, {})).body).toMatchObject({ unread: 5 });
    expect(ids(await inbox('?unread=true'))).not.toContain('b n3');
    expect(await unreadOf('sro')).toEqual(all);
    const unread = read.replace(/read$/, 'unread');
    expect((await test.post(unread, {})).body).toEqual(all);
  });

  it('keeps the moment of the first reading', async () => {
    const [{ read }] = (await inbox()).notices;
    const readAt = async () => (await inbox()).notices[0].readAt;
    await test.post(read, {});
    const first = await readAt();
    await test.post(read, {});
    expect(await readAt()).toBe(first);
  });

  it('marks all of a programme as read, then all', async () => {
    const marked = (body: object) => test.post('/api/v1/inbox/read', body);
    expect((await marked({ programme: 'a' })).body).toEqual({
      unread: 3,
      unreadByProgramme: [{ programme: 'b', unread: 3 }],
    });
    expect((await marked({})).body).toEqual({ unread: 0, unreadByProgramme: [] });
    expect(await unreadOf('sro')).toEqual(all);
  });

  it.each(['/api/v1/inbox/a/none/read', '/api/v1/inbox/a/none/unread'])(
    'has nothing to mark at %s',
    async (path) => {
      expect(await test.post(path, {})).toMatchObject({
        status: 404,
        body: { detail: 'Your inbox has no notice "none" of "a".' },
      });
    },
  );

  it('refuses a place that it did not give, and unknown keys', async () => {
    for (const query of ['?after=nonsense', '?befor=1', '?limit=0']) {
      expect(await test.get(`/api/v1/inbox${query}`)).toMatchObject({
        status: 400,
        body: { code: 'INVALID_REQUEST' },
      });
    }
  });
});

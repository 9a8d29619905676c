import ICAL from 'ical.js';
import { upsertGrants } from '#store';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import {
  openLiveProgramme,
  programme,
  type LiveProgramme,
} from '../../../../test/support/live-programme.js';

const path = '/api/v1/me/feeds';

/** The events of a calendar, as a parser that did not write it reads them. */
function eventsIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((each) => {
    const event = new ICAL.Event(each);
    const { uid, summary, description, startDate, endDate } = event;
    const days = { start: startDate.toString(), end: endDate.toString(), isDate: startDate.isDate };
    return { uid, summary, description, ...days };
  });
}

describe('calendar feeds', () => {
  let database: TestDatabase;
  let live: LiveProgramme;
  let test: TestApi;
  beforeAll(async () => {
    database = await createTestDatabase();
    live = await openLiveProgramme(database.url);
    test = await startTestApi({ DATABASE_URL: database.url, PUBLIC_URL: 'https://evolve.example' });
    await grant('P-107', 'PROGRAMME_MANAGER');
    await grant('P-102', 'LEAD');
    await test.rehearse('move', '2026-03-02T09:00:00.000Z');
  });
  afterAll(async () => {
    await test.close();
    await live.close();
    await database.drop();
  });

  const grant = (person: string, role: string, until?: string) =>
    upsertGrants(live.store, 'acme', [
      {
        programme,
        person,
        role,
        items: null,
        authority: null,
        from: '2020-01-01T00:00:00.000Z',
        ...(until !== undefined && { until }),
      },
    ]);
  const make = async (body: object = {}, as = 'sro') => {
    const { status, body: made } = await test.post(path, body, { as });
    expect(status).toBe(201);
    return made as { id: string; url: string };
  };
  const pathOf = (url: string) => url.replace('https://evolve.example', '');
  const read = (url: string) => test.get(pathOf(url), null);

  it('hold what is for their owner, as whole days, with no identity but their address', async () => {
    const { url } = await make();
    expect(url).toMatch(/^https:\/\/evolve\.example\/feeds\/[\w-]{43}\.ics$/);
    const { status, headers, text } = await read(url);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(eventsIn(text)).toEqual([
      expect.objectContaining({
        uid: 'M1.doors.acme@evolve.example',
        start: '2099-06-15',
        end: '2099-06-16',
        isDate: true,
      }),
    ]);
  });

  it('are empty for who is told of nothing, and hold all of a programme when made for it', async () => {
    expect(eventsIn((await read((await make({}, 'pmo')).url)).text)).toEqual([]);
    const whole = await make({ programme }, 'pmo');
    expect(eventsIn((await read(whole.url)).text)).toHaveLength(1);
  });

  it('mark a rehearsal as one, and leave it out of a person’s own', async () => {
    const { url } = await make({ programme: 'move' });
    const { text } = await read(url);
    expect(text).toContain('(rehearsal)');
    const [event] = eventsIn(text);
    expect(event?.summary).toMatch(/^Rehearsal: /);
    const own = await read((await make()).url);
    expect(eventsIn(own.text).map(({ uid }) => uid)).toEqual(['M1.doors.acme@evolve.example']);
  });

  it('say that nothing changed, by tag and by time', async () => {
    const url = pathOf((await make()).url);
    const { headers } = await test.get(url, null);
    const again = (more: Record<string, string>) =>
      test.api.app.inject({ method: 'GET', url, headers: more });
    const etag = String(headers['etag']);
    const modified = String(headers['last-modified']);
    expect(await again({ 'if-none-match': etag })).toMatchObject({ statusCode: 304, body: '' });
    expect(await again({ 'if-modified-since': modified })).toMatchObject({ statusCode: 304 });
    // The tag decides where both are there.
    expect(
      await again({ 'if-none-match': '"other"', 'if-modified-since': modified }),
    ).toMatchObject({ statusCode: 200 });
  });

  it('read under a new address only, once it is replaced', async () => {
    const { id, url } = await make();
    const { body } = await test.post(`${path}/${id}/rotate`, {}, { as: 'sro' });
    expect(body.id).toBe(id);
    expect(await read(url)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await read(body.url)).status).toBe(200);
  });

  it('end when revoked, and can be replaced and revoked by their owner alone', async () => {
    const { id, url } = await make();
    expect((await test.post(`${path}/${id}/rotate`, {}, { as: 'pmo' })).status).toBe(404);
    expect((await test.delete(`${path}/${id}`, 'pmo')).status).toBe(404);
    expect((await read(url)).status).toBe(200);
    const { status, body } = await test.delete(`${path}/${id}`, 'sro');
    expect(status).toBe(200);
    expect(body.feeds.map((each: { id: string }) => each.id)).not.toContain(id);
    expect((await read(url)).status).toBe(404);
    expect((await test.delete(`${path}/${id}`, 'sro')).status).toBe(404);
  });

  it('are not made for a programme one may not see', async () => {
    const reply = await test.post(path, { programme: 'nowhere' }, { as: 'sro' });
    expect(reply).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it('show nothing more once their owner holds no role there', async () => {
    await grant('P-110', 'LEAD');
    const [own, whole] = [await make({}, 'home-office'), await make({ programme }, 'home-office')];
    expect(eventsIn((await read(own.url)).text)).toHaveLength(1);
    await grant('P-110', 'LEAD', '2020-01-02T00:00:00.000Z');
    expect(eventsIn((await read(own.url)).text)).toEqual([]);
    expect((await read(whole.url)).status).toBe(404);
  });

  it('keep no token: neither in the list nor in the database', async () => {
    const { url } = await make();
    const token = /feeds\/(.*)\.ics/.exec(url)?.[1] ?? '';
    expect((await test.get(path, 'sro')).text).not.toContain(token);
    const { rows } = await live.store.pool.query('SELECT f::text AS row FROM feed f');
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toContain(token);
  });

  it('answer alike for an address that never was', async () => {
    expect(await test.get(`/feeds/${'x'.repeat(43)}.ics`, null)).toMatchObject({ status: 404 });
  });
});

import { upsertGrants } from '#store';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const programme = '/api/v1/programmes/move';

describe('previews of notices', () => {
  let test: TestApi;
  let notice: string;

  const lead = (person: string, until: string | null = null) => {
    const given = { programme: 'move', person, role: 'LEAD', items: null, authority: null, until };
    const from = '2020-01-01T00:00:00.000Z';
    return upsertGrants(test.api.store, 'acme', [{ ...given, from }]);
  };
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02 08:00');
    await lead('P-102');
    await lead('P-110');
    await test.post(`${programme}/clock`, { to: '2026-04-02 12:00' });
    const { body } = await test.get(`${programme}/notices?item=M1`);
    const found = body.notices.find((each: { template: string }) => each.template === 'reminder');
    notice = `${programme}/notices/${encodeURIComponent(found.id)}/preview`;
  });
  afterAll(() => test.close());

  it('show the mail as it would go out: words, HTML as text, and the deadline', async () => {
    const { status, body, headers } = await test.get(notice);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('application/json');
    expect(body).toMatchObject({ item: 'M1', template: 'reminder', channel: 'email', json: null });
    expect(body.subject).toMatch(/^.+: due .+ \(Office move\)$/);
    expect(body.text).toContain('What to do next: record that it has been achieved');
    expect(body.html).toMatch(/^<!doctype html>/);
    expect(body.calendar).toContain('BEGIN:VEVENT');
  });

  it.each([
    ['slack', { blocks: expect.arrayContaining([expect.objectContaining({ type: 'header' })]) }],
    ['teams', { attachments: [expect.objectContaining({ contentUrl: null })] }],
    ['webhook', { specversion: '1.0', type: 'evolve.notice.reminder', subject: 'M1' }],
    ['inbox', { programme: 'move', item: 'M1', readAt: null }],
  ])('show what %s gets, and no mail', async (channel, json) => {
    const { body } = await test.get(`${notice}?channel=${channel}`);
    expect(body).toMatchObject({ channel, text: null, html: null, calendar: null, json });
  });

  it('show the text that GOV.UK Notify gets', async () => {
    const { body } = await test.get(`${notice}?channel=govuk-notify`);
    expect(body).toMatchObject({
      text: expect.stringContaining('What to do next'),
      html: null,
      json: null,
    });
  });

  it('are for somebody who hears it, and for nobody else, saying who does', async () => {
    expect((await test.get(notice)).body.person).toBe('P-102');
    expect((await test.get(`${notice}?to=P-110`)).body.person).toBe('P-110');
    const other = await test.get(`${notice}?to=P-999`);
    expect(other).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(other.body.detail).toContain(
      '"P-999" does not hear this notice; it is for P-102, P-110',
    );
  });

  it('show the words as for nobody where nobody would hear it', async () => {
    await Promise.all(['P-102', 'P-110'].map((each) => lead(each, '2020-01-02T00:00:00.000Z')));
    const { status, body } = await test.get(notice);
    expect([status, body.person]).toEqual([200, null]);
    expect(body.text).toContain('Hello,');
    const { detail } = (await test.get(`${notice}?to=P-102`)).body;
    expect(detail).toContain('"P-102" does not hear this notice; nobody does');
    await lead('P-102');
  });

  it('are of a channel there is, and of a notice there is', async () => {
    expect(await test.get(`${notice}?channel=pigeon`)).toMatchObject({ status: 400 });
    const none = await test.get(`${programme}/notices/M1.never/preview`);
    expect(none).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(none.body.detail).toContain('There is no notice "M1.never"');
  });

  it('are for whoever may read the programme, and for nobody without an identity', async () => {
    expect(await test.get(notice, 'auditor')).toMatchObject({ status: 200 });
    expect(await test.get(notice, null)).toMatchObject({ status: 401 });
  });

  it('show what the next reminder of a milestone would say, before it is due', async () => {
    const { body } = await test.get(`${programme}/items/M1/next-reminder/preview`);
    const [next] = (await test.get(`${programme}/reminders?item=M1&status=pending`)).body.reminders;
    expect(body).toMatchObject({ item: 'M1', at: next.dueAt, local: next.dueLocal });
    expect(body.subject).toMatch(/: due \d+ working days? ago \(Office move\)$/);
  });

  it('refuse an item that has no reminder to come, and one that is not there', async () => {
    const none = await test.get(`${programme}/items/committee/next-reminder/preview`);
    expect(none).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(none.body.detail).toContain('No reminder of "committee" is to come');
    const unknown = await test.get(`${programme}/items/nowhere/next-reminder/preview`);
    expect(unknown).toMatchObject({ status: 404, body: { code: 'UNKNOWN_ITEM' } });
  });
});

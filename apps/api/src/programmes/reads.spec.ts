import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const programme = '/api/v1/programmes/move';

describe('reading a programme over HTTP', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02 08:00');
    const clock = await test.post(`${programme}/clock`, { to: '2026-04-02 12:00' });
    expect(clock.body).toMatchObject({ now: '2026-04-02T11:00:00.000Z', today: '2026-04-02' });
    const admit = { item: 'committee', event: 'ADMIT_OUT', payload: { person: 'P04' } };
    await test.post(`${programme}/events`, admit, { as: 'pmo', key: 'refused' });
  });
  afterAll(() => test.close());

  it('shows it at a glance, with what is late', async () => {
    const { body } = await test.get(programme);
    expect(body).toMatchObject({
      id: 'move',
      clock: 'rehearsal',
      milestones: { total: 2, late: 1 },
    });
    expect(body.kinds.map((each: { chart: string }) => each.chart)).toContain('milestone');
    expect(body.late).toMatchObject([{ item: 'M1', committed: '2026-03-31', workingDaysLate: 2 }]);
  });

  it('shows an item with marks, what is to be confirmed and why, and its facts in words', async () => {
    const { body } = await test.get(`${programme}/items/north`);
    const desks = body.values.find((each: { field: string }) => each.field === 'desks');
    expect(desks).toMatchObject({ value: null, unknown: 'the survey is not done' });
    const committee = await test.get(`${programme}/items/committee`);
    expect(committee.body.facts).toMatchObject([{ id: 'F1', document: 'Board memo', lines: [3] }]);
    expect((await test.get(`${programme}/items/nowhere`)).status).toBe(404);
  });

  it('says what can be done and why the rest is blocked', async () => {
    const { body } = await test.get(`${programme}/available?item=committee`, 'sro');
    const events = body.events.map(({ event, allowed }: { event: string; allowed: boolean }) => [
      event,
      allowed,
    ]);
    expect(events).toEqual(
      expect.arrayContaining([
        ['ADMIT_OUT', true],
        ['LEAVE', false],
      ]),
    );
    const leave = body.events.find((each: { event: string }) => each.event === 'LEAVE');
    expect(leave.reasons).toEqual([expect.stringContaining('Only Programme office (PMO)')]);
  });

  it('shows milestones against their plan', async () => {
    const { body } = await test.get(`${programme}/milestones`);
    expect(body.milestones[0]).toMatchObject({ item: 'M1', standing: { forecast: 'late' } });
  });

  it('lists reminders with what became of them, and only those asked for', async () => {
    const all = await test.get(`${programme}/reminders`);
    expect(all.body.total).toBeGreaterThan(2);
    const fired = await test.get(
      `${programme}/reminders?status=rehearsed&kind=reminder&item=M1&limit=1`,
    );
    expect(fired.body.reminders).toMatchObject([
      { status: 'rehearsed', dueLocal: '2026-03-03 09:00' },
    ]);
    expect((await test.get(`${programme}/reminders?status=lost`)).status).toBe(400);
    expect((await test.get(`${programme}/reminders?stauts=fired`)).status).toBe(400);
  });

  it('lists every reminder once over the pages', async () => {
    const { body: whole } = await test.get(`${programme}/reminders`);
    const paged: unknown[] = [];
    let next: string | null = `${programme}/reminders?limit=1`;
    while (next !== null) {
      const { body } = await test.get(next);
      expect(body.reminders).toHaveLength(1);
      expect(body.total).toBe(whole.total);
      paged.push(...body.reminders);
      ({ next } = body);
    }
    expect(whole.next).toBeNull();
    expect(paged).toEqual(whole.reminders);
  });

  it('refuses a place that no page of reminders ended at', async () => {
    const { status, body } = await test.get(`${programme}/reminders?after=WzFd`);
    expect(status).toBe(400);
    expect(body.errors[0]).toMatchObject({
      pointer: 'query:/after',
      detail: expect.stringContaining('"WzFd" is no place in the reminders'),
    });
  });

  it('says of a rehearsal to whom notices would have gone', async () => {
    const { body } = await test.get(`${programme}/notices?item=M1`);
    expect(body.notices[0]).toMatchObject({
      toRoles: ['LEAD'],
      delivers: false,
      wouldGo: [],
      unheard: ['LEAD'],
    });
    const told = body.notices.find((each: { toRoles: string[] }) => each.toRoles.includes('SRO'));
    expect(told.recipients).toMatchObject([{ person: 'P-102' }]);
    expect(told.wouldGo).toContainEqual(
      expect.objectContaining({ person: 'P-102', channel: 'inbox', digestAt: null }),
    );
  });

  it('says of a rehearsal that addresses of the programme would have heard of it, by their host', async () => {
    const address = 'https://hooks.slack.com/services/very-secret';
    await test.put(`${programme}/addresses/slack`, { address });
    const { body, text } = await test.get(`${programme}/notices?item=M1`);
    expect(body.notices[0].wouldGo).toEqual([
      {
        person: expect.stringMatching(/^programme:/),
        channel: 'slack',
        address: 'hooks.slack.com',
        digestAt: null,
      },
    ]);
    expect(text).not.toContain('very-secret');
    await test.delete(`${programme}/addresses/slack`);
    expect((await test.get(`${programme}/notices?item=M1`)).body.notices[0].wouldGo).toEqual([]);
  });

  it('pages through the history to its end', async () => {
    const sequences: number[] = [];
    let next = `${programme}/history?limit=2`;
    while (next) {
      const { body } = await test.get(next);
      sequences.push(...body.entries.map((each: { sequence: number }) => each.sequence));
      next = body.next;
    }
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    expect(sequences.length).toBeGreaterThan(4);
  });

  it('keeps refusals apart, in words', async () => {
    const { body } = await test.get(`${programme}/history?stream=refusals`);
    expect(body.entries).toMatchObject([
      { kind: 'REFUSED', event: 'ADMIT_OUT', words: expect.stringContaining('was refused') },
    ]);
  });

  it('verifies the history', async () => {
    const { body } = await test.get(`${programme}/history/verify`);
    expect(body).toMatchObject({ ok: true, broken: null, refusals: { entries: 1 } });
  });

  it('moves a rehearsal clock forwards, never backwards, and only for those who may act', async () => {
    const back = await test.post(`${programme}/clock`, { to: '2026-03-01' });
    expect(back).toMatchObject({ status: 422, body: { code: 'CLOCK_REFUSED' } });
    const slip = await test.post(`${programme}/clock`, { to: '20260-03-01T00:00:00Z' });
    expect(slip.status).toBe(400);
    const far = await test.post(`${programme}/clock`, { to: '2126-04-03T09:00:00Z' });
    expect(far).toMatchObject({ status: 422, body: { code: 'CLOCK_REFUSED' } });
    expect(far.body.detail).toContain('too far ahead for one move');
    const nonsense = await test.post(`${programme}/clock`, { to: 'tomorrow' });
    expect(nonsense).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/to' }] } });
    const auditor = await test.post(`${programme}/clock`, { to: '2026-04-03' }, { as: 'auditor' });
    expect(auditor).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
    const forwards = await test.post(`${programme}/clock`, { to: '2026-04-03T09:00:00Z' });
    expect(forwards).toMatchObject({ status: 200, body: { now: '2026-04-03T09:00:00.000Z' } });
  });

  it('starts a live programme, whose clock nobody moves and whose events carry no mark', async () => {
    const { body } = await test.get('/api/v1/programmes/move');
    const start = { definition: body.definition, id: 'alive', clock: 'live' };
    expect((await test.post('/api/v1/programmes', start)).status).toBe(201);
    const again = await test.post('/api/v1/programmes', start);
    expect(again).toMatchObject({ status: 409, body: { code: 'PROGRAMME_EXISTS' } });
    const moved = await test.post('/api/v1/programmes/alive/clock', { to: '2099-01-01' });
    expect(moved).toMatchObject({ status: 422, body: { code: 'CLOCK_REFUSED' } });
    const event = { item: 'committee', event: 'ADMIT_OUT', payload: { person: 'P04' } };
    const address = '/api/v1/programmes/alive/events';
    const options = { as: 'sro', key: 'marked' };
    const marked = await test.post(address, { ...event, mark: 'history' }, options);
    expect(marked).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/mark' }] } });
    expect((await test.post(address, event, options)).status).toBe(201);
  });

  it('knows where to write to everybody who acts in a programme it started', async () => {
    const people = await test.api.store.prisma.person.findMany({ where: { organisation: 'acme' } });
    expect(people).toContainEqual(
      expect.objectContaining({ id: 'P-102', email: 'sro@evolve.example' }),
    );
    expect(people.filter((each) => each.email === null)).toEqual([]);
  });

  it('starts nothing from a definition that is not published, and nothing for a role that may not', async () => {
    const start = { definition: 'a'.repeat(64), id: 'other', clock: 'live' };
    expect((await test.post('/api/v1/programmes', start)).status).toBe(404);
    const refused = await test.post('/api/v1/programmes', start, { as: 'sro' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
  });

  it('publishes a definition once, and refuses one with problems, saying where', async () => {
    const { moveYaml } = await import('../../../../test/support/move-programme.js');
    const files = { 'a/p.yaml': moveYaml };
    const again = await test.post('/api/v1/definitions', { entry: 'a/p.yaml', files });
    expect(again).toMatchObject({ status: 201, body: { id: 'office-move', created: false } });
    const broken = { 'p.yaml': moveYaml.replace('initial: sound', 'initial: nowhere') };
    const refused = await test.post('/api/v1/definitions', { entry: 'p.yaml', files: broken });
    expect(refused).toMatchObject({ status: 422, body: { code: 'DEFINITION_INVALID' } });
    expect(refused.body.errors[0].detail).toMatch(/p\.yaml:\d+:\d+ .*nowhere/);
    const { body } = await test.get('/api/v1/definitions');
    expect(body.definitions).toMatchObject([{ id: 'office-move', organisation: 'acme' }]);
  });

  it('says who you are and what you hold', async () => {
    const { body } = await test.get('/api/v1/me', 'sro');
    expect(body).toMatchObject({
      person: 'P-102',
      persona: 'sro',
      administers: false,
      programmes: expect.arrayContaining([
        { programme: 'move', roles: [{ role: 'SRO', items: null }] },
      ]),
    });
  });

  it('keeps an inbox of your own, and marks what you have read', async () => {
    const { prisma } = test.api.store;
    const key = { organisation: 'acme', programme: 'alive', notice: 'n1', channel: 'inbox' };
    await prisma.notice.create({
      data: {
        organisation: 'acme',
        programme: 'alive',
        id: 'n1',
        template: 'reminder',
        item: 'M1',
        toRoles: ['SRO'],
        toPersons: [],
        data: { title: 'Lease' },
        at: new Date(),
        clock: 'live',
      },
    });
    await prisma.delivery.create({ data: { ...key, person: 'P-102', address: 'P-102' } });
    const { body } = await test.get('/api/v1/inbox', 'sro');
    expect(body).toMatchObject({ unread: 1, notices: [{ notice: 'n1', readAt: null }] });
    const read = await test.post(body.notices[0].read, undefined, { as: 'sro' });
    expect(read).toMatchObject({ status: 200, body: { unread: 0 } });
    const foreign = await test.post(body.notices[0].read, undefined, { as: 'pmo' });
    expect(foreign.status).toBe(404);
  });
});

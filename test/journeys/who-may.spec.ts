import {
  allPages,
  openLived,
  publishReference,
  type LivedProgramme,
} from '../support/lived-programme.js';
import { decisionOf, evidence } from '../support/reference-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

describe('who may do what in the reference programme', () => {
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), 'who-may');
    await lived.moveTo('2011-05-03 10:00');
  }, 60_000);
  afterAll(() => test.close());

  it('a change that touches CEOP needs the decision of its committee, not of the Board', async () => {
    const change = (body?: string) =>
      lived.send('programme-manager', 'ceop-committee', 'CHANGE_CEOP', {
        title: 'Move of the unit',
        ...(body !== undefined && { decision: decisionOf(body) }),
      });
    for (const refused of [await change(), await change('BOARD')]) {
      expect(refused).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
      expect(refused.body.findings).toMatchObject([
        {
          words: expect.stringContaining('needs the decision of its committee'),
          basis: { mark: 'proposed', sources: ['S08', 'S09'], quotes: { length: 2 } },
          clearedBy: ['BOARD_SECRETARY'],
          whoClears: [expect.stringMatching(/^Board secretary.* \(BOARD_SECRETARY\)$/)],
        },
      ]);
    }
    expect((await change('CEOP_COMMITTEE')).status).toBe(201);
  });

  it('the Board sets no strategic priority; the Home Secretary does', async () => {
    const set = (persona: string) =>
      lived.send(persona, 'priorities', 'SET_PRIORITIES', {
        title: 'A priority',
        direction: '2011',
        setOn: { precision: 'MONTH', date: '2011-05' },
        validUntil: '2012-03-31',
      });
    expect(await set('board-secretary')).toMatchObject({
      status: 403,
      body: {
        code: 'ROLE_NOT_PERMITTED',
        detail: expect.stringContaining('is for Home Secretary (HOME_SECRETARY)'),
      },
    });
    expect((await set('home-secretary')).status).toBe(201);
  });

  it('a lead moves their own group and no other', async () => {
    const people = (persona: string) =>
      lived.send(persona, 'sp', 'PEOPLE_DONE', { evidence: evidence() });
    expect(await people('od-lead')).toMatchObject({
      status: 403,
      body: { code: 'ROLE_NOT_PERMITTED', detail: expect.stringContaining('GROUP_LEAD') },
    });
    expect((await people('sp-lead')).status).toBe(201);
  });

  it('an event that the state does not know is refused with those it takes', async () => {
    const send = (event: string) => lived.send('sro', 'csd', event, { evidence: evidence() });
    const early = await send('CONFIRM_READY');
    expect(early).toMatchObject({ status: 422, body: { code: 'NOT_NOW' } });
    expect(early.body.expected).toContain('PEOPLE_DONE');
    expect(await send('DANCE')).toMatchObject({ status: 422, body: { code: 'UNKNOWN_EVENT' } });
    const known = await lived.send('csd-lead', 'csd', 'PEOPLE_DONE', { evidence: evidence() });
    expect(known.status).toBe(201);
  });

  it('an auditor reads the history and has it verified, and changes nothing', async () => {
    const { body: page } = await lived.read('/history?limit=5', 'auditor');
    expect(page.entries).toHaveLength(5);
    expect((await lived.read('/history/verify', 'auditor')).body).toMatchObject({ ok: true });
    const forecast = { forecast: '2011-08-01', reason: 'The printer is late' };
    const reforecast = (persona: string) => lived.send(persona, 'M06', 'REFORECAST', forecast);
    expect(await reforecast('auditor')).toMatchObject({
      status: 403,
      body: { code: 'ROLE_NOT_PERMITTED' },
    });
    const clock = { to: '2011-05-03 10:01' };
    const moved = await test.post(`${lived.at}/clock`, clock, { as: 'auditor' });
    expect(moved).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
    expect((await reforecast('director-general')).status).toBe(201);
  });

  it('for somebody without a role there is no such programme', async () => {
    // The office move has no groups, and so nothing that the lead of one could lead.
    await test.rehearse('move', '2026-03-02 08:00');
    const move = '/api/v1/programmes/move';
    for (const path of ['', '/history', '/history/verify', '/items/north']) {
      const refused = await test.get(`${move}${path}`, 'sp-lead');
      expect(refused).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
      expect(refused.text).not.toContain('Office');
      expect((await test.get(`${move}${path}`, 'auditor')).status).toBe(200);
    }
    const event = { item: 'M1', event: 'CLAIM', payload: {} };
    const sent = await test.post(`${move}/events`, event, { as: 'sp-lead', key: 'by-nobody' });
    expect(sent).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    const { body } = await test.get('/api/v1/programmes', 'sp-lead');
    expect(body.programmes.map(({ id }: { id: string }) => id)).toEqual(['who-may']);
  });

  it('audit story 4: keeps every refusal with its reason, with who asked and what for, in a chain that verifies', async () => {
    const before = await allPages(test, `${lived.at}/history?stream=refusals`);
    await lived.send('auditor', 'board', 'MEMBER_LEAVES', { row: 'chair' });
    const after = await allPages(test, `${lived.at}/history?stream=refusals`);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toMatchObject([
      {
        kind: 'REFUSED',
        event: 'MEMBER_LEAVES',
        actor: { person: 'P-109', role: 'AUDITOR' },
        words: expect.stringMatching(
          /AUDITOR P-109 was refused MEMBER_LEAVES .* \(BOARD_SECRETARY\)/,
        ),
        entry: { refusal: { code: 'ROLE_NOT_PERMITTED' } },
      },
    ]);
    const { body } = await lived.read('/history/verify');
    expect(body).toMatchObject({ ok: true, refusals: { entries: after.length } });
  });
});

import { strFromU8, unzipSync } from 'fflate';
import { openLived, publishReference, type LivedProgramme } from '../support/lived-programme.js';
import { history } from '../support/reference-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

type Line = Record<string, string | number | null>;

/** Every line of a report, by the names of its columns. */
async function linesOf(lived: LivedProgramme, report: string, query = ''): Promise<Line[]> {
  const { status, body } = await lived.read(`/reports/${report}?limit=10000${query}`, 'auditor');
  expect(status).toBe(200);
  expect(body.lines).toHaveLength(body.total);
  return body.lines.map((line: (string | number | null)[]) =>
    Object.fromEntries(body.columns.map((name: string, at: number) => [name, line[at] ?? null])),
  );
}

let test: TestApi;
beforeAll(async () => {
  test = await startTestApi();
});
afterAll(() => test.close());

describe('an auditor reads the reference programme from its reports', () => {
  let lived: LivedProgramme;
  beforeAll(async () => {
    lived = await openLived(test, await publishReference(test), history.programme);
    await lived.live();
    await lived.moveTo('2015-06-01 12:00');
  }, 60_000);
  const lines = (report: string, query = '') => linesOf(lived, report, query);

  it('which there are, each with what it answers', async () => {
    const { body } = await lived.read('/reports', 'auditor');
    expect(body.reports.map((each: { id: string }) => each.id)).toEqual([
      'transitions',
      'decisions',
      'approvals',
      'slippage',
      'overrides',
      'backdated',
      'refusals',
      'delegations',
      'rules',
    ]);
    for (const { id, columns } of body.reports) {
      const { lines: all } = (await lived.read(`/reports/${id}`)).body;
      for (const line of all) expect(line).toHaveLength(columns.length);
    }
  });

  it('audit story 1: every step has its actor, the role held then, from and to, guards with what they looked at, evidence, both times', async () => {
    const all = await lines('transitions');
    const { body } = await lived.read('/history?limit=500');
    const steps = body.entries.filter((each: { kind: string }) => each.kind !== 'OPENED');
    expect(all.map((each) => each['No.'])).toEqual(
      steps.map((each: { sequence: number }) => each.sequence),
    );
    expect(
      all.find((each) => each['Item'] === 'G4-NCA' && each['To'] === 'approved'),
    ).toMatchObject({
      Event: 'DECIDE_APPROVE',
      Person: 'P-110',
      Role: 'Home Office sponsor (HOME_OFFICE_SPONSOR)',
      Occurred: '2013-09-16',
      Recorded: expect.stringMatching(/^2013-09-16 \d\d:\d\d/),
      From: expect.any(String),
      Definition: expect.stringMatching(/^[0-9a-f]{64}$/),
      Given: expect.stringContaining('body: HOME_OFFICE'),
      Asked: expect.stringContaining(': yes'),
    });
  });

  it('what bodies decided, with the minute and who was present', async () => {
    const all = await lines('decisions');
    expect(all).toHaveLength(8);
    expect(all.find((each) => each['Body'] === 'CEOP_COMMITTEE')).toMatchObject({
      Event: 'SET_DISPOSITION',
      Minute: 'Assumed; no minute is in the record',
      Present: 2,
    });
  });

  it('that duties stayed with separate people', async () => {
    const all = await lines('approvals');
    expect(all.length).toBeGreaterThan(50);
    expect(new Set(all.map((each) => each['Check']))).toEqual(new Set(['separate']));
    const verified = all.find((each) => each['Item'] === 'M19' && each['Duty'] === 'verifier');
    expect(verified).toMatchObject({ 'Kept apart from': 'claimant verifier' });
  });

  it('audit story 8: a slip worked out from the events that equals what the milestones show', async () => {
    const { body } = await lived.read('/milestones');
    const all = await lines('slippage');
    for (const { item, slip } of body.milestones) {
      const last = all.findLast((each) => each['Milestone'] === item);
      expect([item, last?.['Slip in working days'] ?? null]).toEqual([
        item,
        slip?.workingDays ?? null,
      ]);
      expect(last?.['Slip in days'] ?? null).toBe(slip?.calendarDays ?? null);
    }
    expect(all.findLast((each) => each['Milestone'] === 'M19')).toMatchObject({
      'What moved': 'achieved',
      Is: '2013-10-07',
      'Slip in days': -85,
    });
  });

  it('audit story 15: the rule that each step was decided under, in the text in force then', async () => {
    const all = await lines('rules', '&item=M19&event=VERIFY');
    expect(all).toMatchObject([
      { Rule: expect.stringContaining('separated: verifier'), Definition: expect.any(String) },
    ]);
  });

  it('the history as an event log whose events speak of objects that are there', async () => {
    const { status, body, headers } = await lived.read('/event-log', 'auditor');
    expect(status).toBe(200);
    expect(headers['content-disposition']).toContain(`${history.programme}.jsonocel`);
    const types = new Set(body.eventTypes.map((each: { name: string }) => each.name));
    const objects = new Set(body.objects.map((each: { id: string }) => each.id));
    const objectTypes = new Set(body.objectTypes.map((each: { name: string }) => each.name));
    expect(body.events.length).toBeGreaterThan(300);
    for (const { type, relationships } of body.events) {
      expect(types).toContain(type);
      for (const { objectId } of relationships) expect(objects).toContain(objectId);
    }
    for (const { type } of body.objects) expect(objectTypes).toContain(type);
    const vested = body.events.find((each: { id: string }) => each.id === 'entry 294');
    expect(vested).toMatchObject({ type: 'CLAIM_BY_FACT', time: '2013-10-06T23:00:00.000Z' });
  });
});

describe('an auditor looks for what is out of the ordinary', () => {
  let lived: LivedProgramme;
  const reason = '=HYPERLINK("http://example.org";"see")';
  beforeAll(async () => {
    lived = await openLived(test, await publishReference(test), 'odd');
    const term = { from: '2011-03-31', until: '2011-04-11', reason: 'On leave' };
    const sent = [
      await lived.send('sro', 'delegations', 'OUT_OF_OFFICE', { delegate: 'P-107', ...term }),
      await lived.send('sro', 'M06', 'ALLOW_OUT_OF_ORDER', { reason }),
    ];
    await lived.moveTo('2011-04-04 09:00');
    const late = {
      item: 'M07',
      event: 'ALLOW_OUT_OF_ORDER',
      actingFor: 'P-102',
      occurredOn: '2011-04-01',
      payload: { reason: 'It cannot wait' },
    };
    const as = { as: 'pmo', key: 'late' };
    sent.push(await test.post(`${lived.at}/events`, late, as));
    expect(sent.map((each) => [each.status, each.text.slice(0, 300)])).toEqual([
      [201, expect.anything()],
      [201, expect.anything()],
      [201, expect.anything()],
    ]);
    expect((await lived.send('pmo', 'M06', 'ALLOW_OUT_OF_ORDER', { reason })).status).toBe(403);
  }, 60_000);
  const lines = (report: string, query = '') => linesOf(lived, report, query);

  it('leave given against the rules', async () => {
    expect(await lines('overrides')).toMatchObject([
      { Person: 'P-102', Of: 'M06', 'What was recorded': expect.stringContaining(reason) },
      { Person: 'P-107', Of: 'M07', 'What was recorded': expect.stringContaining('cannot wait') },
    ]);
  });

  it('what was recorded later than it happened', async () => {
    expect(await lines('backdated')).toMatchObject([
      {
        Item: 'M07',
        Occurred: '2011-04-01',
        'Days later': 3,
        'Flagged, in working days': null,
      },
    ]);
  });

  it('what was done for another, and by what leave', async () => {
    expect(await lines('delegations')).toMatchObject([
      {
        Person: 'P-107',
        'Acting for': 'P-102',
        Delegation: 'delegations/delegations-1',
        From: '2011-03-31',
        Until: '2011-04-11',
        Events: 'all',
      },
    ]);
  });

  it('what was refused, and why', async () => {
    expect(await lines('refusals')).toMatchObject([
      {
        Person: 'P-107',
        Event: 'ALLOW_OUT_OF_ORDER',
        Code: 'ROLE_NOT_PERMITTED',
        Why: expect.stringContaining('Senior responsible owner'),
      },
    ]);
  });

  it('by person, day, item and event', async () => {
    const who = (all: Line[]) => all.map((each) => each['Event']);
    expect(who(await lines('transitions', '&person=P-102'))).toEqual([
      'OUT_OF_OFFICE',
      'ALLOW_OUT_OF_ORDER',
      'ALLOW_OUT_OF_ORDER',
    ]);
    expect(who(await lines('transitions', '&from=2011-04-04&person=P-107'))).toEqual([
      'ALLOW_OUT_OF_ORDER',
    ]);
    expect(who(await lines('transitions', '&to=2011-03-31&item=M06'))).toEqual([
      'ALLOW_OUT_OF_ORDER',
    ]);
    expect(await lines('transitions', '&event=CLOSE')).toEqual([]);
  });

  it('only so many lines at once, and how many there are', async () => {
    const { body } = await lived.read('/reports/transitions?limit=1');
    expect(body.lines).toHaveLength(1);
    expect(body.total).toBeGreaterThan(3);
  });

  it('as CSV and XLSX, which spreadsheets open', async () => {
    const csv = await lived.read('/reports/overrides?format=csv', 'auditor');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [heading, line, other, end] = csv.text.split('\r\n');
    expect(heading).toBe(
      '\uFEFFNo.,Recorded,Occurred,Item,Title,Event,Person,Acting for,Role,Authority,Of,What was recorded,Computed then,Until',
    );
    expect(line).toContain(',ALLOW_OUT_OF_ORDER,P-102,');
    expect(other).toContain(',ALLOW_OUT_OF_ORDER,P-107,P-102,');
    expect(end).toBe('');
    const { rawPayload, headers } = await test.api.app.inject({
      method: 'GET',
      url: `${lived.at}/reports/overrides?format=xlsx`,
      headers: { 'evolve-persona': 'auditor' },
    });
    expect(headers['content-disposition']).toBe('attachment; filename="odd-overrides.xlsx"');
    const files = unzipSync(new Uint8Array(rawPayload));
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('<row r="2">');
    expect(strFromU8(files['xl/sharedStrings.xml'] ?? new Uint8Array())).toContain(
      'It cannot wait',
    );
  });

  it('and is told what is wrong with a report, a day or a format that there is not', async () => {
    const none = await lived.read('/reports/slipage', 'auditor');
    expect([none.status, none.body.detail]).toEqual([
      404,
      expect.stringContaining('There is no report "slipage"; there are: transitions, decisions'),
    ]);
    const turned = await lived.read('/reports/slippage?from=2011-05-01&to=2011-04-01');
    expect([turned.status, turned.body.errors[0].detail]).toEqual([
      400,
      expect.stringContaining('"2011-05-01" is after "2011-04-01"'),
    ]);
    expect(
      (await lived.read('/reports/slippage?from=2011-05-01&to=2011-04-01&format=csv')).status,
    ).toBe(400);
    expect((await lived.read('/reports/slippage?format=pdf')).status).toBe(400);
    expect((await test.get('/api/v1/programmes/nowhere/reports/slippage')).status).toBe(404);
  });
});

import { openLived, publishReference, type LivedProgramme } from '../support/lived-programme.js';
import { decisionOf, evidence } from '../support/reference-programme.js';
import { runWith } from '../support/cli.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

describe('approvals of the reference programme', () => {
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), 'approvals');
    await lived.moveTo('2011-05-03 10:00');
  }, 60_000);
  afterAll(() => test.close());

  const reopen = () => lived.send('sro', 'M01', 'REOPEN', { reason: 'Signed again' });
  const tasksOf = async (persona: string) => (await lived.read('/tasks', persona)).body.tasks;
  let approval = '';

  it('refuse the event while nobody was asked, and say how to ask', async () => {
    expect(await reopen()).toMatchObject({
      status: 422,
      body: { code: 'GUARD_FAILED', detail: expect.stringContaining('REQUEST_APPROVAL') },
    });
  });

  it('are asked for by anybody who may act, and not by an auditor', async () => {
    const ask = (persona: string) =>
      lived.send(persona, 'M01', 'REQUEST_APPROVAL', { event: 'REOPEN', note: 'Signed twice' });
    expect(await ask('auditor')).toMatchObject({ status: 403 });
    const asked = await ask('pmo');
    expect(asked).toMatchObject({ status: 201, body: { created: ['approval-1'] } });
    [approval] = asked.body.created;
  });

  it('are a task for every approver, and told to each of them', async () => {
    for (const [persona, open] of [['programme-manager', true] as const, ['pmo', false] as const]) {
      expect(await tasksOf(persona)).toMatchObject([
        { item: approval, about: { item: 'M01', event: 'REOPEN' }, needed: 1, votes: [], open },
      ]);
    }
    expect(await tasksOf('sro')).toEqual([]);
    const { body } = await lived.read(`/notices?item=${approval}`);
    expect(body.notices).toHaveLength(1);
    expect(JSON.stringify(body.notices)).toContain('PROGRAMME_MANAGER');
  });

  it('show what an approver may send, and why the one who asked may not', async () => {
    const told = (persona: string) =>
      runWith({ test }, ['tasks', '--programme', 'approvals', '--as', persona]);
    expect((await told('programme-manager')).out).toContain('You may send APPROVE');
    expect((await told('pmo')).out).toContain('P-107 was requester');
  });

  it('are a task also for whoever acts for an approver, unless they asked for it', async () => {
    const delegate = (to: string) => ({
      delegate: to,
      from: '2011-05-03',
      until: '2011-05-10',
      reason: 'On leave',
    });
    const give = (to: string) =>
      lived.send('programme-manager', 'delegations', 'DELEGATE', delegate(to));
    expect(await give('P-103')).toMatchObject({ status: 201 });
    expect(await give('P-107')).toMatchObject({ status: 201 });
    expect(await tasksOf('board-secretary')).toMatchObject([{ item: approval, open: true }]);
    expect(await tasksOf('pmo')).toMatchObject([{ item: approval, open: false }]);
    const body = { item: approval, event: 'APPROVE', actingFor: 'P-101' };
    const sent = await test.post(`${lived.at}/events`, body, { as: 'pmo', key: 'for-another' });
    expect(sent).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('P-107 was requester') },
    });
  });

  it('are not given by whoever asked, nor used before they are given', async () => {
    expect(await lived.send('pmo', approval, 'APPROVE')).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('P-107 was requester') },
    });
    expect((await reopen()).body.detail).toContain('0 of 1 needed approve so far');
  });

  it('allow the event once given, are on record, and are used up', async () => {
    expect(await lived.send('programme-manager', approval, 'APPROVE')).toMatchObject({
      status: 201,
      body: { item: { state: 'approved' } },
    });
    expect(await reopen()).toMatchObject({ status: 201 });
    expect((await lived.read(`/items/${approval}`)).body.state).toBe('consumed');
    const { body } = await lived.read('/history?limit=500');
    const entries = body.entries.filter((each: { item: string }) => each.item === approval);
    expect(entries.map((each: { event: string }) => each.event)).toEqual([
      'APPROVE',
      'GRANTED',
      'CONSUMED',
    ]);
    expect(await tasksOf('programme-manager')).toEqual([]);
  });

  it('allow one event each', async () => {
    const proof = { evidence: evidence() };
    const asked = await lived.send('home-office', 'jurisdictions', 'REQUEST_APPROVAL', {
      event: 'DECIDE_JURISDICTION',
      ...proof,
      with: { row: 'scotland', scope: 'FULL' },
    });
    const [second] = asked.body.created;
    await lived.send('pmo', second, 'APPROVE');
    const decide = (row: string) => {
      const scope = { row, scope: 'FULL', ...proof };
      return lived.send('home-office', 'jurisdictions', 'DECIDE_JURISDICTION', scope);
    };
    expect(await decide('scotland')).toMatchObject({ status: 201 });
    expect(await decide('northern-ireland')).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining(`${second} is consumed`) },
    });
  });
});

describe('decisions of the reference programme', () => {
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), 'decisions');
    await lived.moveTo('2011-05-03 10:00');
  }, 60_000);
  afterAll(() => test.close());

  it('audit story 11: are listed by one read, with minute, quorum, members and recusals, and what they were about', async () => {
    const change = { title: 'Move of the unit', decision: decisionOf('CEOP_COMMITTEE') };
    expect(
      (await lived.send('programme-manager', 'ceop-committee', 'CHANGE_CEOP', change)).status,
    ).toBe(201);
    const logged = await lived.send('board-secretary', 'decisions', 'RECORD_DECISION', {
      title: 'Name a deputy',
      decision: {
        ...(decisionOf('BOARD') as object),
        quorum: 2,
        members: ['P01', 'P03', 'P04'],
        recused: ['P04'],
      },
      item: 'programme',
    });
    expect(logged.status).toBe(201);
    const { body } = await lived.read('/decisions');
    expect(body.decisions.slice(0, 2)).toMatchObject([
      {
        item: 'programme',
        title: 'Name a deputy',
        body: 'BOARD',
        minute: 'Minute 1',
        quorum: 2,
        members: ['P01', 'P03', 'P04'],
        recused: ['P04'],
        recordedBy: 'P-103',
      },
      { item: 'ceop-committee', event: 'CHANGE_CEOP', body: 'CEOP_COMMITTEE' },
    ]);
    const command = ['decisions', '--programme', 'decisions', '--as', 'auditor'];
    expect((await runWith({ test }, command)).out).toContain('P01, P03, P04 (quorum 2)');
  });
});

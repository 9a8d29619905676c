import type { Json } from '#programme';
import { openLived, publishReference, type LivedProgramme } from '../support/lived-programme.js';
import { decisionOf, evidence } from '../support/reference-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const by = (date: string): Json => ({ precision: 'DAY', bound: 'BY', date, wording: `by ${date}` });

describe('change control of the reference programme', () => {
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), 'change-control');
    await lived.moveTo('2011-05-03 10:00');
  }, 60_000);
  afterAll(() => test.close());

  it('a baseline is prepared by one person and approved by another', async () => {
    const opened = await lived.send('pmo', 'baselines', 'OPEN_BASELINE', { title: 'First plan' });
    expect(opened.body.created).toEqual(['baseline-1']);
    const prepare = (reason?: string) =>
      lived.send('pmo', 'baseline-1', 'PREPARE', reason === undefined ? {} : { reason });
    expect((await prepare()).status).toBe(422);
    expect((await prepare('The plan as agreed')).status).toBe(201);
    const approve = (persona: string) => lived.send(persona, 'baseline-1', 'APPROVE');
    expect(await approve('pmo')).toMatchObject({ status: 403 });
    expect((await approve('sro')).status).toBe(201);
    const { body } = await lived.read('/baselines');
    expect(body.baselines).toMatchObject([{ number: 1, title: 'First plan', change: null }]);
    expect(body.baselines[0].milestones).toContainEqual({
      item: 'M06',
      title: 'Annual Report 2010/11 published',
      planned: { words: 'in July 2011 (hard)', wording: 'will be published in July' },
      committed: '2011-07-31',
      profile: 'STAT',
      owner: 'DIRECTOR_GENERAL',
      changedBy: null,
    });
  });

  it('nothing changes an approved baseline', async () => {
    for (const [event, payload] of [
      ['PREPARE', { reason: 'Again' }],
      ['WITHDRAW', {}],
      ['RECORD_VALUE', { field: 'reason', value: 'x', source: 'y' }],
      ['CORRECT', { entry: 1, field: 'reason', value: 'x', reason: 'y', source: 'z' }],
    ] as const) {
      const sent = await lived.send('pmo', 'baseline-1', event, payload);
      expect(sent.status).toBe(422);
    }
    // Of the 19, six have no date yet: they enter the plan with the first baseline after they get one.
    expect((await lived.read('/baselines')).body.baselines[0].milestones).toHaveLength(13);
  });

  it('a change is routed by its computed impact, approved by that authority, and applied', async () => {
    const moves = [{ milestone: 'M14', newDue: by('2012-04-27') }];
    const raise = (asks: Record<string, Json>) =>
      lived.send('programme-manager', 'changes', 'RAISE_CHANGE', {
        title: 'Later plan',
        reason: 'The strategy is late',
        ...asks,
      });
    const unreal = await raise({ moves: [{ milestone: 'M14', newDue: by('2011-02-30') }] });
    expect(unreal).toMatchObject({ status: 422, body: { code: 'INVALID_PAYLOAD' } });
    expect(unreal.body.detail).toContain('2011-02-30');
    expect((await raise({ moves })).body.created).toEqual(['change-request-1']);

    const send = (persona: string, event: string, payload: Record<string, Json> = {}) =>
      lived.send(persona, 'change-request-1', event, payload);
    expect((await send('programme-manager', 'SUBMIT')).status).toBe(201);
    expect((await send('pmo', 'ASSESS', { cost: 'None' })).status).toBe(201);
    const tooLow = await send('programme-manager', 'APPROVE');
    expect(tooLow).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
    expect(tooLow.body.detail).toContain('Senior responsible owner (SRO)');
    expect(tooLow.body.detail).toContain('decides up to 10 working days');
    const approved = await send('sro', 'APPROVE');
    expect(approved).toMatchObject({ status: 201, body: { created: ['baseline-2'] } });
    const { body } = await lived.read('/milestones');
    const m14 = body.milestones.find((each: { item: string }) => each.item === 'M14');
    expect(m14).toMatchObject({ committed: '2012-04-27', planned: { wording: 'by 2012-04-27' } });
  });

  it('a body that decides does so by a recorded decision', async () => {
    await lived.send('programme-manager', 'changes', 'RAISE_CHANGE', {
      title: 'Two moves and a farewell',
      reason: 'The printer is closed',
      baseline: 'baseline-2',
      moves: [{ milestone: 'M06', newDue: by('2011-08-03') }],
      cancellations: [{ milestone: 'M09' }],
    });
    const send = (persona: string, event: string, payload: Record<string, Json> = {}) =>
      lived.send(persona, 'change-request-2', event, payload);
    await send('programme-manager', 'SUBMIT');
    await send('pmo', 'ASSESS', { cost: 'None' });
    expect(await send('sro', 'APPROVE')).toMatchObject({ status: 403 });
    expect((await send('board-secretary', 'APPROVE')).body.detail).toContain('recorded decision');
    const decision = decisionOf('BOARD');
    expect((await send('board-secretary', 'APPROVE', { decision })).status).toBe(201);
  });

  it('audit story 7: two baselines are compared: added, removed, moved, with the change that made the difference', async () => {
    const { body } = await lived.read('/baselines/compare?from=1&to=3');
    expect(body).toMatchObject({ from: { number: 1 }, to: { change: 'change-request-2' } });
    expect(body.added).toEqual([]);
    expect(body.removed).toMatchObject([{ item: 'M09', changes: ['change-request-2'] }]);
    expect(body.moved).toMatchObject([
      { item: 'M06', workingDays: 3, changes: ['change-request-2'] },
      { item: 'M14', workingDays: 18, changes: ['change-request-1'] },
    ]);
    const none = await lived.read('/baselines/compare?from=1&to=9');
    expect(none).toMatchObject({ status: 404 });
    expect(none.body.detail).toBe('There is no approved baseline 9; there are 1, 2, 3.');
    expect((await lived.read('/baselines/compare?from=1')).status).toBe(400);
  });

  it('the slippage of one milestone has the moves that a change request made', async () => {
    const { body } = await lived.read('/reports/slippage?item=M14', 'auditor');
    const of = (line: unknown[], name: string) => line[body.columns.indexOf(name)];
    const moved = body.lines.filter((line: unknown[]) => of(line, 'Was') !== null);
    expect(moved.map((line: unknown[]) => [of(line, 'Item'), of(line, 'By working days')])).toEqual(
      [['change-request-1', 18]],
    );
    expect(new Set(body.lines.map((line: unknown[]) => of(line, 'Milestone')))).toEqual(
      new Set(['M14']),
    );
    const request = await lived.read('/reports/slippage?item=change-request-1', 'auditor');
    expect(request.body.lines).toEqual([]);
  });

  it('a change that starts from a superseded baseline is refused', async () => {
    const raise = (baseline: string) =>
      lived.send('programme-manager', 'changes', 'RAISE_CHANGE', {
        title: 'Late again',
        reason: 'Still late',
        baseline,
        moves: [{ milestone: 'M14', newDue: by('2012-05-04') }],
      });
    expect((await raise('baseline-1')).body.detail).toContain('is superseded');
    expect((await raise('baseline-3')).status).toBe(201);
  });

  it('audit story 10: a correction stands beside what it corrects, each with a link to the other, and edits nothing', async () => {
    const value = (event: string, more: Record<string, Json>) =>
      lived.send('pmo', 'sp', event, { field: 'headcount', source: 'Payroll', ...more });
    const recorded = await value('RECORD_VALUE', { value: 410 });
    const { sequence: wrong } = recorded.body.entries[0];
    const correct = { value: 401, reason: 'Two digits changed places' };
    const elsewhere = await value('CORRECT', { ...correct, entry: 1 });
    expect(elsewhere.body.detail).toContain(`entry ${wrong} is: correct that one`);
    const entryOf = async () =>
      (await lived.read(`/history?after=${wrong - 1}&limit=1`)).body.entries[0].entry;
    const asRecorded = await entryOf();
    const corrected = await value('CORRECT', { ...correct, entry: wrong });
    expect(await entryOf()).toEqual(asRecorded);
    const { sequence: right } = corrected.body.entries[0];
    const { body } = await lived.read(`/history?after=${wrong - 1}`);
    expect(body.entries).toMatchObject([
      { sequence: wrong, corrects: null, correctedBy: [right] },
      { sequence: right, corrects: wrong, correctedBy: [] },
    ]);
  });

  it('audit story 9: what is recorded long after it happened has both times, and is flagged', async () => {
    const claim = (occurredOn: string, item: string) =>
      test.post(
        `${lived.at}/events`,
        { item, event: 'CLAIM', occurredOn, payload: { evidence: evidence() } },
        { as: 'home-office', key: item },
      );
    const late = await claim('2011-04-11', 'M08');
    const soon = await claim('2011-04-26', 'M07');
    const of = async ({ body }: typeof late) => {
      const { sequence } = body.entries[0];
      return (await lived.read(`/history?after=${sequence - 1}&limit=1`)).body.entries[0];
    };
    // From 11 April to 3 May 2011 lie Good Friday, Easter Monday, 29 April and 2 May.
    expect(await of(late)).toMatchObject({
      occurredOn: '2011-04-11',
      recordedAt: expect.stringMatching(/^2011-05-03/),
      recordedLate: 12,
    });
    expect(await of(soon)).toMatchObject({ occurredOn: '2011-04-26', recordedLate: null });
  });

  it('what an event decided is corrected by two persons', async () => {
    const { body: history } = await lived.read('/history?after=1&limit=500');
    const claims = history.entries.filter((each: { event: string }) => each.event === 'CLAIM');
    const { sequence: claimed } = claims.find((each: { item: string }) => each.item === 'M08');
    const says = { entry: claimed, field: 'actual', value: '2011-04-12', source: 'The minute' };
    const payload = { ...says, reason: 'The minute is of the day after' };
    const correct = () => lived.send('pmo', 'M08', 'CORRECT', payload);
    expect(await correct()).toMatchObject({
      status: 422,
      body: {
        code: 'GUARD_FAILED',
        detail: expect.stringContaining('CLAIM decided it, so two persons put it right'),
        findings: [{ guard: 'approved', clearedBy: ['HOME_OFFICE_SPONSOR'] }],
      },
    });
    const offered = (await lived.read('/available?item=M08', 'pmo')).body.events.find(
      (each: { event: string }) => each.event === 'REQUEST_APPROVAL',
    );
    expect(offered).toMatchObject({ allowed: true, payload: { event: { choices: ['CORRECT'] } } });

    const sent = { item: 'M08', event: 'CORRECT', payload };
    expect((await test.post(`${lived.at}/preview`, sent, { as: 'pmo' })).body).toMatchObject({
      accepted: false,
      onceApproved: true,
      entries: [{ kind: 'TRANSITION', item: 'M08', event: 'CORRECT' }],
    });

    const ask = (asked: object) =>
      lived.send('pmo', 'M08', 'REQUEST_APPROVAL', { event: 'CORRECT', with: { ...asked } });
    const never = await ask({ ...says, field: 'due' });
    expect(never).toMatchObject({ status: 422, body: { code: 'INVALID_PAYLOAD' } });
    expect(never.body.detail).toContain('a change request moves it');
    const asked = await ask(says);
    expect(asked.status).toBe(201);
    const [approval] = asked.body.created;
    expect(await lived.send('pmo', approval, 'APPROVE')).toMatchObject({ status: 403 });
    expect((await lived.read('/tasks', 'home-office')).body.tasks).toMatchObject([
      { item: approval, about: { item: 'M08', event: 'CORRECT' }, open: true },
    ]);
    expect(await lived.send('home-office', approval, 'APPROVE')).toMatchObject({ status: 201 });

    const corrected = await correct();
    expect(corrected.status).toBe(201);
    const [{ sequence: right }] = corrected.body.entries;
    const { body } = await lived.read(`/history?after=${claimed - 1}&limit=500`);
    const told = (sequence: number) =>
      body.entries.find((each: { sequence: number }) => each.sequence === sequence);
    expect(told(claimed)).toMatchObject({ corrects: null, correctedBy: [right] });
    expect(told(right)).toMatchObject({ corrects: claimed, from: told(right).to });
    expect((await lived.read('/items/M08')).body.values).toContainEqual(
      expect.objectContaining({ field: 'actual', value: '2011-04-12' }),
    );
    expect((await lived.read(`/items/${approval}`)).body.state).toBe('consumed');
  });

  it('holds together from the first entry to the state as stored', async () => {
    expect((await lived.read('/history/verify', 'auditor')).body).toMatchObject({ ok: true });
  });
});

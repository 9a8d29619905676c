import {
  allPages,
  openLived,
  publishReference,
  type LivedProgramme,
} from '../support/lived-programme.js';
import { decisionOf, evidence } from '../support/reference-programme.js';
import { startTestApi, type Reply, type TestApi } from '../support/test-api.js';

const words = ({ body }: Reply): string[] =>
  body.findings.map((each: { words: string }) => each.words);

describe('refused on the way', () => {
  let test: TestApi;
  let definition: string;
  beforeAll(async () => {
    test = await startTestApi();
    definition = await publishReference(test);
  }, 60_000);
  afterAll(() => test.close());

  const refusalsOf = (lived: LivedProgramme) =>
    allPages(test, `${lived.at}/history?stream=refusals`);
  const verdictOf = async (lived: LivedProgramme) => (await lived.read('/history/verify')).body;

  it('the Director is not admitted before the additional non-executive, and is after', async () => {
    const lived = await openLived(test, definition, 'the-board');
    await lived.moveTo('2011-05-03 10:00');
    const admit = (row: string) => {
      const payload = { row, decision: decisionOf('BOARD') };
      return lived.send('board-secretary', 'board', 'ADMIT_EXECUTIVE', payload);
    };
    const appoint = (person: string) => {
      const payload = { person, post: 'Non-executive director', appointment: 'ADDITIONAL' };
      return lived.send('home-secretary', 'board', 'APPOINT_NON_EXECUTIVE', payload);
    };
    const refused = await admit('director-operational-delivery');
    expect(refused).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED', refusal: 1 } });
    expect(refused.body.findings).toMatchObject([
      {
        words: '4 of 8 would be non-executive; more than half must be',
        basis: {
          mark: 'seed',
          sources: ['S31', 'S35'],
          quotes: expect.arrayContaining([
            'It is led by a Board with a majority of Non-Executive members.',
          ]),
        },
        clearedBy: ['HOME_SECRETARY'],
      },
    ]);
    expect((await appoint('P-121')).status).toBe(201);
    expect((await admit('director-operational-delivery')).status).toBe(201);

    const left = await lived.send('board-secretary', 'board', 'MEMBER_LEAVES', {
      row: 'non-executive-2',
    });
    expect(left).toMatchObject({ status: 201, body: { item: { state: 'breached' } } });
    expect(left.body.entries).toMatchObject([
      { event: 'MEMBER_LEAVES' },
      { event: 'GOVERNANCE_BREACH' },
    ]);
    const { body: told } = await lived.read('/notices?item=board');
    const breach = told.notices.find(
      (each: { data: { event?: string } }) => each.data.event === 'GOVERNANCE_BREACH',
    );
    expect(breach.toRoles).toEqual(['SRO', 'HOME_OFFICE_SPONSOR', 'BOARD_SECRETARY']);

    const attendee = { person: 'P-131', post: 'Director' };
    await lived.send('board-secretary', 'board', 'ADD_ATTENDEE', attendee);
    const { body: board } = await lived.read('/items/board');
    const members = board.values.find((each: { field: string }) => each.field === 'members').value;
    const { id } = members.find((each: { person: string }) => each.person === 'P-131');
    const further = await admit(id);
    expect(further).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    expect(words(further)).toContainEqual(
      expect.stringContaining('No executive is admitted while the Board lacks its majority'),
    );
    const replaced = await appoint('P-120');
    expect(replaced.body.item).toMatchObject({ state: 'sound' });
    expect(await refusalsOf(lived)).toMatchObject([
      { item: 'board', event: 'ADMIT_EXECUTIVE', words: expect.stringContaining('was refused') },
      { item: 'board', event: 'ADMIT_EXECUTIVE' },
    ]);
    expect(await verdictOf(lived)).toMatchObject({ ok: true, refusals: { entries: 2 } });
  });

  it('Operational Delivery is not ready without its tasking group, nor on an unknown share', async () => {
    const lived = await openLived(test, definition, 'going-live');
    const left = ['RECORD_VALUE', 'CONFIRM_READY'];
    await lived.live(
      ({ item, event }) =>
        item === 'executive-tasking-group' ||
        item === 'M05' ||
        (item === 'od' && left.includes(event)),
      '2011-03-31 23:00',
    );
    const ready = () =>
      lived.send('sro', 'od', 'CONFIRM_READY', { evidence: evidence('continuity') });
    const none = await ready();
    expect(none).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    const proposed = none.body.findings.find((each: { basis: { sources: string[] } | null }) =>
      each.basis?.sources.includes('S26'),
    );
    expect(proposed).toMatchObject({
      words: expect.stringContaining('Rule of this programme (proposed)'),
      basis: {
        mark: 'proposed',
        quotes: [expect.stringContaining('will inform the Executive Tasking Group')],
      },
      clearedBy: ['SRO'],
    });
    await lived.send('sro', 'executive-tasking-group', 'CONSTITUTE', { evidence: evidence() });

    const unknown = await ready();
    expect(unknown).toMatchObject({ status: 422, body: { code: 'GUARD_UNKNOWN' } });
    expect(unknown.body.findings).toMatchObject([
      {
        answer: 'unknown',
        words: expect.stringContaining('majority of deployable assets'),
        basis: { sources: ['S28'] },
        clearedBy: expect.arrayContaining(['PMO']),
      },
    ]);
    const record = (source?: string) =>
      lived.send('pmo', 'od', 'RECORD_VALUE', {
        field: 'deployableAssetsPercent',
        value: '51',
        ...(source !== undefined && { source }),
      });
    expect(await record()).toMatchObject({ status: 422, body: { code: 'INVALID_PAYLOAD' } });
    expect((await record('Count of assets')).status).toBe(201);
    const stale = await ready();
    expect(stale).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    expect(stale.body.detail).toContain('Operational Delivery has changed since the decision');
    for (const [persona, event, payload] of [
      ['programme-manager', 'RESUBMIT', {}],
      ['programme-manager', 'FREEZE', {}],
      ['reviewer', 'START_REVIEW', {}],
      ['reviewer', 'SUBMIT_REPORT', { rating: 'GREEN', report: 'As before' }],
      ['sro', 'RESPOND', {}],
      ['board-secretary', 'DECIDE_APPROVE', { decision: decisionOf('BOARD') }],
    ] as const) {
      expect(await lived.send(persona, 'G4-od', event, payload)).toMatchObject({ status: 201 });
    }
    expect(await ready()).toMatchObject({ status: 201, body: { item: { state: 'ready' } } });
    // What does not fit the event is no refusal of the programme.
    expect((await refusalsOf(lived)).map((each) => each.entry.refusal.code)).toEqual([
      'GUARD_FAILED',
      'GUARD_UNKNOWN',
      'GUARD_FAILED',
    ]);
    expect(await verdictOf(lived)).toMatchObject({ ok: true, refusals: { entries: 3 } });
  });

  it('a rule that was blocked on its day fires later, when the reason is gone', async () => {
    const lived = await openLived(test, definition, 'blocked');
    await lived.live(() => false, '2011-04-01');
    const group = 'executive-tasking-group';
    await lived.moveTo('2011-03-31 20:00');
    await lived.send('sro', group, 'STAND_DOWN', { reason: 'Its chair has left' });
    for (const time of ['2011-04-01 00:00', '2011-04-01 12:00', '2011-04-03 12:00']) {
      expect((await lived.moveTo(time)).status).toBe(200);
    }
    const stateOf = async (item: string) => (await lived.read(`/items/${item}`)).body.state;
    expect([await stateOf('sp'), await stateOf('csd'), await stateOf('od')]).toEqual([
      'live.stabilising',
      'live.stabilising',
      'ready',
    ]);
    const { body: seen } = await lived.read('');
    expect(seen.blocked).toMatchObject([
      {
        item: 'od',
        event: 'EFFECTIVE_DATE_REACHED',
        reasons: [expect.stringContaining('the Executive Tasking Group is constituted')],
      },
    ]);
    const told = (await lived.read('/notices?item=od')).body.notices;
    const blockedNotices = told.filter((each: { template: string }) => each.template === 'blocked');
    expect(blockedNotices).toMatchObject([{ toRoles: ['SRO'] }]);

    await lived.moveTo('2011-04-05 10:00');
    const again = await lived.send('sro', group, 'CONSTITUTE', { evidence: evidence() });
    expect(again.body.entries).toContainEqual(
      expect.objectContaining({ item: 'od', event: 'EFFECTIVE_DATE_REACHED' }),
    );
    expect(await stateOf('od')).toBe('live.stabilising');
    const entries = await allPages(test, `${lived.at}/history?limit=500`);
    const ofRule = entries.filter(
      (each) => each.item === 'od' && each.event === 'EFFECTIVE_DATE_REACHED',
    );
    expect(ofRule).toMatchObject([
      { kind: 'BLOCKED', recordedLocal: '2011-04-01 00:00' },
      { kind: 'TRANSITION', recordedLocal: '2011-04-05 10:00' },
    ]);
    expect((await lived.read('')).body.blocked).toEqual([]);
    expect(await verdictOf(lived)).toMatchObject({ ok: true });
  });

  it('no agency vests with a function undecided, nor by the timer alone', async () => {
    const lived = await openLived(test, definition, 'vesting');
    const civilRecovery = { row: 'civil-recovery', disposition: 'TRANSFER' };
    await lived.live(
      (row) => row.event === 'SET_DISPOSITION' && row.payload['row'] === 'civil-recovery',
      '2013-09-23 10:00',
    );
    await lived.moveTo('2013-09-23 10:00');
    const item = 'nca-transition';
    const approve = () =>
      lived.send('home-secretary', item, 'APPROVE_VESTING', { vestingDate: '2013-10-07' });
    const refused = await approve();
    expect(refused).toMatchObject({ status: 422, body: { code: 'GUARD_UNKNOWN' } });
    expect(refused.body.findings).toMatchObject([
      {
        words: expect.stringContaining(
          'Every function has a disposition – still to be confirmed: civil-recovery',
        ),
        basis: { sources: ['S05'] },
      },
    ]);
    const disposed = await lived.send(
      'programme-manager',
      'functions',
      'SET_DISPOSITION',
      civilRecovery,
    );
    expect(disposed.status).toBe(201);
    expect(await approve()).toMatchObject({
      status: 201,
      body: { item: { state: 'readyToVest' } },
    });

    await lived.moveTo('2013-10-08 09:00');
    const sent = await lived.send('sro', item, 'VESTING_DATE_REACHED');
    expect(sent).toMatchObject({ status: 422, body: { code: 'SYSTEM_ONLY' } });
    const { body: waiting } = await lived.read('');
    const reasons = waiting.blocked.flatMap((each: { reasons: string[] }) => each.reasons).join();
    expect(reasons).toContain('A timer alone never vests an agency');
    expect(reasons).toContain('There is evidence of commencement');

    const commencement = evidence('commencement-full');
    const asked = await lived.send('home-office', item, 'REQUEST_APPROVAL', {
      event: 'RECORD_COMMENCEMENT',
      evidence: commencement,
      with: { inForceFrom: '2013-10-07' },
    });
    const [approval = ''] = asked.body.created;
    expect(await lived.send('pmo', approval, 'APPROVE')).toMatchObject({ status: 201 });
    await lived.send('home-office', item, 'RECORD_COMMENCEMENT', {
      inForceFrom: '2013-10-07',
      evidence: commencement,
    });
    expect((await lived.read(`/items/${item}`)).body.state).toBe('readyToVest');
    const confirmed = await lived.send('home-office', item, 'CONFIRM_VESTING', {
      reason: 'Confirmed a day late',
    });
    expect(confirmed).toMatchObject({
      status: 201,
      body: { item: { state: 'vestedWithResiduals' } },
    });
    expect(await verdictOf(lived)).toMatchObject({ ok: true, refusals: { entries: 2 } });
  });
});

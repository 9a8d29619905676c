import { available } from '#programme';
import type { ScriptRow } from '#programme';
import {
  answer,
  compiled,
  decisionOf,
  evidence,
  historyUntil,
  replay,
  type Told,
} from '../support/reference-programme.js';

const words = (refusal: ReturnType<typeof answer>) =>
  refusal?.findings.map((each) => each.words) ?? [];

describe('the Board of the reference programme', () => {
  const day = '2011-05-01';
  const appoint: Told = [
    `${day} 10:00`,
    'home-secretary',
    'board',
    'APPOINT_NON_EXECUTIVE',
    { person: 'P-121', post: 'Non-executive director', appointment: 'ADDITIONAL' },
  ];
  const admit = (at: string): Told => [
    at,
    'secretary',
    'board',
    'ADMIT_EXECUTIVE',
    { row: 'director-operational-delivery', decision: decisionOf('BOARD') },
  ];
  const leave = (at: string): Told => [
    at,
    'secretary',
    'board',
    'MEMBER_LEAVES',
    { row: 'non-executive-2' },
  ];

  it('refuses the Director first, with the count, and quotes the rule', () => {
    const refusal = answer([], [admit(`${day} 11:00`)]);
    expect(refusal?.code).toBe('GUARD_FAILED');
    expect(words(refusal)).toEqual(['4 of 8 would be non-executive; more than half must be']);
    expect(refusal?.findings[0]?.basis?.quotes).toContain(
      'It is led by a Board with a majority of Non-Executive members.',
    );
    expect(refusal?.findings[0]?.clearedBy).toEqual(['HOME_SECRETARY']);
  });

  it('admits the Director after the additional non-executive, which meets M11 and M12 by fact', () => {
    const done = replay([], [appoint, admit(`${day} 11:00`)], `${day} 12:00`);
    expect(done.refusals).toEqual([]);
    expect(done.state.items['board']?.value).toBe('sound');
    expect(done.state.items['M11']?.value).toBe('claimed');
    expect(done.state.items['M12']?.value).toBe('claimed');
  });

  it('records that a non-executive leaves, and raises a breach until the majority is back', () => {
    const left = [appoint, admit(`${day} 11:00`), leave(`${day} 12:00`)];
    const breached = replay([], left, `${day} 13:00`);
    expect(breached.refusals).toEqual([]);
    expect(breached.state.items['board']?.value).toBe('breached');
    const raised = breached.notices.find((each) => each.data['event'] === 'GOVERNANCE_BREACH');
    expect(raised?.toRoles).toEqual(['SRO', 'HOME_OFFICE_SPONSOR', 'BOARD_SECRETARY']);

    const replaced: Told = [`${day} 14:00`, ...tail(appoint)];
    const healed = replay([], [...left, replaced], `${day} 15:00`);
    expect(healed.state.items['board']?.value).toBe('sound');
  });

  it('refuses a further executive while it is breached', () => {
    const attendee: Told = [
      `${day} 12:30`,
      'secretary',
      'board',
      'ADD_ATTENDEE',
      { person: 'P-131', post: 'Director' },
    ];
    const another: Told = [
      `${day} 13:00`,
      'secretary',
      'board',
      'ADMIT_EXECUTIVE',
      { row: 'members-10', decision: decisionOf('BOARD') },
    ];
    const refusal = answer(
      [],
      [appoint, admit(`${day} 11:00`), leave(`${day} 12:00`), attendee, another],
    );
    expect(words(refusal)[1]).toContain('No executive is admitted while the Board lacks');
  });

  it('refuses to admit somebody who does not attend, and names those who do', () => {
    const refusal = answer(
      [],
      [
        appoint,
        [
          `${day} 11:00`,
          'secretary',
          'board',
          'ADMIT_EXECUTIVE',
          { row: 'nobody', decision: decisionOf('BOARD') },
        ],
      ],
    );
    expect(refusal?.code).toBe('INVALID_PAYLOAD');
    expect(refusal?.message).toContain('"nobody" is no row of "members"; it has chair,');
  });
});

describe('vesting', () => {
  const without = (...events: string[]) =>
    historyUntil('2013-10-07 09:00', (row: ScriptRow) => events.includes(row.event));

  it('never happens by the timer alone', () => {
    const done = replay(without('RECORD_COMMENCEMENT', 'CONFIRM_VESTING'), [], '2013-10-08 09:00');
    expect(done.state.items['nca-transition']?.value).toBe('readyToVest');
    const blocked = done.entries.filter((each) => each.entry.kind === 'BLOCKED');
    expect(blocked.map((each) => each.entry.event?.type)).toEqual(['VESTING_DATE_REACHED']);
    const due = available(compiled, done.state, { kind: 'system' }, done.now, 'nca-transition');
    const reasons = due
      .filter((each) => each.event === 'VESTING_DATE_REACHED')
      .flatMap((each) => each.blockedBy.map((finding) => finding.words));
    expect(reasons.join('\n')).toContain('A timer alone never vests an agency');
    expect(reasons.join('\n')).toContain('There is evidence of commencement');
  });

  it('happens late, once what was missing is there', () => {
    const late: Told = [
      '2013-10-09 10:00',
      'sponsor',
      'nca-transition',
      'CONFIRM_VESTING',
      { reason: 'Confirmed two days late' },
    ];
    const done = replay(without('CONFIRM_VESTING'), [late], '2013-10-09 11:00');
    expect(done.state.items['nca-transition']?.value).toBe('vestedWithResiduals');
    expect(done.state.items['M19']?.data['actual']).toBe('2013-10-09');
  });

  it('can be sent by nobody', () => {
    const refusal = answer(historyUntil('2013-10-05 00:00'), [
      ['2013-10-05 10:00', 'sro', 'nca-transition', 'VESTING_DATE_REACHED'],
    ]);
    expect(refusal?.code).toBe('SYSTEM_ONLY');
  });

  const approve: Told = [
    '2013-09-23 10:00',
    'home-secretary',
    'nca-transition',
    'APPROVE_VESTING',
    { vestingDate: '2013-10-07' },
  ];

  it('is not approved while a function lacks a disposition', () => {
    const rows = historyUntil(
      '2013-09-23 10:00',
      (row) => row.event === 'SET_DISPOSITION' && row.payload['row'] === 'civil-recovery',
    );
    const refusal = answer(rows, [approve]);
    expect(refusal?.code).toBe('GUARD_UNKNOWN');
    expect(words(refusal)[0]).toContain(
      'Every function has a disposition – still to be confirmed: civil-recovery',
    );
    expect(refusal?.findings[0]?.basis?.sources).toEqual(['S05']);
    expect(answer(historyUntil('2013-09-23 10:00'), [approve])).toBeNull();
  });
});

describe('rules about who decides', () => {
  const change = (payload: Told[4]): Told => [
    '2011-05-03 10:00',
    'pm',
    'ceop-committee',
    'CHANGE_CEOP',
    payload,
  ];
  const dispose = (payload: Told[4]): Told => [
    '2011-05-03 10:00',
    'pm',
    'functions',
    'SET_DISPOSITION',
    payload,
  ];

  it('refuses a change that touches CEOP without its committee', () => {
    const refusal = answer([], [change({ title: 'Move of the unit' })]);
    expect(refusal?.code).toBe('GUARD_FAILED');
    expect(words(refusal)[0]).toContain('needs the decision of its committee');
    expect(refusal?.findings[0]?.basis?.sources).toEqual(['S08', 'S09']);
    const title = 'Move of the unit';
    expect(answer([], [change({ title, decision: decisionOf('BOARD') })])).not.toBeNull();
    expect(answer([], [change({ title, decision: decisionOf('CEOP_COMMITTEE') })])).toBeNull();
  });

  it('asks the committee for the disposition of CEOP, and for no other function', () => {
    const ceop = { row: 'ceop', disposition: 'TRANSFER' };
    expect(answer([], [dispose(ceop)])?.code).toBe('GUARD_FAILED');
    expect(answer([], [dispose({ ...ceop, decision: decisionOf('CEOP_COMMITTEE') })])).toBeNull();
    expect(answer([], [dispose({ row: 'detect', disposition: 'TRANSFER' })])).toBeNull();
  });

  const set = (as: string): Told => [
    '2011-05-03 10:00',
    as,
    'priorities',
    'SET_PRIORITIES',
    {
      title: 'A priority',
      direction: '2011',
      setOn: { precision: 'MONTH', date: '2011-05' },
      validUntil: '2012-03-31',
    },
  ];

  it('lets only the Home Secretary set strategic priorities', () => {
    expect(answer([], [set('board')])).toMatchObject({
      code: 'ROLE_NOT_PERMITTED',
      message: expect.stringContaining('is for Home Secretary (HOME_SECRETARY)'),
    });
    expect(answer([], [set('home-secretary')])).toBeNull();
  });

  it('refuses a role that may not send the event, the auditor above all', () => {
    const claim = (as: string): Told => [
      '2011-05-03 10:00',
      as,
      'M06',
      'CLAIM',
      { evidence: evidence() },
    ];
    expect(answer([], [claim('auditor')])?.code).toBe('ROLE_NOT_PERMITTED');
    expect(answer([], [claim('sp-lead')])?.code).toBe('ROLE_NOT_PERMITTED');
    expect(answer([], [claim('dg')])).toBeNull();
  });

  it('keeps a group lead to their own group', () => {
    const people = (as: string): Told => [
      '2011-03-31 10:00',
      as,
      'sp',
      'PEOPLE_DONE',
      { evidence: evidence() },
    ];
    expect(answer([], [people('od-lead')])?.code).toBe('ROLE_NOT_PERMITTED');
    expect(answer([], [people('sp-lead')])).toBeNull();
  });

  it('refuses an event that the state does not know, and names those it takes', () => {
    const refusal = answer(
      [],
      [['2011-03-31 10:00', 'sro', 'sp', 'CONFIRM_READY', { evidence: evidence('continuity') }]],
    );
    expect(refusal?.code).toBe('NOT_NOW');
    expect(refusal?.expected).toContain('PEOPLE_DONE');
    expect(answer([], [['2011-03-31 10:00', 'sro', 'sp', 'DANCE']])?.code).toBe('UNKNOWN_EVENT');
  });

  it('does not let a value slip in that an event of its own sets', () => {
    const record = (field: string, value: string): Told => [
      '2011-05-03 10:00',
      'sponsor',
      'nca-transition',
      'RECORD_VALUE',
      { field, value, source: 'Test' },
    ];
    expect(answer([], [record('vestingConfirmedBy', 'P-110')])?.code).toBe('INVALID_PAYLOAD');
    const known: Told = [
      '2011-05-03 10:00',
      'pmo',
      'programme',
      'RECORD_VALUE',
      { field: 'sro', value: 'P-102', source: 'Letter' },
    ];
    expect(answer([], [known])).toBeNull();
  });

  it('lets nobody but another verify a claim', () => {
    const claim: Told = ['2011-06-08 10:00', 'sponsor', 'M08', 'CLAIM', { evidence: evidence() }];
    expect(answer([], [claim, ['2011-06-08 11:00', 'pmo', 'M08', 'VERIFY']])).toBeNull();
  });
});

function tail(told: Told): [string, string, string, Told[4]] {
  const [, as, item, event, payload] = told;
  return [as, item, event, payload];
}

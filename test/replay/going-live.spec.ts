import type { Rehearsal, ScriptRow } from '#programme';
import {
  answer,
  decisionOf,
  evidence,
  history,
  historyUntil,
  replay,
  type Told,
} from '../support/reference-programme.js';

const live = (run: Rehearsal) =>
  run.entries
    .filter((each) => each.entry.event?.type === 'EFFECTIVE_DATE_REACHED')
    .filter((each) => each.entry.kind === 'TRANSITION')
    .map((each) => `${each.entry.item} ${each.entry.recordedAt}`);

const taskingGroup = (row: ScriptRow) =>
  row.item === 'executive-tasking-group' || row.item === 'M05' || row.item === 'od';

const standDown: Told = [
  '2011-03-31 20:00',
  'sro',
  'executive-tasking-group',
  'STAND_DOWN',
  { reason: 'Its chair has left' },
];

describe('going live on 1 April 2011', () => {
  it('takes Strategy and Prevention, Capability, Operational Delivery in that order, at once', () => {
    const run = replay(history.events, [], '2011-04-01 00:30');
    expect(live(run)).toEqual([
      'sp 2011-03-31T23:00:00.000Z',
      'csd 2011-03-31T23:00:00.000Z',
      'od 2011-03-31T23:00:00.000Z',
    ]);
    expect(run.state.items['programme']?.value).toEqual({ delivering: 'transition' });
  });

  it('refuses that Operational Delivery is ready without the Executive Tasking Group', () => {
    const rows = historyUntil(
      '2011-03-31 23:00',
      (row) =>
        row.item === 'executive-tasking-group' ||
        row.item === 'M05' ||
        row.event === 'CONFIRM_READY',
    );
    const ready: Told = [
      '2011-03-31 20:00',
      'sro',
      'od',
      'CONFIRM_READY',
      { evidence: evidence('continuity') },
    ];
    const refusal = answer(rows, [ready]);
    expect(refusal?.code).toBe('GUARD_FAILED');
    const [finding] = refusal?.findings ?? [];
    expect(finding?.words).toContain('Rule of this programme (proposed)');
    expect(finding?.basis).toMatchObject({
      mark: 'proposed',
      sources: ['S26'],
      quotes: [expect.stringContaining('will inform the Executive Tasking Group')],
    });
    expect(finding?.clearedBy).toEqual(['SRO']);
    const constituted = historyUntil('2011-03-31 23:00', (row) => row.event === 'CONFIRM_READY');
    expect(answer(constituted, [ready])).toBeNull();
  });

  it('blocks Operational Delivery on the day when that group has been stood down, noted once', () => {
    const run = replay(
      history.events.filter((row) => row.at < '2011-04-01'),
      [standDown],
      '2011-04-02 12:00',
    );
    expect(live(run).map((each) => each.split(' ')[0])).toEqual(['sp', 'csd']);
    const blocked = run.entries.filter((each) => each.entry.kind === 'BLOCKED');
    expect(blocked.map((each) => each.entry.item)).toEqual(['od']);
    const told = run.notices.find((each) => each.template === 'blocked');
    expect(told).toMatchObject({ item: 'od', toRoles: ['SRO'] });
    expect(run.state.items['programme']?.value).toEqual({ delivering: 'evolve' });
  });

  it('takes it live later, as soon as the reason is gone', () => {
    const again: Told = [
      '2011-04-05 10:00',
      'sro',
      'executive-tasking-group',
      'CONSTITUTE',
      { evidence: evidence() },
    ];
    const rows = history.events.filter((row) => row.at < '2011-04-01');
    const run = replay(rows, [standDown, again], '2011-04-05 11:00');
    expect(live(run).at(-1)).toBe('od 2011-04-05T09:00:00.000Z');
    expect(run.state.items['M04']?.data['actual']).toBe('2011-04-05');
  });

  it('asks for a value still to be confirmed, and takes it with its source', () => {
    const rows = historyUntil(
      '2011-03-31 23:00',
      (row) => row.item === 'od' && (row.event === 'RECORD_VALUE' || row.event === 'CONFIRM_READY'),
    );
    const ready: Told = [
      '2011-03-31 20:00',
      'sro',
      'od',
      'CONFIRM_READY',
      { evidence: evidence('continuity') },
    ];
    // Before its gate is decided: a value recorded later would void what was decided on.
    const record = (value: string): Told => [
      '2011-03-31 09:35',
      'pmo',
      'od',
      'RECORD_VALUE',
      { field: 'deployableAssetsPercent', value, source: 'Count of assets' },
    ];
    expect(answer(rows, [ready])?.code).toBe('GUARD_UNKNOWN');
    expect(answer(rows, [record('50'), ready])?.code).toBe('GUARD_FAILED');
    expect(answer(rows, [record('50.1'), ready])).toBeNull();
  });

  it('plans a gate again when what it gates has come back', () => {
    const change: Told[] = [
      [
        '2011-03-31 18:00',
        'pm',
        'changes',
        'RAISE_CHANGE',
        { title: 'Later', subject: 'sp', newDate: '2011-04-08', reason: 'Not ready' },
      ],
      ['2011-03-31 18:05', 'pm', 'change-request-1', 'SUBMIT'],
      ['2011-03-31 18:10', 'pmo', 'change-request-1', 'ASSESS', { cost: 'none' }],
      [
        '2011-03-31 18:15',
        'secretary',
        'change-request-1',
        'APPROVE',
        { decision: decisionOf('BOARD') },
      ],
    ];
    const defer: Told = [
      '2011-03-31 18:20',
      'sro',
      'sp',
      'DEFER',
      { change: 'change-request-1', regions: ['people'] },
    ];
    const plan: Told = ['2011-03-31 18:30', 'pmo', 'G4-sp', 'PLAN_AGAIN'];
    const rows = historyUntil('2011-03-31 18:00');
    expect(answer(rows, [plan])?.code).toBe('GUARD_FAILED');
    expect(answer(rows, [...change, defer, plan])).toBeNull();
    const run = replay(rows, [...change, defer], '2011-03-31 19:00');
    expect(run.state.items['sp']?.data['effectiveDate']).toBe('2011-04-08');
    expect(run.state.items['sp']?.value).toEqual({
      mobilising: { people: 'open', finance: 'done', systems: 'done', estates: 'done' },
    });
  });

  it('without its tasking group leaves M05 a draft', () => {
    const run = replay(historyUntil('2011-04-01', taskingGroup), [], '2011-04-01 12:00');
    expect(run.state.items['M05']?.value).toBe('draft');
  });
});

describe('reminders of the reference programme', () => {
  const noticesOf = (run: Rehearsal, ...templates: string[]) =>
    run.notices.filter((each) => templates.includes(each.template));

  it('come as one catch-up a milestone when loaded at 08:00, and as ordinary ones at 09:00', () => {
    const run = replay([], [], '2011-03-31 09:00');
    const early = noticesOf(run, 'catchUp');
    expect(early.map((each) => each.item)).toEqual(['M02', 'M03', 'M04']);
    expect(early.map((each) => (each.data['missed'] as string[]).length)).toEqual([5, 5, 5]);
    const ordinary = noticesOf(run, 'reminder');
    expect(ordinary.map((each) => [each.item, each.at, each.data['late']])).toEqual(
      ['M02', 'M03', 'M04'].map((item) => [item, '2011-03-31T08:00:00.000Z', false]),
    );
  });

  const remindersOf = (item: string, until: string) =>
    noticesOf(replay([], [], until), 'reminder')
      .filter((each) => each.item === item)
      .map((each) => each.at.slice(0, 10));

  it('of M06 count from Friday 29 July 2011', () => {
    expect(remindersOf('M06', '2011-07-31 23:00')).toEqual([
      '2011-05-05',
      '2011-06-03',
      '2011-07-01',
      '2011-07-15',
      '2011-07-22',
      '2011-07-28',
    ]);
  });

  it('of M11 count from Friday 30 March 2012', () => {
    expect(remindersOf('M11', '2012-03-31 23:00')).toEqual([
      '2012-01-06',
      '2012-02-03',
      '2012-03-02',
      '2012-03-16',
      '2012-03-23',
      '2012-03-29',
    ]);
  });

  it('of M19 count from 31 December 2013', () => {
    expect(remindersOf('M19', '2013-12-31 23:00')).toEqual([
      '2013-10-04',
      '2013-11-01',
      '2013-11-29',
      '2013-12-13',
      '2013-12-20',
      '2013-12-30',
    ]);
  });

  const ladder = (told: Told[]) =>
    noticesOf(replay([], told, '2011-09-01 09:00'), 'escalation')
      .filter((each) => each.item === 'M06')
      .map((each) => `L${JSON.stringify(each.data['level'])} ${each.at.slice(0, 10)}`);

  it('climb the ladder for M06 untouched; an acknowledgement holds it for five working days', () => {
    expect(ladder([])).toEqual([
      'L1 2011-07-15',
      'L2 2011-08-01',
      'L3 2011-08-05',
      'L4 2011-08-12',
    ]);
    expect(ladder([['2011-08-02 10:00', 'dg', 'M06', 'ACKNOWLEDGE']])).toEqual([
      'L1 2011-07-15',
      'L2 2011-08-01',
      'L3 2011-08-12',
      'L4 2011-08-19',
    ]);
  });

  it('are neither set free nor held longer by acknowledging one level again', () => {
    const acknowledged = (day: string): Told => [
      `2011-08-${day} 10:00`,
      'dg',
      'M06',
      'ACKNOWLEDGE',
    ];
    const once = ['L3 2011-08-12', 'L4 2011-08-19'];
    expect(ladder([acknowledged('02')]).slice(2)).toEqual(once);
    expect(ladder([acknowledged('02'), acknowledged('08')]).slice(2)).toEqual(once);
    expect(ladder([acknowledged('02'), acknowledged('10')]).slice(2)).toEqual(once);
  });

  it('are acknowledged once a level is reached, and again once its hold is over', () => {
    const at = (day: string, as = 'dg'): Told => [`2011-${day} 10:00`, as, 'M06', 'ACKNOWLEDGE'];
    expect(answer([], [at('07-14')])?.message).toContain('nothing has escalated');
    expect(answer([], [at('07-15')])).toBeNull();
    const held = answer([], [at('08-02'), at('08-08', 'sro')]);
    expect(held?.code).toBe('GUARD_FAILED');
    expect(held?.message).toContain(
      'level 2 was acknowledged on 2011-08-02 and is held until 2011-08-09',
    );
    expect(answer([], [at('08-02'), at('08-09')])).toBeNull();
  });

  it('are acknowledged at the next level while the one before is held', () => {
    const told: Told[] = [
      ['2011-08-02 10:00', 'dg', 'M06', 'ACKNOWLEDGE'],
      ['2011-08-03 10:00', 'dg', 'M06', 'REFORECAST', { forecast: '2011-10-31', reason: 'Late' }],
    ];
    const next: Told = ['2011-08-03 11:00', 'sro', 'M06', 'ACKNOWLEDGE'];
    expect(answer([], [...told, next])).toBeNull();
    expect(replay([], [...told, next], '2011-08-03 12:00').state.items['M06']?.data).toMatchObject({
      acknowledgements: [{ level: 2 }, { level: 4 }],
    });
    const again: Told = ['2011-08-04 11:00', 'dg', 'M06', 'ACKNOWLEDGE'];
    expect(answer([], [...told, next, again])?.message).toContain('level 4 was acknowledged');
  });

  it('flag the gap in the Home Secretary’s direction from 1 April 2011', () => {
    const run = replay([], [], '2011-04-01 00:30');
    expect(run.state.items['priorities']?.value).toBe('lapsed');
    const gap = run.entries.find((each) => each.entry.event?.type === 'DIRECTION_GAP');
    expect(gap?.entry.guards[0]?.basis).toEqual({ mark: 'proposed', sources: ['S61'] });
  });
});

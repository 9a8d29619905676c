import type { Json } from '#programme';
import { answer, replay, type Told } from '../support/reference-programme.js';

const newDue: Json = { precision: 'DAY', bound: 'BY', date: '2012-04-27', wording: 'in April' };
const day = '2011-05-03';
let minute = 0;
const at = () => `${day} 10:${String((minute += 1)).padStart(2, '0')}`;
beforeEach(() => {
  minute = 0;
});

const raise = (subject = 'M14', says: Record<string, Json> = { newDue }): Told => [
  at(),
  'pm',
  'changes',
  'RAISE_CHANGE',
  { title: 'Later plan', subject, reason: 'The strategy is late', movesDate: true, ...says },
];
const submit = (id = 'change-request-1'): Told => [at(), 'pm', id, 'SUBMIT'];
const assess = (impact: Record<string, Json>, id = 'change-request-1'): Told => [
  at(),
  'pmo',
  id,
  'ASSESS',
  { workingDays: 5, cost: 'none', keyOrHard: false, reserved: false, ...impact },
];
const approve = (as: string, id = 'change-request-1'): Told => [at(), as, id, 'APPROVE'];
const rebaseline = (id = 'change-request-1', item = 'M14'): Told => [
  at(),
  'pmo',
  item,
  'REBASELINE',
  { change: id },
];

describe('a change request', () => {
  it.each([
    ['up to 10 working days to the programme manager', { workingDays: 10 }, 'PROGRAMME_MANAGER'],
    ['up to 20 working days to the SRO', { workingDays: 20 }, 'SRO'],
    ['more than 20 working days to the Board', { workingDays: 21 }, 'BOARD'],
    ['a key milestone or a hard date to the Board', { keyOrHard: true }, 'BOARD'],
    [
      'what is reserved to whom it is reserved to',
      { reserved: true, reservedTo: 'BOARD' },
      'BOARD',
    ],
  ])('routes %s', (_words, impact, authority) => {
    const run = replay([], [raise(), submit(), assess(impact)], `${day} 12:00`);
    expect(run.refusals).toEqual([]);
    expect(run.state.items['change-request-1']?.data['authority']).toBe(authority);
  });

  it.each([
    ['a key milestone, M10, to the Board', 'M10', 'BOARD'],
    ['a hard date, M06, to the Board', 'M06', 'BOARD'],
    ['the date of the NCA, M19, to the Home Secretary', 'M19', 'HOME_SECRETARY'],
    ['the vesting itself to the Home Secretary', 'nca-transition', 'HOME_SECRETARY'],
    ['a group to the Board', 'sp', 'BOARD'],
    ['what is neither, M14, to the programme manager', 'M14', 'PROGRAMME_MANAGER'],
    ['an item that has no date, the gate G5, alike', 'G5', 'PROGRAMME_MANAGER'],
  ])('routes %s, though the assessor says that it is light', (_words, subject, authority) => {
    const run = replay([], [raise(subject), submit(), assess({})], `${day} 12:00`);
    expect(run.refusals).toEqual([]);
    expect(run.state.items['change-request-1']?.data['authority']).toBe(authority);
  });

  it('is reserved to no lesser authority, and to none that is made up', () => {
    const reserve = (reservedTo: string) => [
      raise(),
      submit(),
      assess({ reserved: true, reservedTo }),
    ];
    expect(answer([], reserve('PMO'))?.code).toBe('INVALID_PAYLOAD');
    expect(answer([], reserve('BOARD'))).toBeNull();
  });

  it('moves by no negative number of working days', () => {
    const refusal = answer([], [raise(), submit(), assess({ workingDays: -30 })]);
    expect(refusal?.message).toContain('Working days are counted from 0 up');
    expect(answer([], [raise(), submit(), assess({ workingDays: 0 })])).toBeNull();
  });

  it('that moves a date names the new one', () => {
    expect(answer([], [raise('M14', {})])?.message).toContain('give it in "newDue"');
    expect(answer([], [raise('M14', { movesDate: false })])).toBeNull();
    expect(answer([], [raise()])).toBeNull();
  });

  it('that moves no date sets no baseline, and takes none away', () => {
    const told = (says: Record<string, Json>) => [
      raise('M14', says),
      submit(),
      assess({ workingDays: 15 }),
      approve('sro'),
      rebaseline(),
    ];
    const refusal = answer([], told({ movesDate: false }));
    expect(refusal?.message).toContain('The change moves a planned date');
    const run = replay([], told({ movesDate: false }), `${day} 12:00`);
    expect(run.state.items['M14']?.data['due']).toMatchObject({ date: '2012-03-31' });
    expect(answer([], told({ newDue }))).toBeNull();
  });

  it('cancels what it is about, and nothing else', () => {
    const told = [
      raise('M14', { movesDate: false }),
      submit(),
      assess({ workingDays: 15 }),
      approve('sro'),
    ];
    const cancel = (item: string): Told => [
      at(),
      'pmo',
      item,
      'CANCEL',
      { change: 'change-request-1' },
    ];
    expect(answer([], [...told, cancel('M09')])?.findings[0]?.words).toContain('not about M09');
    expect(answer([], [...told, cancel('M14')])).toBeNull();
  });

  it('goes to nobody when it is reserved and nobody is named', () => {
    expect(answer([], [raise(), submit(), assess({ reserved: true })])?.message).toContain(
      'The authority it is reserved to is named',
    );
  });

  it('is approved by the authority it needs, and by no other role', () => {
    const assessed = [raise(), submit(), assess({ workingDays: 15 })];
    expect(answer([], [...assessed, approve('pm')])?.code).toBe('ROLE_NOT_PERMITTED');
    expect(answer([], [...assessed, approve('sro')])).toBeNull();
  });

  it('is never approved by whoever asked for it', () => {
    const assessed = [raise(), submit(), assess({ workingDays: 5 })];
    const refusal = answer([], [...assessed, approve('pm')]);
    expect(refusal?.findings[0]?.words).toContain('Whoever asked for the change');
  });

  it('moves the baseline once approved, and is then applied', () => {
    const assessed = [raise(), submit(), assess({ workingDays: 15 })];
    expect(answer([], [...assessed, rebaseline()])?.code).toBe('GUARD_FAILED');
    const run = replay([], [...assessed, approve('sro'), rebaseline()], `${day} 12:00`);
    expect(run.refusals.map((each) => each.refusal.code)).toEqual([]);
    expect(run.state.items['M14']?.data['due']).toEqual(newDue);
    expect(run.state.items['change-request-1']?.value).toBe('applied');
  });

  it('moves the baseline of no other milestone', () => {
    const told = [raise(), submit(), assess({ workingDays: 15 }), approve('sro')];
    const refusal = answer([], [...told, rebaseline('change-request-1', 'M06')]);
    expect(refusal?.findings[0]?.words).toContain('is about M14, not about M06');
  });

  it('goes stale when the baseline moved after it was assessed', () => {
    const later = { ...(newDue as object), date: '2012-05-25' };
    const other: Told = [
      at(),
      'pm',
      'changes',
      'RAISE_CHANGE',
      { title: 'Later still', subject: 'M14', reason: 'Again', movesDate: true, newDue: later },
    ];
    const two = 'change-request-2';
    const run = replay(
      [],
      [
        other,
        raise(),
        submit(),
        submit(two),
        assess({ workingDays: 15 }),
        assess({ workingDays: 15 }, two),
        approve('sro', two),
        rebaseline(two),
        approve('sro'),
      ],
      `${day} 12:00`,
    );
    expect(run.refusals).toEqual([]);
    expect(run.state.items[two]?.value).toBe('applied');
    expect(run.state.items['change-request-1']?.value).toBe('submitted');
  });
});

import type { Json } from '#programme';
import { answer, evidence, replay, type Told } from '../support/reference-programme.js';

type Row = Record<string, Json>;
type Event = { type: string; by: string; not?: string; with: Row; gives: Row };
type Register = { item: string; rows: string; adds: Event; later: Event[] };

const june: Json = { precision: 'MONTH', bound: 'BY', date: '2011-06', wording: 'by June' };
const reason = 'As minuted';
const proof = { evidence: evidence() };
const title = 'A row';
const owner = 'PMO';

/** Each register with the event that adds a row, and what may then happen to that row. */
const registers: Register[] = [
  {
    item: 'issues',
    rows: 'issues',
    adds: {
      type: 'RAISE_ISSUE',
      by: 'reviewer',
      with: { title, detail: 'Found late', owner, severity: 'HIGH' },
      gives: { status: 'OPEN', severity: 'HIGH' },
    },
    later: [
      {
        type: 'RESOLVE_ISSUE',
        by: 'pm',
        not: 'reviewer',
        with: { reason },
        gives: { status: 'RESOLVED', resolution: reason },
      },
    ],
  },
  {
    item: 'dependencies',
    rows: 'dependencies',
    adds: {
      type: 'ADD_DEPENDENCY',
      by: 'pmo',
      not: 'reviewer',
      with: { title, direction: 'NEEDED', party: 'Police', needed: june, milestone: 'M14', owner },
      gives: { status: 'OPEN', needed: june, milestone: 'M14' },
    },
    later: [
      {
        type: 'SETTLE_DEPENDENCY',
        by: 'pm',
        not: 'reviewer',
        with: { status: 'MET', reason },
        gives: { status: 'MET' },
      },
    ],
  },
  {
    item: 'lessons',
    rows: 'lessons',
    adds: {
      type: 'ADD_LESSON',
      by: 'reviewer',
      with: { title, detail: 'It took long', recommendation: 'Begin sooner' },
      gives: { published: false },
    },
    later: [
      {
        type: 'PUBLISH_LESSON',
        by: 'pmo',
        not: 'pm',
        with: proof,
        gives: { published: true },
      },
    ],
  },
  {
    item: 'conflicts',
    rows: 'statements',
    adds: {
      type: 'RECORD_CONFLICT',
      by: 'pmo',
      not: 'reviewer',
      with: { subject: 'Day', oneSays: '1', oneSource: 'A', otherSays: '2', otherSource: 'B' },
      gives: { goesBy: 'OPEN' },
    },
    later: [
      {
        type: 'GO_BY',
        by: 'sro',
        not: 'pmo',
        with: { goesBy: 'OTHER', reason },
        gives: { goesBy: 'OTHER', because: reason },
      },
    ],
  },
  {
    item: 'risks',
    rows: 'risks',
    adds: {
      type: 'RAISE_RISK',
      by: 'reviewer',
      with: { title, detail: 'May come', owner },
      gives: { status: 'OPEN', owner },
    },
    later: [
      {
        type: 'SETTLE_RISK',
        by: 'pmo',
        not: 'sro',
        with: { status: 'TRANSFERRED', reason },
        gives: { status: 'TRANSFERRED' },
      },
    ],
  },
  {
    item: 'decisions',
    rows: 'decisions',
    adds: {
      type: 'RECORD_DECISION',
      by: 'secretary',
      not: 'sro',
      with: { title, decision: { body: 'BOARD', minute: 'Minute 4' }, item: 'M14' },
      gives: { item: 'M14', on: '2011-05-03' },
    },
    later: [],
  },
  {
    item: 'benefits',
    rows: 'benefits',
    adds: {
      type: 'ADD_BENEFIT',
      by: 'pm',
      not: 'pmo',
      with: { title, measure: 'Arrests', direction: 'UP', owner },
      gives: { direction: 'UP' },
    },
    later: [],
  },
  {
    item: 'metrics',
    rows: 'metrics',
    adds: {
      type: 'MEASURE',
      by: 'pmo',
      not: 'pm',
      with: { title, value: '12.5', unit: 'GBP million', period: '2011', publishable: false },
      gives: { value: '12.5', publishable: false },
    },
    later: [
      {
        type: 'SET_PUBLISHABLE',
        by: 'sro',
        not: 'pmo',
        with: { publishable: true, reason },
        gives: { publishable: true },
      },
    ],
  },
  {
    item: 'stakeholders',
    rows: 'stakeholders',
    adds: {
      type: 'ADD_STAKEHOLDER',
      by: 'pm',
      not: 'sro',
      with: { title, kind: 'SECTOR' },
      gives: { kind: 'SECTOR' },
    },
    later: [],
  },
  {
    item: 'work',
    rows: 'packages',
    adds: {
      type: 'ADD_PACKAGE',
      by: 'pmo',
      not: 'sro',
      with: { title, owner },
      gives: { status: 'OPEN' },
    },
    later: [
      {
        type: 'FINISH_PACKAGE',
        by: 'pm',
        not: 'sro',
        with: proof,
        gives: { status: 'DONE' },
      },
    ],
  },
];

const told = (item: string, hour: string, as: string, { type, with: payload }: Event): Told => [
  `2011-05-03 ${hour}:00`,
  as,
  item,
  type,
  payload,
];
const lastRow = (rows: readonly Told[], { item, rows: name }: Register) => {
  const { state, refusals } = replay([], rows, '2011-05-03 12:00');
  expect(refusals).toEqual([]);
  const all = state.items[item]?.data[name];
  return Array.isArray(all) ? all.at(-1) : undefined;
};

describe('a register', () => {
  it.each(registers.map((each) => [each.adds.type, each] as const))(
    'takes a row by %s, from those who may add one',
    (_type, register) => {
      const { item, adds } = register;
      expect(lastRow([told(item, '10', adds.by, adds)], register)).toMatchObject(adds.gives);
      // Some take a row from any member.
      if (adds.not === undefined) return;
      expect(answer([], [told(item, '10', adds.not, adds)])?.code).toBe('ROLE_NOT_PERMITTED');
    },
  );

  it.each(
    registers.flatMap((register) =>
      register.later.map((each) => [each.type, register, each] as const),
    ),
  )('changes a row by %s, and no row that is not there', (_type, register, event) => {
    const { item, rows, adds } = register;
    const added = told(item, '10', adds.by, adds);
    const { id } = lastRow([added], register) as { id: string };
    const naming = (row: string): Event => ({ ...event, with: { row, ...event.with } });
    const changed = told(item, '11', event.by, naming(id));
    expect(lastRow([added, changed], register)).toMatchObject({ id, ...event.gives });
    const missing = answer([], [added, told(item, '11', event.by, naming('none'))]);
    expect(missing?.message).toContain(`"none" is no row of "${rows}"`);
    const refused = answer([], [added, told(item, '11', event.not ?? 'sro', naming(id))]);
    expect(refused?.code).toBe('ROLE_NOT_PERMITTED');
  });

  it.each(
    registers.flatMap((register) =>
      [register.adds, ...register.later]
        .filter((each) => 'reason' in each.with || 'evidence' in each.with)
        .map((each) => [each.type, register, each] as const),
    ),
  )('asks for the reason or the evidence of %s', (_type, register, event) => {
    const { item, adds } = register;
    const added = told(item, '10', adds.by, adds);
    const { id } = lastRow([added], register) as { id: string };
    const bare = 'reason' in event.with ? { reason: ' ' } : { evidence: [] };
    const row = event === adds ? {} : { row: id };
    const empty = { ...event, with: { ...row, ...event.with, ...bare } };
    expect(answer([], [added, told(item, '11', event.by, empty)])).not.toBeNull();
  });
});

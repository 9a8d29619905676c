import { existsSync, readFileSync } from 'node:fs';
import { compileDefinition, definitionHash, loadDefinition, open, type Actor } from '#programme';
import { person, sha256 } from '../support/move-programme.js';
import { compiled as reference } from '../support/reference-programme.js';
import { explore, now, type Act } from './explorer.js';

const loaded = loadDefinition('test/model/explored.yaml', (file) =>
  existsSync(file) ? readFileSync(file, 'utf8') : null,
);
if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.message).join('\n'));
const compiled = compileDefinition(loaded.definition, definitionHash(loaded.definition, sha256));

const roles = Object.keys(compiled.definition.roles);
const everything = (id: string) => person(id, ...roles);
const forAnother = { ...everything('P-C'), actingFor: 'P-A' } as Actor; // a person, as made above
const actors = [everything('P-A'), everything('P-B'), everything('P-C'), forAnother];

const programme = {
  id: 'explored',
  organisation: 'model',
  title: 'Explored',
  clock: 'rehearsal' as const,
  actor: everything('P-A'),
};
const opening = open(compiled, programme, now).state;

type Group = readonly (readonly string[])[];

/** Nobody is found in two parts of a group on one item; told apart from the events alone. */
function keptApart(groups: readonly Group[]) {
  return (acts: readonly Act[]): void => {
    const last = acts.at(-1);
    if (last === undefined) return;
    for (const group of groups) {
      const own = group.find((events) => events.includes(last.type));
      const others = group.filter((events) => events !== own).flat();
      if (own === undefined) continue;
      const both = acts.find(
        (act) =>
          act.item === last.item &&
          others.includes(act.type) &&
          act.persons.some((each) => last.persons.includes(each)),
      );
      if (both !== undefined) throw new Error(`one person in two: ${JSON.stringify(acts)}`);
    }
  };
}

const kinds: [string, string[], Group, string[]][] = [
  ['milestone, from its baseline on,', ['milestone'], [['PREPARE'], ['BASELINE']], ['BASELINE']],
  [
    'milestone, from its claim on,',
    ['milestone'],
    [['CLAIM'], ['VERIFY', 'REJECT_CLAIM']],
    ['CLAIM', 'VERIFY'],
  ],
  [
    'gate',
    ['gate'],
    [
      ['ATTACH_EVIDENCE', 'FREEZE'],
      ['START_REVIEW', 'RECOMMEND', 'SUBMIT_REPORT'],
      ['VOTE', 'SET_CONDITION', 'DECIDE_APPROVE', 'DECIDE_CONDITIONAL', 'DECIDE_REJECT'],
    ],
    ['FREEZE', 'SUBMIT_REPORT', 'VOTE'],
  ],
];
const quiet = [
  'ACKNOWLEDGE',
  'RECORD_CHECK',
  'REFORECAST',
  'RECORD_VALUE',
  'CORRECT',
  'REOPEN_EVIDENCE',
  'RECOMMEND',
  'SET_CONDITION',
];
const BOUND = 400;

describe('every path that decide accepts, by persons who hold every role', () => {
  it.each(kinds)('of a %s keeps apart who must be', (_, charts, group, needed) => {
    const events = charts
      .flatMap((chart) => compiled.charts[chart]?.events ?? [])
      .filter((event) => !quiet.includes(event) && event !== 'ALLOW_OUT_OF_ORDER');
    const view = { charts, bound: BOUND, events };
    const found = explore(compiled, opening, actors, view, keptApart([group]));
    expect([...found.acts]).toEqual(expect.arrayContaining(needed));
    expect(found.accepted).toBeGreaterThan(found.states);
  });

  it('would be caught out: the check throws when one person is in two parts', () => {
    const acts = ['CLAIM', 'VERIFY'].map((type) => ({ item: 'stone', type, persons: ['P-A'] }));
    expect(() => keptApart([[['CLAIM'], ['VERIFY']]])(acts)).toThrow('one person in two');
  });
});

describe('every path of the Board of the reference programme', () => {
  it('admits no executive into a majority of executives', () => {
    const member = everythingOf();
    const board = open(
      reference,
      { ...programme, actor: member },
      '2011-03-31T08:00:00.000Z',
    ).state;
    const view = {
      charts: ['board'],
      bound: 40,
      events: ['ADMIT_EXECUTIVE', 'MEMBER_LEAVES'],
    };
    let admitted = 0;
    const found = explore(reference, board, [member], view, (acts, state) => {
      if (acts.at(-1)?.type !== 'ADMIT_EXECUTIVE') return;
      admitted += 1;
      const rows = state.items['board']?.data['members'];
      expect(countOf(rows, 'NON_EXEC')).toBeGreaterThan(countOf(rows, 'EXEC'));
    });
    expect(found.accepted).toBeGreaterThan(admitted);
    expect(admitted).toBeGreaterThan(0);
  });
});

const everythingOf = (): Actor => person('P-A', ...Object.keys(reference.definition.roles));

const countOf = (rows: unknown, kind: string): number =>
  (Array.isArray(rows) ? rows : []).filter(
    (row: { kind?: string; status?: string; until?: string | null }) =>
      row.kind === kind && row.status === 'MEMBER' && (row.until ?? null) === null,
  ).length;

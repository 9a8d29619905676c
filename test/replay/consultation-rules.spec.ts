import { existsSync, readFileSync } from 'node:fs';
import {
  compileDefinition,
  definitionHash,
  loadDefinition,
  rehearse,
  type ScriptRow,
} from '#programme';
import { history, sha256 } from '../support/reference-programme.js';

const entry = 'programmes/evolve-nca/with-redundancies.yaml';
const consultation = (id: string, jurisdiction: string, proposedOn: string, headcount: string) => `
  ${id}:
    chart: consultation
    title: Redundancies
    mark: proposed
    data:
      kind: { is: REDUNDANCY }
      jurisdiction: { is: ${jurisdiction} }
      proposedOn: { is: '${proposedOn}' }
      headcount: ${headcount}
      decider: { is: BOARD_SECRETARY }
      consultees: { is: [{ id: staff, title: Staff }] }`;

/** The reference programme with consultations of its own: a file that uses it, and nothing else. */
const text = `
format: evolve/definition/1
use: [programme.yaml]
items:${[
  consultation('gb-5-april', 'GB', '2013-04-05', '{ is: 120 }'),
  consultation('gb-6-april', 'GB', '2013-04-06', '{ is: 120 }'),
  consultation('ni-6-april', 'NI', '2013-04-06', '{ is: 120 }'),
  consultation('ni-few', 'NI', '2013-04-06', '{ is: 40 }'),
  consultation('unknown', 'GB', '2013-04-06', '{ tbc: not counted yet }'),
  consultation('too-few', 'GB', '2013-04-06', '{ is: 19 }'),
].join('')}
`;

const loaded = loadDefinition(entry, (path) =>
  path === entry ? text : existsSync(path) ? readFileSync(path, 'utf8') : null,
);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const { definition } = loaded;
const compiled = compileDefinition(definition, definitionHash(definition, sha256));

const opening = (item: string): ScriptRow => ({
  at: '2013-04-08 10:00',
  mark: 'assumed',
  as: 'hr',
  item,
  event: 'OPEN',
  payload: { closesOn: '2013-04-15' },
});

const run = (...items: string[]) =>
  rehearse(
    compiled,
    {
      ...history,
      start: '2013-04-08 08:00',
      until: '2013-08-01 08:00',
      events: items.map(opening),
    },
    sha256,
  );

describe('a consultation on redundancies', () => {
  it.each([
    ['gb-5-april', 90, '2013-07-06T23:00:00.000Z'],
    ['gb-6-april', 45, '2013-05-22T23:00:00.000Z'],
    ['ni-6-april', 90, '2013-07-06T23:00:00.000Z'],
    ['ni-few', 30, '2013-05-07T23:00:00.000Z'],
  ])('%s lasts at least %i days, however early it was to close', (item, days, closed) => {
    const { entries } = run(item);
    const of = (type: string) =>
      entries.find(({ entry: each }) => each.item === item && each.event?.type === type)?.entry;
    const rule = of('OPEN')?.guards.find((each) => each.guard === 'ruleResolved');
    expect(rule).toMatchObject({ answer: 'yes', inputs: { days } });
    expect(
      entries
        .map((each) => each.entry)
        .find((each) => each.kind === 'TRANSITION' && each.item === item && each.to === 'closed')
        ?.recordedAt,
    ).toBe(closed);
  });

  it('cannot open while the number of people is to be confirmed, nor where no rule is known', () => {
    const { refusals } = run('unknown', 'too-few');
    expect(refusals.map(({ refusal }) => refusal.code)).toEqual(['GUARD_UNKNOWN', 'GUARD_FAILED']);
    expect(refusals[0]?.refusal.message).toContain('headcount still to be confirmed');
    expect(refusals[1]?.refusal.message).toContain('no rule covers this case');
  });
});

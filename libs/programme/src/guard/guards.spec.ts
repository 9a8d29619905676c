import { answer, definitionWith, NOW, rows } from '../../../../test/support/one-guard.js';
import { compiledFrom, opened, person } from '../../../../test/support/move-programme.js';
import { decide, loadDefinition, type JsonObject } from '../index.js';

describe('a guard', () => {
  it.each([
    ['itemIn', '{ itemIn: { item: self, states: [here] } }', '', 'yes'],
    ['itemIn', '{ itemIn: { item: G, states: [here] } }', '', 'no'],
    ['gateApproved', '{ gateApproved: { gate: G } }', '', 'yes'],
    ['gateApproved', '{ gateApproved: { gate: it } }', '', 'no'],
    [
      'gateApproved by a field',
      '{ gateApproved: { gate: { field: gate } } }',
      'gate: { is: G }',
      'yes',
    ],
    [
      'gateApproved by a field',
      '{ gateApproved: { gate: { field: gate } } }',
      'gate: { tbc: x }',
      'unknown',
    ],
    ['known', '{ known: { field: n } }', 'n: { is: 1 }', 'yes'],
    ['known', '{ known: { field: n } }', 'n: { tbc: x }', 'unknown'],
    [
      'compare',
      '{ compare: { left: { field: n }, op: ge, right: { value: 2 } } }',
      'n: { is: 2 }',
      'yes',
    ],
    [
      'compare',
      '{ compare: { left: { field: n }, op: gt, right: { value: 2 } } }',
      'n: { is: 2 }',
      'no',
    ],
    [
      'compare',
      '{ compare: { left: { field: n }, op: gt, right: { value: 2 } } }',
      'n: { tbc: x }',
      'unknown',
    ],
    [
      'compare of decimals, exactly',
      "{ compare: { left: { field: part }, op: eq, right: { value: '0.30' } } }",
      "part: { is: '0.3' }",
      'yes',
    ],
    [
      'share',
      "{ share: { part: { field: part }, whole: { field: whole }, over: '0.5' } }",
      "part: { is: '50.1' }, whole: { is: '100' }",
      'yes',
    ],
    [
      'share',
      "{ share: { part: { field: part }, whole: { field: whole }, over: '0.5' } }",
      "part: { is: '50' }, whole: { is: '100' }",
      'no',
    ],
    [
      'share',
      "{ share: { part: { field: part }, whole: { field: whole }, over: '0.5' } }",
      "part: { is: '50' }, whole: { tbc: x }",
      'unknown',
    ],
    [
      'count',
      '{ count: { of: { rows: rows, where: { kind: a } }, exactly: 1 } }',
      rows('kind: a', 'kind: b'),
      'yes',
    ],
    [
      'count',
      '{ count: { of: { rows: rows, where: { kind: a } }, atLeast: 2 } }',
      rows('kind: a', 'kind: b'),
      'no',
    ],
    [
      'count with a cell to be confirmed',
      '{ count: { of: { rows: rows, where: { kind: a } }, atLeast: 2 } }',
      rows('kind: a', 'kind: null'),
      'unknown',
    ],
    [
      'count of ended rows',
      '{ count: { of: { rows: rows }, atLeast: 1 } }',
      rows("kind: a, until: '2026-06-14'"),
      'no',
    ],
    [
      'count of items',
      '{ count: { of: { items: thing, where: { state: [approved] } }, exactly: 3 } }',
      '',
      'yes',
    ],
    [
      'every',
      '{ every: { of: { rows: rows }, is: { done: true } } }',
      rows('done: true', 'done: true'),
      'yes',
    ],
    [
      'every',
      '{ every: { of: { rows: rows }, is: { done: true } } }',
      rows('done: true', 'done: false'),
      'no',
    ],
    [
      'every',
      '{ every: { of: { rows: rows }, is: { done: true } } }',
      rows('done: true', 'done: null'),
      'unknown',
    ],
    ['every of nothing', '{ every: { of: { rows: rows }, is: { done: true } } }', '', 'no'],
    [
      'majority',
      '{ majority: { of: { rows: rows, where: { kind: a } }, among: { rows: rows }, called: a } }',
      rows('kind: a', 'kind: a', 'kind: b'),
      'yes',
    ],
    [
      'majority, an even split',
      '{ majority: { of: { rows: rows, where: { kind: a } }, among: { rows: rows }, called: a } }',
      rows('kind: a', 'kind: b'),
      'no',
    ],
    [
      'majority with a cell to be confirmed',
      '{ majority: { of: { rows: rows, where: { kind: a } }, among: { rows: rows }, called: a } }',
      rows('kind: a', 'kind: null'),
      'unknown',
    ],
    [
      'quorum',
      '{ quorum: { of: { rows: rows, where: { kind: a } }, needs: { value: 1 } } }',
      rows('kind: a'),
      'yes',
    ],
    [
      'quorum',
      '{ quorum: { of: { rows: rows, where: { kind: a } }, needs: { field: n } } }',
      `${rows('kind: a')}, n: { is: 2 }`,
      'no',
    ],
    [
      'quorum',
      '{ quorum: { of: { rows: rows, where: { kind: a } }, needs: { field: n } } }',
      `${rows('kind: a')}, n: { tbc: x }`,
      'unknown',
    ],
    ['dateReached', "{ dateReached: { date: '2026-06-15' } }", '', 'yes'],
    ['dateReached', "{ dateReached: { date: '2026-06-16' } }", '', 'no'],
    ['dateReached', '{ dateReached: { date: { field: day } } }', 'day: { tbc: x }', 'unknown'],
    [
      'elapsed',
      '{ elapsed: { since: { field: day }, days: 5 } }',
      "day: { is: '2026-06-10' }",
      'yes',
    ],
    [
      'elapsed',
      '{ elapsed: { since: { field: day }, days: 6 } }',
      "day: { is: '2026-06-10' }",
      'no',
    ],
    [
      'elapsed in working days',
      '{ elapsed: { since: { field: day }, workingDays: 4 } }',
      "day: { is: '2026-06-10' }",
      'no',
    ],
    [
      'elapsed',
      '{ elapsed: { since: { field: day }, days: { field: days } } }',
      "day: { is: '2026-06-10' }, days: { tbc: x }",
      'unknown',
    ],
    [
      'distinctPersons',
      '{ distinctPersons: { between: [ { actor: person }, { field: who } ] } }',
      'who: { is: P2 }',
      'yes',
    ],
    [
      'distinctPersons',
      '{ distinctPersons: { between: [ { actor: person }, { field: who } ] } }',
      'who: { is: P1 }',
      'no',
    ],
    [
      'distinctPersons',
      '{ distinctPersons: { between: [ { actor: person }, { field: who } ] } }',
      'who: { tbc: x }',
      'unknown',
    ],
    ['personActs', '{ personActs: true }', '', 'yes'],
    ['acyclic', '{ acyclic: true }', '', 'yes'],
    [
      'all, where a no outweighs an unknown',
      "{ all: [ { known: { field: n } }, { dateReached: { date: '2030-01-01' } } ] }",
      'n: { tbc: x }',
      'no',
    ],
    [
      'any, where a yes outweighs an unknown',
      "{ any: [ { known: { field: n } }, { dateReached: { date: '2020-01-01' } } ] }",
      'n: { tbc: x }',
      'yes',
    ],
    ['not', "{ not: { dateReached: { date: '2030-01-01' } } }", '', 'yes'],
    ['not of an unknown', '{ not: { known: { field: n } } }', 'n: { tbc: x }', 'unknown'],
  ])('%s: %s with { %s } answers %4$s', (_name, guard, data, expected) => {
    expect(answer(guard, data)).toBe(expected);
  });

  it.each([
    [
      'reasonGiven',
      '{ reasonGiven: true }',
      'reason: { type: text }',
      { reason: 'because' },
      { reason: ' x' },
      'yes',
    ],
    [
      'evidence of a kind',
      '{ evidence: { kind: act } }',
      'evidence: { type: evidence }',
      { evidence: [{ title: 't', source: 's', kind: 'act' }] },
      { evidence: [{ title: 't', source: 's' }] },
      'no',
    ],
    [
      'decisionRecorded',
      '{ decisionRecorded: { body: BOARD } }',
      'decision: { type: decision }',
      { decision: { body: 'BOARD', minute: '4.2' } },
      { decision: { body: 'CLUB', minute: '1' } },
      'no',
    ],
    [
      'changeApproved',
      '{ changeApproved: true }',
      'change: { type: item }',
      { change: 'G' },
      { change: 'H' },
      'no',
    ],
    [
      'changeApproved of one that was used',
      '{ changeApproved: true }',
      'change: { type: item }',
      { change: 'G' },
      { change: 'U' },
      'no',
    ],
  ])('%s looks at what the event brings along', (_name, guard, fields, good, other, otherwise) => {
    expect(answer(guard, '', good, fields)).toBe('yes');
    expect(answer(guard, '', other as JsonObject, fields)).toBe(otherwise);
  });

  it.each([
    ['2013-04-05', 'GB', '90 days'],
    ['2013-04-06', 'GB', '45 days'],
    ['2013-04-06', 'NI', '90 days'],
  ])('finds the rule in force: proposed on %s in %s', (on, place, text) => {
    const guard = `{ not: { ruleResolved: { rule: notice, on: { value: '${on}' }, match: { place: { value: ${place} }, people: { value: 120 } } } } }`;
    const { compiled, state } = opened(NOW, definitionWith(guard, '', ''));
    const request = { item: 'it', type: 'GO', payload: {}, actor: person('P1', 'A'), key: 'k' };
    const decision = decide(compiled, state, request, NOW);
    expect(decision).toMatchObject({
      refusal: { findings: [{ words: expect.stringContaining(`Minimum notice: ${text}`) }] },
    });
  });

  it('answers no when no rule covers the case', () => {
    const few = `{ ruleResolved: { rule: notice, on: { value: '2013-01-01' }, match: { place: { value: GB }, people: { value: 3 } } } }`;
    expect(answer(few)).toBe('no');
  });

  it('knows no key outside the vocabulary', () => {
    const yaml = definitionWith('{ script: "1 + 1" }', '', '');
    const loaded = loadDefinition('d.yaml', () => yaml);
    expect(loaded.ok ? [] : loaded.problems.map((each) => each.message)).toEqual(
      expect.arrayContaining([expect.stringContaining('unknown key "script"')]),
    );
    expect(() => compiledFrom(yaml)).toThrow('script');
  });
});

import { moveYaml } from '../../../../test/support/move-programme.js';
import { planYaml } from '../../../../test/support/plan-programme.js';
import { lint, loadDefinition } from '../index.js';

function linted(yaml: string) {
  const loaded = loadDefinition('move.yaml', () => yaml);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return lint(loaded.definition, loaded.locate).map(
    (each) => `${each.line}: ${each.rule}: ${each.message}`,
  );
}

/** The office move with one part replaced; throws when the part is not there to replace. */
function planted(part: string, by: string): string[] {
  if (!moveYaml.includes(part)) throw new Error(`nothing to replace: ${part}`);
  return linted(moveYaml.replace(part, by));
}

describe('lint', () => {
  it('finds nothing in a sound definition', () => {
    expect(linted(moveYaml)).toEqual([]);
  });

  it.each([
    [
      'a role',
      'roles: [LEAD]\n                    payload',
      'roles: [LEED]\n                    payload',
      'there is no role "LEED"; did you mean "LEAD"?',
    ],
    [
      'a state',
      'to: ready, guard',
      'to: reddy, guard',
      'there is no state "reddy" in chart "site"; did you mean "ready"?',
    ],
    [
      'a fact',
      'sources: [F1] }\n                  clearedBy',
      'sources: [F9] }\n                  clearedBy',
      'there is no fact "F9"',
    ],
    [
      'an item',
      'item: committee, states: [sound]',
      'item: comittee, states: [sound]',
      'there is no item "comittee"; did you mean "committee"?',
    ],
    [
      'a field',
      'known: { field: desks }',
      'known: { field: chairs }',
      'the chart has no field "chairs"',
    ],
    [
      'a payload value',
      '{ payload: person }, kind: { value: IN }',
      '{ payload: parson }, kind: { value: IN }',
      'ADMIT_IN carries no "parson"; did you mean "person"?',
    ],
    [
      'a column',
      'where: { kind: OUT } }, among: { rows: members }, called: outside members, after',
      'where: { sort: OUT } }, among: { rows: members }, called: outside members, after',
      'register "members" has no field "sort"',
    ],
    [
      'a chart',
      'chart: body\n',
      'chart: boddy\n',
      'there is no chart "boddy"; did you mean "body"?',
    ],
    ['a calendar', 'calendar: plain', 'calendar: plane', 'there is no calendar "plane"'],
    [
      'a profile',
      'profile: { is: STD }\n      owner: { is: LEAD }\n  M2',
      'profile: { is: STDD }\n      owner: { is: LEAD }\n  M2',
      'there is no reminder profile "STDD"; did you mean "STD"?',
    ],
    ['a document', 'document: memo, quote', 'document: note, quote', 'there is no document "note"'],
  ])('names %s that does not exist, with its line and a near miss', (_what, part, by, message) => {
    const messages = planted(part, by);
    expect(messages.join('\n')).toContain(`unknown-name: ${message}`);
    expect(messages[0]).toMatch(/^([2-9]|\d\d+): /);
  });

  const minimum =
    'rules: { minimum: { title: Shortest notice, rows: [ { when: { site: north }, days: 5, text: five days, mark: proposed } ] } }\ncharts:';
  const noticeGiven = (rule: string, match: string, on = 'field: moveOn') =>
    linted(
      moveYaml
        .replace('charts:', minimum)
        .replace(
          'known: { field: desks }',
          `elapsed: { since: { field: moveOn }, days: { ruleDays: { rule: ${rule}, on: { ${on} }, match: ${match} } } }`,
        ),
    ).join('\n');

  it('checks the names within days that a rule gives', () => {
    expect(noticeGiven('minimum', '{ site: { field: note } }')).toBe('');
    expect(noticeGiven('minimun', '{}')).toContain(
      'there is no rule "minimun"; did you mean "minimum"?',
    );
    expect(noticeGiven('minimum', '{ sight: { field: note } }')).toContain(
      'no row of rule "minimum" asks for "sight"; known: site',
    );
    expect(noticeGiven('minimum', '{ site: { field: nota } }')).toContain(
      'the chart has no field "nota"; did you mean "note"?',
    );
    expect(noticeGiven('minimum', '{}', 'payload: day')).toContain('carries no "day"');
  });

  it('checks the names within a field of an item named elsewhere', () => {
    const its = (name: string, of: string) =>
      planted(
        'known: { field: desks }',
        `compare: { left: { its: ${name}, of: { ${of} } }, op: eq, right: { value: 1 } }`,
      ).join('\n');
    expect(its('dependsOn', 'field: note')).toBe('');
    expect(its('dependsUpon', 'field: note')).toContain('no chart has a field "dependsUpon"');
    expect(its('dependsOn', 'field: nota')).toContain('the chart has no field "nota"');
    expect(its('dependsOn', 'payload: nota')).toContain('carries no "nota"');
    const changed = (source: string) =>
      planted('{ payload: person }, kind: { value: IN }', `${source}, kind: { value: IN }`);
    expect(changed('{ its: owner, of: { payload: person } }')).toEqual([]);
    expect(changed('{ its: order, of: { payload: person } }').join()).toContain(
      'no chart has a field "order"',
    );
  });

  it.each([
    [
      'a day that is none',
      "moveOn: { is: '2026-04-01' }",
      "moveOn: { is: '2026-04-31' }",
      '"2026-04-31": must be a day',
    ],
    [
      'a planned date that contradicts itself',
      "date: '2026-03-31'",
      "date: '2026-03'",
      'date "2026-03" is not a day',
    ],
    ['two rows of one id', 'id: m2, person', 'id: m1, person', 'two rows have the id "m1"'],
  ])('refuses %s in an opening position', (_what, part, by, message) => {
    expect(planted(part, by).join('\n')).toContain(message);
  });

  it('refuses an event that could not be sent under its name', () => {
    expect(planted('ADMIT_OUT:', 'AdmitOut:').join()).toContain('"AdmitOut" could not be sent');
  });

  it('refuses a person named instead of an id in an opening position', () => {
    expect(planted('id: m2, person: P02', 'id: m2, person: Ann Lee').join()).toContain(
      'an id such as "P-101" is expected, never a name',
    );
  });

  it('finds a state that no way leads to', () => {
    expect(
      planted(
        '      moved: { final: true }',
        '      moved: { final: true }\n      attic: { final: true }',
      ).join(),
    ).toContain('unreachable-state: no way leads to state "attic"');
  });

  it('finds a state from which no way leads to an end', () => {
    expect(planted('moved: { final: true }', 'moved: {}').join()).toContain(
      'dead-end: from state "moved"',
    );
  });

  it('finds an event that may go two ways, and accepts guards that exclude each other', () => {
    const open = '{ to: preparing.systems.done, roles: [LEAD] }';
    const two = (a: string, b: string) =>
      planted(
        open,
        `[ { to: preparing.systems.done, roles: [LEAD], ${a} }, { to: moved, roles: [SRO], ${b} } ]`,
      );
    const isIn = 'guard: { itemIn: { item: committee, states: [sound] } }';
    expect(two('guard: { known: { field: desks } }', isIn).join()).toContain(
      'both-can-fire: SYSTEMS_DONE may go two ways',
    );
    expect(two('guard: { itemIn: { item: committee, states: [breached] } }', isIn)).toEqual([]);
  });

  it.each([
    [
      'a reason that the payload does not carry',
      'payload: { reason: { type: text }, regions',
      'payload: { regions',
      'its payload declares no "reason"',
    ],
    [
      'evidence asked of a rule',
      'guard: { regionsDone: { of: preparing, regions: [people, systems] } }',
      'guard: { evidence: { atLeast: 1 } }',
      'a rule of the system brings no "evidence"',
    ],
    [
      'conditions that exclude each other',
      '- known: { field: desks }',
      '- itemIn: { item: committee, states: [breached] }',
      'its conditions exclude each other',
    ],
    [
      'a condition that no item names',
      '- known: { field: desks }',
      '- own: survey',
      'names a condition "survey"',
    ],
    [
      'a count that no number meets',
      '- known: { field: desks }',
      '- count: { of: { items: milestone }, atLeast: 3, atMost: 1 }',
      'at least 3 and at most 1',
    ],
  ])('finds a guard that can never hold: %s', (_what, part, by, message) => {
    expect(planted(part, by).join()).toContain(message);
  });

  it('finds a milestone without an owner', () => {
    expect(planted('      owner: { is: LEAD }\n  M2', '  M2').join()).toContain(
      'no-owner: "Lease signed" has no owner',
    );
  });

  it('finds dependencies that go round', () => {
    const round = planted(
      "date: '2026-03-31' } }",
      "date: '2026-03-31' } }\n      dependsOn: { is: [M2] }",
    );
    expect(round.join()).toContain('dependency-cycle: dependencies go round: M1 → M2 → M1');
  });

  it('finds a lag after something that is not depended on', () => {
    expect(linted(planYaml)).toEqual([]);
    expect(
      linted(planYaml.replace('id: permit, working', 'id: strategy, working')).join(),
    ).toContain(
      'unknown-name: "opening" has a lag after "strategy", on which it does not depend; known: permit, posters',
    );
  });

  it.each([
    [
      'a rule that leads nowhere',
      'BREACH:\n            to: breached\n',
      'BREACH:\n',
      'rule BREACH leads to no other state',
    ],
    [
      'rules that go round',
      'HEALED: { to: sound, guard: *majority }',
      'HEALED: { to: sound, guard: { count: { of: { rows: members }, atLeast: 0 } } }',
      'rules go round without anybody acting: BREACH (from sound) → HEALED (from breached)',
    ],
  ])('finds rules that could go on for ever: %s', (_what, part, by, message) => {
    expect(planted(part, by).join()).toContain(`rules-can-loop: ${message}`);
  });

  it('finds charts whose rules could chase each other', () => {
    const chasing = moveYaml
      .replace(
        'BREACH:\n            to: breached\n            guard: { not: &majority',
        'BREACH:\n            to: breached\n            guard: { not: &majority',
      )
      .replace(
        'guard: { forecast: slipping } }',
        'guard: { itemIn: { item: committee, states: [sound] } } }',
      )
      .replace(
        'HEALED: { to: sound, guard: *majority }',
        'HEALED: { to: sound, guard: { not: { itemIn: { item: M1, states: [active.trend.late] } } } }',
      )
      .replace(
        '{ not: &majority { majority: { of: { rows: members, where: { kind: OUT } }, among: { rows: members }, called: outside members } } }',
        '{ itemIn: { item: M1, states: [active.trend.late] } }',
      );
    expect(linted(chasing).join()).toMatch(/chase each other for ever|go round without/);
  });
});

import { moveYaml } from '../../../../test/support/move-programme.js';
import { lint, loadDefinition } from '../index.js';

const rungs = `
authorities:
  mark: proposed
  keyProfiles: []
  rungs:
    - { role: LEAD, upToWorkingDays: 5, mayTouchKey: false, mayBreachHard: false }
    - { role: LEAD, mayTouchKey: true, mayBreachHard: true, mayAddOrCancel: true, reservedItems: [committee] }
`;
const charts = `charts:
  hall:
    title: Hall
    fields: { usedBy: { type: item, optional: true } }
    initial: free
    states:
      free:
        on:
          CLOSE:
            to: shut
            roles: [LEAD]
            payload: { change: { type: item } }
            guard: { changeApproved: true }
            changes: [{ set: { usedBy: { self: id } }, item: { payload: change } }]
      shut: { final: true }
`;

/** The office move with authorities and a chart that uses changes, one part of them replaced. */
function linted(part = '', by = ''): string {
  const whole = moveYaml.replace('\ncharts:\n', `${rungs}${charts}`);
  if (!whole.includes(part)) throw new Error(`nothing to replace: ${part}`);
  const loaded = loadDefinition('move.yaml', () => whole.replace(part, by));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return lint(loaded.definition, loaded.locate)
    .map((each) => `${each.rule}: ${each.message}`)
    .join('\n');
}

describe('lint of who decides on changes', () => {
  it('finds nothing where every rung is sound and an approved change is used up', () => {
    expect(linted()).not.toMatch(/unknown-name|wrong-value/);
  });

  it.each([
    ['a role', 'role: LEAD, mayTouchKey', 'role: LEED, mayTouchKey', 'there is no role "LEED"'],
    [
      'who records for a body',
      'reservedItems: [committee]',
      'recordedBy: CLERC',
      'there is no role "CLERC"',
    ],
    [
      'a body that decides on its minute alone',
      'reservedItems: [committee]',
      'recordedBy: LEAD',
      'LEAD records what "LEAD" decides, and nobody says how many of it have to be present',
    ],
    ['a reserved item', '[committee] }', '[comittee] }', 'there is no item "comittee"'],
    ['a profile', 'keyProfiles: []', 'keyProfiles: [KAY]', 'there is no reminder profile "KAY"'],
    [
      'a last rung that does not decide on everything',
      'mayBreachHard: true, mayAddOrCancel: true',
      'mayBreachHard: true',
      '"LEAD" stands last and does not decide on everything',
    ],
    [
      'an approved change that could be used again',
      'changes: [{ set: { usedBy: { self: id } }, item: { payload: change } }]',
      'changes: []',
      'CLOSE acts on an approved change and leaves it to be used again',
    ],
    [
      'an impact that nothing asks for',
      'guard: { changeApproved: true }',
      'guard: { impactStands: { dates: dates, authority: authority } }',
      'does not say where that stands: give it "change"',
    ],
  ])('finds %s', (_words, part, by, message) => {
    expect(linted(part, by)).toContain(message);
  });
});

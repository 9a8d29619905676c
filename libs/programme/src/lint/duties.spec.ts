import { readFileSync } from 'node:fs';
import { lint, loadDefinition } from '../index.js';
import { smallDefinition } from '../../../../test/support/small-definition.js';

const linted = (separate: string, duty = ', duty: asker'): string[] => {
  const body = `
roles: { A: { title: Anybody } }
charts:
  request:
    title: Request
    separate: ${separate}
    initial: new
    states:
      new: { on: { ASK: { to: asked, roles: [A]${duty} } } }
      asked: { rest: true, on: { APPROVE: { to: approved, roles: [A], duty: approver } } }
      approved: { final: true }
items: { x: { chart: request, title: Desks, mark: proposed } }`;
  const loaded = loadDefinition('small.yaml', () => smallDefinition('small', body));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return lint(loaded.definition, loaded.locate).map((each) => each.message);
};

describe('lint of duties that stay apart', () => {
  it('finds nothing where every group is of duties that are performed, and every duty in a group', () => {
    expect(linted('[[asker, approver]]')).toEqual([]);
  });

  it('finds a duty that nobody performs, with what may be meant', () => {
    expect(linted('[[asker, approver], [askr, approver]]')).toEqual([
      'no transition performs the duty "askr"; did you mean "asker"?',
    ]);
  });

  it('finds a duty named twice in a group', () => {
    expect(linted('[[asker, approver, asker]]')).toEqual([
      expect.stringContaining('names a duty twice'),
    ]);
  });

  it('finds a duty that is kept apart from no other', () => {
    expect(linted('[]')).toEqual([
      expect.stringContaining('the duty "asker" is kept apart from no other'),
      expect.stringContaining('the duty "approver" is kept apart from no other'),
    ]);
  });
});

describe('lint of the register of overrides', () => {
  const found = (overrides: string): string[] => {
    const body = `
roles: { A: { title: Anybody } }
charts:
  room:
    title: Room
    overrides: ${overrides}
    fields:
      note: { type: text, optional: true }
      leave: { type: rows, optional: true, columns: { reason: { type: text } } }
    initial: open
    states: { open: { rest: true } }
items: { x: { chart: room, title: Hall, mark: proposed } }`;
    const loaded = loadDefinition('small.yaml', () => smallDefinition('small', body));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    return lint(loaded.definition, loaded.locate).map((each) => each.message);
  };

  it('finds nothing where it is one, and what is none, with what may be meant', () => {
    expect(found('leave')).toEqual([]);
    expect(found('note')).toEqual([expect.stringContaining('"note" is no register of the chart')]);
    expect(found('leav')).toEqual([expect.stringContaining('did you mean "leave"?')]);
  });
});

describe('lint of the register of colours stated', () => {
  const found = (statedColours: string, reason: string): string[] => {
    const text = readFileSync('programmes/kinds/milestone.yaml', 'utf8')
      .replace('statedColours: statedColours', `statedColours: ${statedColours}`)
      .replace(/(choices: \[GREEN, AMBER, RED\] }\n {10}reason: { type: )text/, `$1${reason}`);
    const entry = 'programmes/office-move/programme.yaml';
    const loaded = loadDefinition(entry, (path) =>
      path === 'programmes/kinds/milestone.yaml' ? text : readFileSync(path, 'utf8'),
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    return lint(loaded.definition, loaded.locate).map((each) => each.message);
  };

  it('finds nothing where it is one, and what is none or lacks a column', () => {
    expect(found('statedColours', 'text')).toEqual([]);
    expect(found('statedColour', 'text')).toEqual([
      expect.stringContaining('did you mean "statedColours"?'),
    ]);
    expect(found('statedColours', 'label')).toEqual([
      expect.stringContaining('must be rows with a column "reason" of type text'),
    ]);
  });
});

import { lint, loadDefinition } from '../index.js';
import { smallDefinition } from '../../../../test/support/small-definition.js';

/** An item that reports to a register of another; `append` is the change, `to` its opening value. */
const linted = (append: string, to = 'log'): string[] => {
  const body = `
roles: { A: { title: Anybody } }
charts:
  log:
    title: Log
    fields: { lines: { type: rows, title: Lines, columns: { text: { type: label } } } }
    initial: open
    states: { open: { final: true } }
  other:
    title: Other
    fields: { marks: { type: rows, title: Marks, columns: { text: { type: label } } } }
    initial: open
    states: { open: { final: true } }
  task:
    title: Task
    fields: { register: { type: item, title: Where it reports } }
    initial: new
    states:
      new: { on: { REPORT: { to: told, roles: [A], changes: [${append}] } } }
      told: { final: true }
items:
  log: { chart: log, title: Log, mark: proposed, data: { lines: { is: [] } } }
  other: { chart: other, title: Other, mark: proposed, data: { marks: { is: [] } } }
  x: { chart: task, title: Desks, mark: proposed, data: { register: { is: ${to} } } }`;
  const loaded = loadDefinition('small.yaml', () => smallDefinition('small', body));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return lint(loaded.definition, loaded.locate).map((each) => each.message);
};

const append = (register: string, item: string, column = 'text') =>
  `{ append: ${register}, item: ${item}, row: { ${column}: { value: Done } } }`;

describe('lint of rows for the register of another item', () => {
  it('finds nothing where the item named has it, by its id or in a field', () => {
    expect(linted(append('lines', '{ value: log }'))).toEqual([]);
    expect(linted(append('lines', '{ field: register }'))).toEqual([]);
  });

  it('finds a register that no chart has, with what may be meant', () => {
    expect(linted(append('line', '{ field: register }'))).toEqual([
      expect.stringContaining('no chart has a register "line"; did you mean "lines"?'),
    ]);
  });

  it('finds a column that no such register has', () => {
    const messages = linted(append('lines', '{ field: register }', 'txt'));
    expect(messages).toEqual([expect.stringContaining('"txt"')]);
  });

  it('finds an item that has no such register, named in the change or in an opening value', () => {
    expect(linted(append('lines', '{ value: other }'))).toEqual([
      expect.stringContaining('chart "Other"'),
    ]);
    expect(linted(append('lines', '{ field: register }'), 'other')).toEqual([
      expect.stringContaining('chart "Other"'),
    ]);
    expect(linted(append('lines', '{ value: lgo }'))).toEqual([
      expect.stringContaining('there is no item "lgo"; did you mean "log"?'),
    ]);
  });
});

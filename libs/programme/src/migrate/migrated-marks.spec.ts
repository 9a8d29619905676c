import { compiledFrom } from '../../../../test/support/move-programme.js';
import { manager, smallYaml } from '../../../../test/support/small-programme.js';
import { open } from '../decide/open.js';
import type { ItemState, ProgrammeState, ValueMark } from '../model.js';
import { applyMigration } from './plan-migration.js';

const at = '2026-03-02T09:00:00.000Z';
const small = compiledFrom(smallYaml);
const renamed = compiledFrom(
  `${smallYaml
    .replace('      size: { type', '      weight: { type')
    .replace(
      'set: { size: {',
      'set: { weight: {',
    )}migration: { from: small, fields: { task: { size: weight } } }\n`,
);
const mark: ValueMark = { mark: 'recorded', sources: [] };

const firstOf = ({ items: { first } }: ProgrammeState): ItemState => {
  if (first === undefined) throw new Error('there is no item "first"');
  return first;
};

/** The first task with a size, and with marks as a register of that name would have them. */
function sized(): ProgrammeState {
  const programme = { id: 'p', organisation: 'acme', title: 'P', actor: manager };
  const { state } = open(small, { ...programme, clock: 'live' }, at);
  const first = firstOf(state);
  const marks = { ...first.marks, size: mark, 'size.a': mark, 'size.a.title': mark, sizes: mark };
  const item = { ...first, data: { ...first.data, size: 7 }, marks };
  return { ...state, items: { ...state.items, first: item } };
}

const act = { actor: manager, role: 'SRO', authority: null, request: 'm', requestedBy: 'P-1' };
const forward = (state: ProgrammeState) =>
  applyMigration(small, renamed, state, act, at, { undo: false }).state;
const back = (state: ProgrammeState) =>
  applyMigration(renamed, small, state, act, at, { undo: true }).state;

describe('a field renamed by a migration', () => {
  test('takes along where its value, its rows and its cells come from, and nothing else', () => {
    const { data, marks } = firstOf(forward(sized()));
    expect(data).toMatchObject({ weight: 7 });
    expect(data).not.toHaveProperty('size');
    const { size, 'size.a': row, 'size.a.title': cell, ...rest } = firstOf(sized()).marks;
    expect(marks).toEqual({ ...rest, weight: size, 'weight.a': row, 'weight.a.title': cell });
    expect(marks).toHaveProperty('sizes');
  });

  test('has its marks as they were when the migration is undone', () => {
    expect(firstOf(back(forward(sized()))).marks).toEqual(firstOf(sized()).marks);
  });
});

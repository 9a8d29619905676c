import { opened } from '../../../../test/support/move-programme.js';
import type { ItemState, ProgrammeState } from '../model.js';
import { compareStates } from './compare-states.js';

const { state } = opened('2026-03-02T09:00:00.000Z');

const withItem = (id: string, change: Partial<ItemState>): ProgrammeState => {
  const item = state.items[id];
  if (item === undefined) throw new Error(`the programme has no "${id}"`);
  return { ...state, items: { ...state.items, [id]: { ...item, ...change } } };
};
const data = (id: string) => state.items[id]?.data ?? {};

describe('what differs between two states of a programme', () => {
  it('is nothing between a state and itself, nor between versions of an item alone', () => {
    expect(compareStates(state, state)).toEqual([]);
    expect(compareStates(state, withItem('north', { version: 9, revision: 9 }))).toEqual([]);
  });

  it('names a value as it was and as it is, and the state where that moved', () => {
    const later = withItem('north', {
      value: 'elsewhere',
      data: { ...data('north'), desks: 40 },
    });
    expect(compareStates(state, later)).toMatchObject([
      {
        item: 'north',
        change: 'changed',
        state: { was: expect.any(String), is: 'elsewhere' },
        values: [{ field: 'desks', row: null, was: null, is: 40 }],
      },
    ]);
  });

  it('names the rows of a register that came, changed or went, and no others', () => {
    const [first, second, ...rest] = data('committee')['members'] as { id: string }[]; // a register
    const joined = { id: 'joined', from: '2026-03-03', until: null, person: 'P09' };
    const members = [{ ...first, until: '2026-03-04' }, ...rest, joined] as never; // rows are JSON
    const later = withItem('committee', { data: { ...data('committee'), members } });
    const [committee] = compareStates(state, later);
    expect(committee?.values.map(({ field, row, was, is }) => [field, row, was, is])).toEqual([
      ['members', first?.id, first, { ...first, until: '2026-03-04' }],
      ['members', 'joined', null, joined],
      ['members', second?.id, second, null],
    ]);
  });

  it('tells items that came from items that went', () => {
    const { north, ...others } = state.items;
    const without = { ...state, items: others };
    expect(compareStates(without, state)).toMatchObject([{ item: 'north', change: 'added' }]);
    expect(compareStates(state, without)).toMatchObject([
      { item: 'north', change: 'removed', title: north?.title, state: { is: null } },
    ]);
  });
});

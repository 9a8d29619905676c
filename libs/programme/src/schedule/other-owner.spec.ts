import { calendarYaml } from '../../../../test/support/calendar-programme.js';
import { openWithKinds } from '../../../../test/support/open-with-kinds.js';
import { timerChanges } from '../index.js';

describe('a milestone that goes to an owner elsewhere, for the same day', () => {
  const now = '2013-10-02T09:00:00.000Z';
  const { compiled, state } = openWithKinds(calendarYaml, '2013-10-01T09:00:00.000Z');
  const owned = (id: string, owner: string) => {
    const item = state.items[id];
    if (item === undefined) throw new Error(`there is no ${id}`);
    const due = { precision: 'DAY', bound: 'BY', hardness: 'TARGET', date: '2013-11-29' };
    return {
      ...state,
      items: { ...state.items, [id]: { ...item, data: { ...item.data, due, owner } } },
    };
  };
  const moved = (id: string, from: string, to: string) => {
    const { set, cancel } = timerChanges(compiled, owned(id, from), owned(id, to), now);
    const isReminder = ({ key }: { key: string }) => key.startsWith('T');
    return {
      set: set.filter(isReminder).map(({ key, dueAt }) => `${key} ${dueAt}`),
      cancel: cancel.filter(isReminder).map(({ key }) => key),
    };
  };

  it('has the reminders moved that its new calendar moves, and keeps the rest', () => {
    expect(moved('south', 'PMO', 'SCOT')).toEqual({
      set: ['T+1@2013-11-29>2013-12-03 2013-12-03T09:00:00.000Z'],
      cancel: ['T+1@2013-11-29'],
    });
    expect(moved('glasgow', 'SCOT', 'PMO')).toEqual({
      set: ['T+1@2013-11-29>2013-12-02 2013-12-02T09:00:00.000Z'],
      cancel: ['T+1@2013-11-29'],
    });
  });

  it('has them moved back with it', () => {
    expect(moved('south', 'SCOT', 'PMO')).toEqual({
      set: ['T+1@2013-11-29 2013-12-02T09:00:00.000Z'],
      cancel: ['T+1@2013-11-29>2013-12-03'],
    });
  });

  it('keeps them all with another owner of the same calendar, and where it has its own', () => {
    expect(moved('south', 'PMO', 'SRO')).toEqual({ set: [], cancel: [] });
    expect(moved('north', 'SCOT', 'PMO')).toEqual({ set: [], cancel: [] });
  });
});

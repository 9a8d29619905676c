import { person } from '../../../../test/support/move-programme.js';
import { compiled } from '../../../../test/support/reference-programme.js';
import { open } from '../decide/open.js';
import type { ItemState, ProgrammeState, Timer } from '../model.js';
import { remind } from './remind.js';

const programme = {
  id: 'reference',
  organisation: 'soca',
  title: 'Reference',
  clock: 'rehearsal' as const,
  actor: person('P-101', 'PROGRAMME_MANAGER'),
};
const { state } = open(compiled, programme, '2011-03-31T07:00:00.000Z');
const having = (id: string, change: (item: ItemState) => ItemState): ProgrammeState => {
  const item = state.items[id];
  if (item === undefined) throw new Error(`there is no item ${id}`);
  return { ...state, items: { ...state.items, [id]: change(item) } };
};
const dated = (id: string, date: string) =>
  having(id, (item) => ({ ...item, data: { ...item.data, due: { precision: 'DAY', date } } }));

const reminder: Timer = {
  item: 'M06',
  kind: 'reminder',
  key: 'T-60@2011-07-29',
  dueAt: '2011-05-05T08:00:00.000Z',
  detail: { offset: -60, deadline: '2011-07-29', committed: '2011-07-31', profile: 'STAT' },
};
const check: Timer = {
  item: 'M07',
  kind: 'check',
  key: 'W-1@2011-03-31',
  dueAt: '2011-05-04T08:00:00.000Z',
  detail: { offset: 20, deadline: null, committed: null, profile: 'WATCH' },
};

describe('a due reminder', () => {
  it('goes to the owner, and brings what comes next', () => {
    const { notice, next } = remind(compiled, state, reminder, reminder.dueAt);
    expect(notice).toMatchObject({
      id: 'M06.T-60@2011-07-29',
      toRoles: ['DIRECTOR_GENERAL'],
      data: { late: false, wording: 'will be published in July' },
    });
    expect(next?.key).toBe('T-40@2011-07-29');
  });

  it.each<[string, ProgrammeState, string]>([
    ['its date has moved', dated('M06', '2011-09-30'), 'its date has moved'],
    [
      'it was achieved meanwhile',
      having('M06', (item) => ({ ...item, value: 'achieved' })),
      'it is achieved',
    ],
    ['it is no milestone any more', { ...state, items: {} }, 'it is no milestone any more'],
  ])('is silent, and says why, when %s', (_, now, why) => {
    expect(remind(compiled, now, reminder, reminder.dueAt)).toEqual({
      notice: null,
      next: null,
      why,
    });
  });
});

describe('a due check of something watched', () => {
  it('goes to whom the profile tells, and the next one follows', () => {
    const { notice, next } = remind(compiled, state, check, check.dueAt);
    expect(notice).toMatchObject({ template: 'check', toRoles: ['PMO'] });
    expect(next?.key).toBe('W-2@2011-03-31');
  });

  it('goes on when what is watched gets a date', () => {
    const { notice, next } = remind(compiled, dated('M07', '2012-01-31'), check, check.dueAt);
    expect([notice?.template, next?.key]).toEqual(['check', 'W-2@2011-03-31']);
  });

  it('is silent once it is counted from another day', () => {
    const again = having('M07', (item) => ({ ...item, since: '2011-04-20' }));
    expect(remind(compiled, again, check, check.dueAt)).toMatchObject({
      notice: null,
      why: 'its date has moved',
    });
  });
});

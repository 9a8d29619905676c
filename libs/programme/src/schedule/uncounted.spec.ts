import { calendarYaml } from '../../../../test/support/calendar-programme.js';
import { openWithKinds } from '../../../../test/support/open-with-kinds.js';
import { newlyUncounted, uncounted, type ProgrammeState } from '../index.js';

const { compiled, state } = openWithKinds(calendarYaml, '2013-10-01T09:00:00.000Z');

/** The programme with one milestone moved to another day. */
function moved(date: string, from: ProgrammeState = state): ProgrammeState {
  const { north } = from.items;
  if (north === undefined) throw new Error('there is no north');
  const due = { precision: 'DAY', bound: 'BY', hardness: 'TARGET', date };
  return { ...from, items: { ...from.items, north: { ...north, data: { ...north.data, due } } } };
}
const saidOf = (programme: ProgrammeState) => {
  const { north } = programme.items;
  return north === undefined ? null : uncounted(compiled, programme, north);
};

describe('a date beyond the years whose holidays a calendar knows', () => {
  const words =
    'North (north) is for 2031-03-31, and calendar scotland knows holidays from 2010 to 2028 alone: working days there are counted without any. Adopt a table that covers 2031.';

  it('is said of its milestone, with what to do', () => {
    expect(saidOf(moved('2031-03-31'))).toBe(words);
  });

  it.each(['2010-01-04', '2013-12-02', '2028-12-29'])('is not said of %s, a day within', (day) => {
    expect(saidOf(moved(day))).toBeNull();
  });

  it('is not said of what is closed', () => {
    const { north } = moved('2031-03-31').items;
    expect(north && uncounted(compiled, state, { ...north, closed: true })).toBeNull();
  });

  it('is news when an event moves it there, and not of what stayed there', () => {
    const there = moved('2031-03-31');
    expect(newlyUncounted(compiled, state, there)).toEqual([words]);
    expect(newlyUncounted(compiled, there, there)).toEqual([]);
    expect(newlyUncounted(compiled, there, moved('2013-12-02', there))).toEqual([]);
  });
});

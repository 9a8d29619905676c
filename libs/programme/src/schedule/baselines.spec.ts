import { calendarYaml } from '../../../../test/support/calendar-programme.js';
import { openWithKinds } from '../../../../test/support/open-with-kinds.js';
import { compareBaselines, type JsonObject, type ProgrammeState } from '../index.js';

const { compiled, state } = openWithKinds(calendarYaml, '2013-10-01T09:00:00.000Z');

/** The programme with an approved baseline for each of these plans. */
function baselined(...plans: JsonObject[][]): ProgrammeState {
  const { south } = state.items;
  if (south === undefined) throw new Error('there is no south');
  const baselines = plans.map((plan, index) => {
    const id = `baseline-${index + 1}`;
    return [id, { ...south, id, chart: 'baseline', value: 'approved', data: { plan } }] as const;
  });
  return { ...state, items: { ...state.items, ...Object.fromEntries(baselines) } };
}

const dated = (id: string, date: string) => ({
  id,
  committed: date,
  due: { precision: 'DAY', bound: 'BY', hardness: 'TARGET', date },
});

describe('between two baselines', () => {
  it('a milestone moves by as many working days as its own calendar has', () => {
    // 2 December 2013 is worked in England, and St Andrew's Day in Scotland.
    const ids = ['south', 'north', 'glasgow'];
    const plans = ['2013-11-29', '2013-12-03'].map((day) => ids.map((id) => dated(id, day)));
    const compared = compareBaselines(compiled, baselined(...plans), 1, 2);
    expect(compared?.moved.map(({ item, workingDays }) => [item, workingDays])).toEqual([
      ['south', 2],
      ['north', 1],
      ['glasgow', 1],
    ]);
  });

  it('one that was removed is told as such, and one without a day has moved by none', () => {
    const undated = { ...dated('north', '2013-11-29'), committed: null };
    const after = baselined(
      [dated('south', '2013-11-29'), undated],
      [dated('north', '2013-12-03')],
    );
    expect(compareBaselines(compiled, after, 1, 2)).toMatchObject({
      removed: [{ item: 'south' }],
      moved: [{ item: 'north', workingDays: null }],
    });
  });

  it('of which one is not there nothing is told', () => {
    expect(compareBaselines(compiled, baselined([]), 1, 2)).toBeNull();
  });
});

import { readFileSync } from 'node:fs';
import { calendarDaysBetween } from '#plan';
import { lint, milestonePlan, placeOf, rehearse, slipOf, stateWords } from '#programme';
import {
  compiled,
  history,
  locate,
  reference,
  replay,
  sha256,
} from '../support/reference-programme.js';

const done = rehearse(compiled, history, sha256);
const stateOf = (item: string, run = done) => stateWords(run.state.items[item]?.value ?? 'none');
const actualOf = (item: string) => done.state.items[item]?.data['actual'];

describe('the reference programme', () => {
  it('lints without a message', () => {
    expect(lint(reference, locate)).toEqual([]);
  });

  it('cites every fact of its source, or says why one is context only', () => {
    const { facts: _facts, context, ...rest } = reference;
    const cited = new Set(JSON.stringify(rest).match(/(?<=")S\d{2}[a-g]?(?=")/g));
    const uncited = Object.keys(reference.facts).filter(
      (fact) => !cited.has(fact) && context[fact] === undefined,
    );
    expect(uncited).toEqual([]);
    expect(Object.keys(reference.facts)).toHaveLength(103);
  });

  it('cites no fact that its source does not have', () => {
    const { facts, ...rest } = reference;
    const cited = JSON.stringify(rest).match(/(?<=")S\d{2}[a-g]?(?=")/g) ?? [];
    expect(cited.filter((fact) => facts[fact] === undefined)).toEqual([]);
  });

  it('calls no fact context that it also uses', () => {
    const { facts: _facts, context, ...rest } = reference;
    const cited = new Set(JSON.stringify(rest).match(/(?<=")S\d{2}[a-g]?(?=")/g));
    expect(Object.keys(context).filter((fact) => cited.has(fact))).toEqual([]);
    expect(Object.values(context).filter((why) => !why.startsWith('context only: '))).toEqual([]);
  });

  it('quotes the source word for word, on the lines it names', () => {
    const text = readFileSync('programmes/evolve-nca/sources/soca-annual-plan-2011-12.txt', 'utf8');
    const lines = text.split('\n');
    const wrong = Object.entries(reference.facts).filter(([, { quote, lines: at }]) =>
      at.some((line) => !(lines[line - 1] ?? '').includes(quote)),
    );
    expect(wrong.map(([id]) => id)).toEqual([]);
  });

  it('gives every item a mark, and every value that is not known a reason', () => {
    const silent = Object.entries(reference.items).flatMap(([id, item]) =>
      Object.entries(reference.charts[item.chart]?.fields ?? {})
        .filter(([field, { optional }]) => !optional && item.data[field] === undefined)
        .map(([field]) => `${id}.${field}`),
    );
    expect(silent).toEqual([]);
  });

  it('names nobody whom neither the plan nor the record names', () => {
    const named = Object.values(reference.people).filter((each) => each.mark !== 'proposed');
    expect(named.map((each) => each.name)).toHaveLength(10);
    const invented = Object.values(reference.people)
      .filter((each) => each.mark === 'proposed')
      .filter((each) => !/to be confirmed|as who acts/.test(each.name));
    expect(invented).toEqual([]);
  });
});

describe('the history of the reference programme', () => {
  it('meets no refusal', () => {
    expect(done.refusals).toEqual([]);
    expect(done.unforeseen).toEqual([]);
  });

  it('keeps statements that contradict each other side by side, and goes by one', () => {
    const rows = done.state.items['conflicts']?.data['statements'];
    expect(rows).toMatchObject([
      {
        about: 'M19',
        oneSays: expect.stringContaining('2013'),
        otherSays: expect.stringContaining('2012'),
        otherSource: 'Two press items of October 2011',
        goesBy: 'ONE',
        because: expect.stringContaining('The plan is the commitment'),
      },
    ]);
    expect(done.state.items['M19']?.data['due']).toMatchObject({ date: '2013-12' });
  });

  it('keeps what is on record apart from what is assumed', () => {
    expect(done.rows).toEqual({ history: 13, assumed: 151 });
  });

  it.each([
    ['programme', 'embedding'],
    ['sp', 'transferred'],
    ['csd', 'transferred'],
    ['od', 'transferred'],
    ['nca-transition', 'complete'],
    ['priorities', 'lapsed'],
    ['board', 'sound'],
    ['milestone-1', 'achieved'],
  ])('ends with %s in %s', (item, state) => {
    expect(stateOf(item)).toBe(state);
  });

  it.each([
    ['M01', '2011-03-31'],
    ['M02', '2011-04-01'],
    ['M03', '2011-04-01'],
    ['M04', '2011-04-01'],
    ['M05', '2011-03-31'],
    ['M07', '2011-07-28'],
    ['M08', '2011-06-08'],
    ['M13', '2012-01-16'],
    ['M19', '2013-10-07'],
    ['milestone-1', '2015-05-20'],
  ])('achieves %s on %s', (milestone, day) => {
    expect(stateOf(milestone)).toBe('achieved');
    expect(actualOf(milestone)).toBe(day);
  });

  it.each([
    ['M06', 'active (forecast.late, escalation.L4)'],
    ['M09', 'active (forecast.onPlan, escalation.L2)'],
    ['M10', 'active (forecast.late, escalation.L4)'],
    ['M11', 'active (forecast.late, escalation.L4)'],
    ['M12', 'active (forecast.late, escalation.L4)'],
    ['M14', 'active (forecast.late, escalation.L4)'],
    ['M15', 'draft'],
    ['M16', 'draft'],
    ['M17', 'draft'],
    ['M18', 'draft'],
  ])('leaves %s %s, since the record does not tell', (milestone, state) => {
    expect(stateOf(milestone)).toBe(state);
    expect(actualOf(milestone)).toBeNull();
  });

  it('holds M10 to 20 working days after M07, once that is achieved, and to no day before', () => {
    const { items } = done.state;
    const [m07, m10] = [items['M07'], items['M10']];
    if (m07 === undefined || m10 === undefined) throw new Error('M07 or M10 is missing');
    const planned = { wording: 'will be reviewed following publication of that strategy' };
    expect(milestonePlan(compiled, m10, items)).toMatchObject({ committed: '2011-08-25', planned });
    const unwritten = { ...items, M07: { ...m07, value: 'claimed' } };
    expect(milestonePlan(compiled, m10, unwritten)).toMatchObject({ committed: null, planned });
    expect(placeOf(compiled, { ...done.state, items: unwritten }, 'M10')).toMatchObject({
      kind: 'notCalculable',
    });
  });

  it('reaches M19 85 calendar days, 59 working days, ahead; 54 in the strict reading', () => {
    const m19 = done.state.items['M19'];
    const plan = m19 === undefined ? null : milestonePlan(compiled, m19, done.state.items);
    expect(plan).toMatchObject({ committed: '2013-12-31', strict: '2013-11-30' });
    expect(plan && slipOf(plan)).toEqual({ workingDays: -59, calendarDays: -85 });
    expect(calendarDaysBetween('2013-10-07', plan?.strict ?? '')).toBe(54);
    expect(plan?.planned).toMatchObject({ reading: { strict: false, basis: 'proposed' } });
  });

  it('keeps the Northern Ireland residual open until the day before it was decided', () => {
    const before = replay(history.events, [], '2015-05-19 23:59');
    expect(before.state.items['milestone-1']).toMatchObject({
      title: 'Full powers in Northern Ireland',
      data: { profile: 'RESIDUAL', owner: 'HOME_OFFICE_SPONSOR' },
    });
    expect(stateOf('milestone-1', before)).toMatch(/^active/);
    expect(stateOf('nca-transition', before)).toBe('integrating');
  });

  it('vests with residuals on 7 October 2013, in the night, by the system', () => {
    const vesting = done.entries.find((each) => each.entry.event?.type === 'VESTING_DATE_REACHED');
    expect(vesting?.entry).toMatchObject({
      to: 'vestedWithResiduals',
      recordedAt: '2013-10-06T23:00:00.000Z',
      actor: { role: 'SYSTEM' },
    });
  });
});

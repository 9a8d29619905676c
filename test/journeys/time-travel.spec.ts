import { rehearse, stateWords, type ProgrammeState } from '#programme';
import { openLived, publishReference, type LivedProgramme } from '../support/lived-programme.js';
import { compiled, history, sha256 } from '../support/reference-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const DAYS = ['2011-03-31', '2011-04-01', '2012-06-30', '2013-10-06', '2013-10-07', '2015-06-01'];

/** The state of the rehearsal when a day ends. */
const replayed = (day: string): ProgrammeState =>
  rehearse(compiled, { ...history, until: `${day} 23:59` }, sha256).state;

const statesOf = ({ items }: ProgrammeState) =>
  Object.values(items).map(({ id, value }) => [id, stateWords(value)]);

describe('the reference programme as at a day', () => {
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), history.programme);
    await lived.live();
    await lived.moveTo('2015-06-01 12:00');
  }, 60_000);
  afterAll(() => test.close());

  it.each(DAYS)('audit story 2: stands on %s as a replay to that day leaves it', async (day) => {
    const then = replayed(day);
    const { body } = await lived.read(`/items?at=${day}`);
    expect(body.asAt).toEqual({ day, basis: 'recorded', head: then.head, leftOut: [] });
    const shown = body.items.map((each: { item: string; state: string }) => [
      each.item,
      each.state,
    ]);
    expect(shown).toEqual(statesOf(then));
  });

  it('shows values and milestones of then, on the clock of then', async () => {
    const view = await lived.read('?at=2011-04-01');
    expect(view.body).toMatchObject({ today: '2011-04-01', asAt: { day: '2011-04-01' } });
    const before = await lived.read('/milestones?at=2013-10-06');
    const m19 = before.body.milestones.find((each: { item: string }) => each.item === 'M19');
    expect(m19).toMatchObject({ achieved: false, actual: null });
    expect(before.body.morning).toBeNull();
    const after = await lived.read('/items/M19?at=2013-10-07');
    expect(after.body).toMatchObject({ item: 'M19', asAt: { day: '2013-10-07' } });
    const now = await lived.read('/items/M19');
    expect(now.body.asAt).toBeNull();
  });

  it('tells what differs between two days, and nothing between a day and itself', async () => {
    const { body } = await lived.read('/history/differences?from=2013-10-06&to=2013-10-07');
    const m19 = body.items.find((each: { item: string }) => each.item === 'M19');
    expect(m19).toMatchObject({ change: 'changed', state: { is: 'achieved' } });
    expect(body.from.head.sequence).toBeLessThan(body.to.head.sequence);
    const none = await lived.read('/history/differences?from=2012-06-30&to=2012-06-30');
    expect(none.body.items).toEqual([]);
  });

  it('goes by when things happened, on request', async () => {
    const { body } = await lived.read('?at=2012-06-30&basis=occurred');
    expect(body.asAt).toMatchObject({ basis: 'occurred', leftOut: [] });
  });

  it.each([
    ['?at=2010-01-01', '"2010-01-01" is before anything was recorded'],
    ['?at=2031-01-01', '"2031-01-01" has not come'],
    ['?at=2011-02-30', 'must be a day that exists'],
    ['?basis=occurred', 'says nothing without a day'],
    ['?at=2012-06-30&basis=guess', 'guess'],
    ['/history/differences?from=2013-01-01&to=2012-01-01', '"2013-01-01" is after "2012-01-01"'],
  ])('refuses %s, and says why', async (path, words) => {
    const { status, body } = await lived.read(path);
    expect(status).toBe(400);
    expect(JSON.stringify(body.errors)).toContain(JSON.stringify(words).slice(1, -1));
  });
});

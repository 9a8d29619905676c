import { rehearse, stateWords } from '#programme';
import {
  allPages,
  openLived,
  publishReference,
  type LivedProgramme,
} from '../support/lived-programme.js';
import { compiled, history, sha256 } from '../support/reference-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

describe('the history of the reference programme, lived through HTTP', () => {
  const offline = rehearse(compiled, history, sha256);
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), history.programme);
    await lived.live();
    await lived.moveTo(history.until ?? '');
  }, 60_000);
  afterAll(() => test.close());

  const milestone = async (item: string) => {
    const { body } = await lived.read('/milestones');
    return body.milestones.find((each: { item: string }) => each.item === item);
  };

  it('ends with exactly the ledger head of the rehearsal without a server', async () => {
    const { body } = await lived.read('');
    expect(body.head).toEqual(offline.state.head);
    expect(body).toMatchObject({ today: '2015-06-01', clock: 'rehearsal' });
  });

  it('verifies, with no refusal in it', async () => {
    const { body } = await lived.read('/history/verify');
    expect(body).toMatchObject({
      ok: true,
      history: { entries: offline.entries.length, head: offline.state.head.hash },
      refusals: { entries: 0 },
    });
  });

  it('has each entry of the rehearsal in its place, told in words', async () => {
    const entries = await allPages(test, `${lived.at}/history?limit=500`);
    expect(entries.map((each) => each.hash)).toEqual(offline.entries.map((each) => each.hash));
    const vesting = entries.find((each) => each.event === 'VESTING_DATE_REACHED');
    expect(vesting).toMatchObject({
      words: expect.stringContaining('The system: VESTING_DATE_REACHED'),
      from: 'readyToVest',
      to: 'vestedWithResiduals',
      recordedLocal: '2013-10-07 00:00',
    });
  });

  it('reaches M19 on 7 October 2013, 85 days and 59 working days ahead, with both readings', async () => {
    expect(await milestone('M19')).toMatchObject({
      achieved: true,
      actual: '2013-10-07',
      planned: { precision: 'MONTH', bound: 'BY', date: '2013-12' },
      committed: '2013-12-31',
      strict: '2013-11-30',
      slip: { calendarDays: -85, workingDays: -59 },
    });
  });

  it('closes the Northern Ireland residual on 20 May 2015', async () => {
    expect(await milestone('milestone-1')).toMatchObject({
      title: 'Full powers in Northern Ireland',
      achieved: true,
      actual: '2015-05-20',
    });
  });

  it('leaves every item in the state of the rehearsal', async () => {
    const { body } = await lived.read('/items');
    const states = body.items.map((each: { item: string; state: string }) => [
      each.item,
      each.state,
    ]);
    expect(Object.fromEntries(states)).toEqual(
      Object.fromEntries(
        Object.values(offline.state.items).map(({ id, value }) => [id, stateWords(value)]),
      ),
    );
    expect(Object.fromEntries(states)).toMatchObject({
      programme: 'embedding',
      sp: 'transferred',
      csd: 'transferred',
      od: 'transferred',
      'nca-transition': 'complete',
    });
  });

  it('keeps each notice of the rehearsal as what would have gone to whom, and sends none', async () => {
    const { body } = await lived.read('/notices?limit=1000');
    expect(body.total).toBe(offline.notices.length);
    const ids = body.notices.map((each: { id: string }) => each.id);
    expect(ids.toSorted()).toEqual(offline.notices.map((each) => each.id).toSorted());
    const sent = body.notices.filter(
      (each: { delivers: boolean; deliveries: unknown[] }) =>
        each.delivers || each.deliveries.length > 0,
    );
    expect(sent).toEqual([]);
  });

  it('has the timers of the rehearsal still to come, none for an achieved milestone', async () => {
    const { body } = await lived.read('/reminders?status=pending&limit=1000');
    const due = body.reminders.map((each: { item: string; key: string; dueAt: string }) =>
      [each.item, each.key, each.dueAt].join(' '),
    );
    const pending = offline.pending.map((each) => [each.item, each.key, each.dueAt].join(' '));
    expect(due.toSorted()).toEqual(pending.toSorted());
    const { body: plan } = await lived.read('/milestones');
    const achieved = plan.milestones
      .filter((each: { achieved: boolean }) => each.achieved)
      .map((each: { item: string }) => each.item);
    expect(achieved).toHaveLength(10);
    const late = body.reminders.filter((each: { item: string }) => achieved.includes(each.item));
    expect(late).toEqual([]);
  });

  it('has a notice for each reminder that fired', async () => {
    const { body } = await lived.read('/reminders?status=rehearsed&kind=reminder&limit=1000');
    const { body: told } = await lived.read('/notices?limit=1000');
    const ids = new Set(told.notices.map((each: { id: string }) => each.id));
    expect(body.total).toBeGreaterThan(20);
    expect(body.reminders.filter((each: { notice: string }) => !ids.has(each.notice))).toEqual([]);
  });
});

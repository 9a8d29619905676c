import { runWith } from '../../support/cli.js';
import { openLived, publishReference, type LivedProgramme } from '../../support/lived-programme.js';
import { history } from '../../support/reference-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

describe('a colour stated beside the computed one', () => {
  let test: TestApi;
  let lived: LivedProgramme;
  let item: string;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), history.programme);
    await lived.live(undefined, '2011-06-01 12:00');
    await lived.moveTo('2011-06-01 12:00');
    const { body } = await lived.read('/milestones');
    const coloured = body.milestones.filter(
      (each: { rag: object | null; achieved: boolean }) => each.rag !== null && !each.achieved,
    );
    item = coloured[0].item;
  }, 60_000);
  afterAll(() => test.close());

  const ragNow = async (query = '') => {
    const { body } = await lived.read(`/milestones${query}`, 'auditor');
    return body.milestones.find((each: { item: string }) => each.item === item).rag;
  };
  const state = (payload: Record<string, string>, as = 'sro') =>
    lived.send(as, item, 'STATE_COLOUR', {
      colour: 'RED',
      reason: 'The supplier is late.',
      ...payload,
    });

  it.each([
    ['by somebody who may not', { until: '2011-06-20' }, 'pmo', 403, 'Senior responsible owner'],
    ['without a day on which it ends', {}, 'sro', 422, 'until'],
    ['for longer than 31 days', { until: '2011-07-20' }, 'sro', 422, '31 days at most'],
    ['for no day at all', { until: '2011-06-01' }, 'sro', 422, 'It holds for a day at least'],
    ['in a colour that there is not', { until: '2011-06-20', colour: 'PINK' }, 'sro', 422, 'PINK'],
    ['without a reason', { until: '2011-06-20', reason: ' ' }, 'sro', 422, 'reason'],
  ])('is refused %s', async (_, payload, as, status, words) => {
    const reply = await state(payload, as);
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(words)]);
    expect((await ragNow()).stated).toBeNull();
  });

  it('shows both, with author, reason and last day; the computed one never changes by it', async () => {
    const before = await ragNow();
    expect((await state({ until: '2011-06-20' })).status).toBe(201);
    const { stated, ...computed } = await ragNow();
    expect({ ...computed, stated: null }).toEqual(before);
    expect(stated).toEqual({
      colour: 'RED',
      reason: 'The supplier is late.',
      by: 'P-102',
      from: '2011-06-01',
      until: '2011-06-20',
    });
    const args = ['milestones', '--programme', history.programme, '--as', 'auditor'];
    const { out } = await runWith({ test }, args);
    expect(out).toContain(`${computed.colour} (P-102 states RED until 2011-06-20)`);
  });

  it('gives way to the next, and is withdrawn by whoever may state one', async () => {
    expect((await state({ until: '2011-06-25', colour: 'AMBER' })).status).toBe(201);
    expect((await ragNow()).stated).toMatchObject({ colour: 'AMBER', until: '2011-06-25' });
    expect((await lived.send('sro', item, 'WITHDRAW_COLOUR')).status).toBe(201);
    expect((await ragNow()).stated).toBeNull();
    const again = await lived.send('sro', item, 'WITHDRAW_COLOUR');
    expect([again.status, again.text]).toEqual([
      422,
      expect.stringContaining('A colour is stated'),
    ]);
  });

  it('ends by itself on its day, and the report has every one of them', async () => {
    expect((await state({ until: '2011-06-15', colour: 'GREEN' })).status).toBe(201);
    await lived.moveTo('2011-06-14 23:00');
    expect((await ragNow()).stated).toMatchObject({ colour: 'GREEN' });
    await lived.moveTo('2011-06-15 00:30');
    expect((await ragNow()).stated).toBeNull();
    expect((await ragNow('?at=2011-06-10')).stated).toMatchObject({ colour: 'GREEN' });
    const { body } = await lived.read('/reports/overrides', 'auditor');
    const at = (name: string) => body.columns.indexOf(name);
    const lines = body.lines.filter((line: string[]) => line[at('Event')] === 'STATE_COLOUR');
    expect(lines.map((line: string[]) => line[at('Person')])).toEqual(['P-102', 'P-102', 'P-102']);
    expect(lines[0][at('What was recorded')]).toContain('The supplier is late.');
  });
});

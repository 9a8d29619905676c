import { runWith } from '../../support/cli.js';
import { openLived, publishReference, type LivedProgramme } from '../../support/lived-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

describe('audit story 13: a RAG is overridden beside the computed one', () => {
  const reason = 'The appointment is agreed; only the letter is missing';
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), 'colours');
    const late = { forecast: '2013-06-03', reason: 'Nobody is appointed' };
    expect((await lived.send('programme-manager', 'M11', 'REFORECAST', late)).status).toBe(201);
  }, 60_000);
  afterAll(() => test.close());

  const colours = async (query = '') => {
    const { body } = await lived.read(`/milestones${query}`, 'auditor');
    const { rag, stated } = body.milestones.find((each: { item: string }) => each.item === 'M11');
    return { rag, stated };
  };
  const state = (as: string, colour: string, until: string, why = reason) =>
    lived.send(as, 'M11', 'STATE_COLOUR', { colour, reason: why, until });
  const computed = { colour: 'RED', reasons: [expect.stringContaining('late')] };

  it.each([
    ['somebody whose role the chart does not name', 'pmo', 'AMBER', '2011-04-20', reason, 403],
    ['no reason', 'sro', 'AMBER', '2011-04-20', ' ', 422],
    ['a day further than the chart allows', 'sro', 'AMBER', '2011-05-01', reason, 422],
    ['a day that has come', 'sro', 'AMBER', '2011-03-31', reason, 422],
    ['a colour that there is not', 'sro', 'BLUE', '2011-04-20', reason, 422],
  ])('is refused with %s', async (_, as, colour, until, why, status) => {
    expect((await state(as, colour, until, why)).status).toBe(status);
    expect(await colours()).toMatchObject({ rag: computed, stated: null });
  });

  it('is not withdrawn where none is stated', async () => {
    const refused = await lived.send('sro', 'M11', 'WITHDRAW_COLOUR', { reason: 'It is not so' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    expect(refused.body.detail).toContain('A stated colour has not ended yet');
  });

  it('shows the computed and the stated value, its author, its reason and its expiry', async () => {
    expect((await state('sro', 'GREEN', '2011-04-05')).status).toBe(201);
    await lived.moveTo('2011-04-01 09:00');
    expect((await state('sro', 'AMBER', '2011-04-11')).status).toBe(201);
    expect(await colours()).toMatchObject({
      rag: computed,
      stated: { colour: 'AMBER', reason, by: 'P-102', from: '2011-04-01', until: '2011-04-11' },
    });
    const { out } = await runWith({ test }, [
      'milestones',
      '--programme',
      'colours',
      '--as',
      'auditor',
    ]);
    expect(out).toMatch(/M11 .*RED \/ AMBER/);
    expect(out).toContain(`P-102 states AMBER until 2011-04-11: ${reason}`);
  });

  it('expires by itself: on that day only the computed value is left', async () => {
    await lived.moveTo('2011-04-10 23:59');
    expect((await colours()).stated).toMatchObject({ colour: 'AMBER' });
    await lived.moveTo('2011-04-11 00:01');
    expect(await colours()).toMatchObject({ rag: computed, stated: null });
    expect((await colours('?at=2011-03-31')).stated).toMatchObject({ colour: 'GREEN' });
    expect((await colours('?at=2011-04-05')).stated).toMatchObject({ colour: 'AMBER' });
  });

  it('ends at once when it is withdrawn', async () => {
    expect((await state('sro', 'GREEN', '2011-05-11')).status).toBe(201);
    const withdrawn = await lived.send('sro', 'M11', 'WITHDRAW_COLOUR', { reason: 'It slips' });
    expect(withdrawn.status).toBe(201);
    expect(await colours()).toMatchObject({ rag: computed, stated: null });
  });

  it('stands in the report of overrides, with what was computed then', async () => {
    const { body } = await lived.read('/reports/overrides', 'auditor');
    const lines = body.lines.map((line: unknown[]) =>
      ['Event', 'Person', 'Of', 'What was recorded', 'Computed then', 'Until'].map(
        (name) => line[body.columns.indexOf(name)],
      ),
    );
    const red = expect.stringMatching(/^RED: .*late/);
    const said = (colour: string) =>
      expect.stringMatching(new RegExp(`colour: ${colour}; .*reason: The appointment is agreed`));
    expect(lines).toEqual([
      ['STATE_COLOUR', 'P-102', 'M11', said('GREEN'), red, '2011-04-05'],
      [
        'STATE_COLOUR',
        'P-102',
        'M11',
        `ended: statedColours-1; reason: ${reason}`,
        red,
        '2011-04-01',
      ],
      ['STATE_COLOUR', 'P-102', 'M11', said('AMBER'), red, '2011-04-11'],
      ['STATE_COLOUR', 'P-102', 'M11', said('GREEN'), red, '2011-05-11'],
      [
        'WITHDRAW_COLOUR',
        'P-102',
        'M11',
        'ended: statedColours-3; reason: It slips',
        red,
        '2011-04-11',
      ],
    ]);
  });
});

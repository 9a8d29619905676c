import { openLived, publishReference, type LivedProgramme } from '../../support/lived-programme.js';
import { evidence } from '../../support/reference-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

describe('audit story 12: a gate is approved with conditions', () => {
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), 'conditions');
    // The gate of Strategy and Prevention is reviewed and answered, and waits for the Board.
    await lived.live(undefined, '2011-03-31 10:53');
  }, 60_000);
  afterAll(() => test.close());

  const minuted = { body: 'BOARD', minute: 'Minute 1', members: ['P01', 'P03', 'P04', 'P06'] };
  const gate = (event: string, payload = {}, as = 'board-secretary') =>
    lived.send(as, 'G4-sp', event, payload);
  const action = async (): Promise<Record<string, unknown>> => {
    const { body } = await lived.read('/items/action-1', 'auditor');
    const values = body.values.map((each: { field: string; value: unknown }) => [
      each.field,
      each.value,
    ]);
    return { ...Object.fromEntries(values), state: body.state, evidence: body.evidence };
  };
  const met = () => gate('ALL_CONDITIONS_MET', {}, 'pmo');

  it('not without one: each has an owner and a day', async () => {
    const none = await gate('DECIDE_CONDITIONAL', { decision: minuted });
    expect(none).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    expect(none.body.detail).toContain('Its conditions are set, each with owner and date');
    const bare = await gate('SET_CONDITION', { title: 'Fill the last post' });
    expect(bare).toMatchObject({ status: 422, body: { code: 'INVALID_PAYLOAD' } });
    const condition = { title: 'Fill the last post', owner: 'PROGRAMME_MANAGER' };
    expect((await gate('SET_CONDITION', { ...condition, due: '2011-04-29' })).status).toBe(201);
    expect((await gate('DECIDE_CONDITIONAL', { decision: minuted })).body.created).toEqual([
      'action-1',
    ]);
    expect(await action()).toMatchObject({
      state: 'open',
      of: 'G4-sp',
      owner: 'PROGRAMME_MANAGER',
      due: '2011-04-29',
    });
  });

  it('it is closed by its owner with evidence, and verified by somebody else', async () => {
    const done = (as: string, pieces: unknown) =>
      lived.send(as, 'action-1', 'DONE', { evidence: pieces as never });
    expect((await done('reviewer', evidence())).status).toBe(403);
    expect((await done('programme-manager', [])).status).toBe(422);
    expect((await done('programme-manager', evidence())).status).toBe(201);
    const own = await lived.send('programme-manager', 'action-1', 'VERIFY');
    expect(own).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    expect((await met()).body.detail).toContain('Every condition is met, and verified');
    expect((await lived.send('pmo', 'action-1', 'VERIFY')).status).toBe(201);
    expect(await action()).toMatchObject({ state: 'verified', actual: '2011-03-31' });
    expect(await met()).toMatchObject({ status: 201, body: { item: { state: 'approved' } } });
  });

  it('and all of it can be followed in the report of steps', async () => {
    const { body } = await lived.read('/reports/transitions?item=action-1', 'auditor');
    const column = (name: string) =>
      body.lines.map((line: unknown[]) => line[body.columns.indexOf(name)]);
    expect(column('Event')).toEqual(['DONE', 'VERIFY']);
    expect(column('Person')).toEqual(['P-101', 'P-107']);
    expect(column('Evidence')[0]).not.toBe('');
  });
});

import { planYaml } from '../../../../test/support/plan-programme.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const preview = '/api/v1/programmes/fair/preview';
const move = (date: string) => ({
  item: 'opening',
  event: 'MOVE',
  payload: { due: { precision: 'DAY', hardness: 'HARD', date, wording: 'as agreed' } },
});

describe('a preview of an event', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('fair', '2026-02-02 08:00', planYaml);
  });
  afterAll(() => test.close());

  const ask = (body: object, as = 'pmo') => test.post(preview, body, { as });
  const everything = async () => {
    const paths = ['', '/items', '/milestones', '/reminders', '/notices', '/history'];
    const at = (path: string) => test.get(`/api/v1/programmes/fair${path}`);
    const replies = await Promise.all([...paths, '/history?stream=refusals'].map(at));
    return replies.map(({ status, body }) => [status, body] as const);
  };

  it('shows what would change, the dates that move, and the reminders set anew', async () => {
    const { status, body } = await ask(move('2026-04-20'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accepted: true,
      refusal: null,
      entries: [{ kind: 'TRANSITION', item: 'opening', event: 'MOVE' }],
      items: [
        {
          item: 'opening',
          created: false,
          values: [{ field: 'due', from: { date: '2026-04-10' }, to: { date: '2026-04-20' } }],
        },
      ],
      mostWorkingDays: 8,
      breachesHardDate: true,
    });
    expect(body.milestones).toContainEqual(
      expect.objectContaining({
        item: 'accounts',
        committed: { from: '2026-07-19', to: '2026-07-29' },
      }),
    );
    const moved = (list: { item: string }[]) => new Set(list.map(({ item }) => item));
    expect(moved(body.timers.set)).toEqual(new Set(['opening', 'accounts']));
    expect(moved(body.timers.cancelled)).toEqual(new Set(['opening', 'accounts']));
  });

  it('shows who would hear of it', async () => {
    const slip = { item: 'opening', event: 'REFORECAST', payload: { forecast: '2026-04-13' } };
    const { body } = await ask(slip);
    expect(body.entries).toHaveLength(2);
    expect(body.notices).toMatchObject([{ template: 'escalation', toRoles: ['SRO'] }]);
  });

  it('answers with the refusal that sending would get', async () => {
    const byOther = await ask(move('2026-04-20'), 'sro');
    expect(byOther).toMatchObject({
      status: 200,
      body: { accepted: false, refusal: { code: 'ROLE_NOT_PERMITTED' }, milestones: [] },
    });
    const sent = await test.post('/api/v1/programmes/fair/events', move('2026-02-30'), {
      key: 'a',
    });
    const foreseen = await ask(move('2026-02-30'));
    expect(sent).toMatchObject({ status: 422, body: { code: 'INVALID_PAYLOAD' } });
    expect(foreseen.body.refusal).toMatchObject({
      code: 'INVALID_PAYLOAD',
      message: sent.body.detail,
    });
    expect(foreseen.body.refusal.errors).toEqual(sent.body.errors);
  });

  it('refuses what is no event, a version that is not the current one, and who may not read', async () => {
    expect(await ask({ item: 'opening' })).toMatchObject({ status: 400 });
    expect(await ask({ ...move('2026-04-20'), expectedVersion: 9 })).toMatchObject({
      status: 409,
      body: { code: 'VERSION_CONFLICT', current: { item: 'opening', version: 1 } },
    });
    expect(await test.post(preview, move('2026-04-20'), { as: null })).toMatchObject({
      status: 401,
    });
    const elsewhere = await test.post('/api/v1/programmes/none/preview', move('2026-04-20'));
    expect(elsewhere.status).toBe(404);
  });

  it('leaves no trace, neither of what it accepts nor of what it refuses', async () => {
    const before = await everything();
    await ask(move('2026-05-20'));
    await ask(move('2026-05-20'), 'sro');
    await ask({ item: 'opening', event: 'CLAIM' });
    await ask({ item: 'opening', event: 'NOTHING' });
    expect(await everything()).toEqual(before);
  });

  it('shows the network beside the plan, and why a date cannot be worked out', async () => {
    const { body } = await test.get('/api/v1/programmes/fair/milestones');
    const of = (id: string) => body.milestones.find((each: { item: string }) => each.item === id);
    expect(of('permit')).toMatchObject({
      earlyDate: '2026-03-10',
      lateDate: '2026-03-12',
      float: 2,
      critical: false,
      notCalculable: null,
    });
    expect(of('posters').planned).toMatchObject({
      wording: 'some time in March',
      precision: 'MONTH',
    });
    expect(of('accounts')).toMatchObject({
      planned: {
        words: '100 days after opening, on 19 July 2026',
        wording: 'a hundred days on',
        precision: 'RELATIVE',
        relativeTo: { item: 'opening', days: 100 },
      },
      critical: true,
    });
    expect(of('review')).toMatchObject({
      planned: { words: '20 working days after strategy, no date yet' },
      earlyDate: null,
      float: null,
      critical: null,
      notCalculable: 'it waits for strategy (Strategy published), which has no date',
    });
  });
});

import { openLived, publishReference, type LivedProgramme } from '../support/lived-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

let test: TestApi;
let live: LivedProgramme;

beforeAll(async () => {
  test = await startTestApi();
  live = await openLived(test, await publishReference(test), 'posts');
}, 60_000);

afterAll(() => test.close());

const evidence = [{ title: 'Letter of appointment', source: 'Assumed' }];

/** The rows of a register, as they stand. */
async function rowsOf(item: string, register: string): Promise<Record<string, unknown>[]> {
  const { body } = await live.read(`/items/${item}`);
  return body.values.find((each: { field: string }) => each.field === register).value;
}

describe('posts and their holders', () => {
  it('open with the risk that the lead of Operational Delivery is acting', async () => {
    const posts = await rowsOf('posts', 'posts');
    expect(posts.filter((each) => each['status'] === 'ACTING')).toMatchObject([
      { id: 'director-operational-delivery', holder: 'P08', leads: 'od' },
    ]);
    const risks = await rowsOf('risks', 'risks');
    expect(risks).toContainEqual(
      expect.objectContaining({ id: 'acting-lead', about: 'od', status: 'OPEN' }),
    );
  });

  it('take no appointment without evidence, nor to a post that is not there', async () => {
    const bare = { row: 'director-operational-delivery', holder: 'P08', evidence: [] };
    expect((await live.send('board-secretary', 'posts', 'APPOINT', bare)).status).toBe(422);
    const unknown = { row: 'director-of-nothing', holder: 'P08', evidence };
    const refused = await live.send('board-secretary', 'posts', 'APPOINT', unknown);
    expect([refused.status, refused.body.code]).toEqual([422, 'INVALID_PAYLOAD']);
  });

  it('raise a risk in the same entry when a lead is acting, and do not block', async () => {
    const payload = {
      row: 'director-strategy-prevention',
      holder: 'P-104',
      reason: 'The director is away',
      evidence,
    };
    const sent = await live.send('board-secretary', 'posts', 'ACTING_APPOINT', payload);
    expect([sent.status, sent.text]).toEqual([201, expect.any(String)]);
    expect((await rowsOf('risks', 'risks')).at(-1)).toMatchObject({
      title: 'The lead is acting',
      about: 'sp',
      status: 'OPEN',
    });
    const again = await live.send('board-secretary', 'posts', 'ACTING_APPOINT', payload);
    expect(again.text).toContain('They do not act in it already');
  });

  it('raise no risk when the post leads nothing', async () => {
    const before = await rowsOf('risks', 'risks');
    const payload = { row: 'chair', holder: 'P03', reason: 'The chair is ill', evidence };
    expect((await live.send('board-secretary', 'posts', 'ACTING_APPOINT', payload)).status).toBe(
      201,
    );
    expect(await rowsOf('risks', 'risks')).toHaveLength(before.length);
  });

  it('raise an issue of data quality when a post is vacant, and tell the programme manager', async () => {
    const payload = { row: 'director-strategy-prevention', reason: 'Left the service' };
    expect((await live.send('board-secretary', 'posts', 'VACATE', payload)).status).toBe(201);
    expect(await rowsOf('issues', 'issues')).toMatchObject([
      { title: 'A post is vacant', kind: 'DATA_QUALITY', about: 'sp', status: 'OPEN' },
    ]);
    const { body } = await live.read('/notices?item=posts');
    expect(body.notices.map((each: { toRoles: string[] }) => each.toRoles)).toContainEqual([
      'PROGRAMME_MANAGER',
    ]);
    const again = await live.send('board-secretary', 'posts', 'VACATE', payload);
    expect(again.text).toContain('It is not vacant already');
  });

  it('and the history of it verifies', async () => {
    expect((await live.read('/history/verify')).body).toMatchObject({ ok: true });
  });
});

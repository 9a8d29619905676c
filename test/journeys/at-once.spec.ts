import {
  allPages,
  openLived,
  publishReference,
  type LivedProgramme,
} from '../support/lived-programme.js';
import { evidence } from '../support/reference-programme.js';
import { startTestApi, type Reply, type TestApi } from '../support/test-api.js';

const manager = 'programme-manager';

describe.each(['one process', 'two processes'])('two clients at once, with %s', (processes) => {
  let test: TestApi;
  let other: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    other =
      processes === 'one process' ? test : await startTestApi({ DATABASE_URL: test.databaseUrl });
    lived = await openLived(test, await publishReference(test), 'at-once');
    await lived.moveTo('2011-05-03 10:00');
  }, 60_000);
  afterAll(async () => {
    if (other !== test) await other.close();
    await test.close();
  });

  /** The same moment, one client each; the answers with the better one first. */
  const both = async (
    as: string,
    one: object,
    two: object,
    [key, otherKey]: [string, string],
  ): Promise<[Reply, Reply]> => {
    const address = `${lived.at}/events`;
    const replies = await Promise.all([
      test.post(address, one, { as, key }),
      other.post(address, two, { as, key: otherKey }),
    ]);
    return replies.toSorted((a, b) => a.status - b.status) as [Reply, Reply]; // two went in
  };
  const reforecast = (day: string, expectedVersion?: number) => ({
    item: 'M11',
    event: 'REFORECAST',
    payload: { forecast: day, reason: 'As told' },
    ...(expectedVersion !== undefined && { expectedVersion }),
  });
  const entriesOf = async (key: string) => {
    const entries = await allPages(test, `${lived.at}/history?limit=500`);
    return entries.filter((each) => each.entry.event?.key === key);
  };

  it('of two that expect the version they saw, one is told where the item stands now', async () => {
    const { body: seen } = await lived.read('/items/M11');
    const [first, second] = await both(
      manager,
      reforecast('2012-01-10', seen.version),
      reforecast('2012-01-11', seen.version),
      ['expect-a', 'expect-b'],
    );
    expect(first).toMatchObject({ status: 201, body: { item: { state: seen.state } } });
    const { state, version } = first.body.item;
    expect(second).toMatchObject({
      status: 409,
      body: {
        code: 'VERSION_CONFLICT',
        current: { item: 'M11', state, version, expectedVersion: seen.version },
      },
    });
    const retried = await lived.send(
      manager,
      'M11',
      'REFORECAST',
      { forecast: '2012-01-11', reason: 'As told' },
      { expectedVersion: version },
    );
    expect(retried.status).toBe(201);
    expect([...(await entriesOf('expect-a')), ...(await entriesOf('expect-b'))]).toHaveLength(1);
  });

  it('of two that expect nothing, the second is decided on the state the first left', async () => {
    const [one, two] = await both(manager, reforecast('2012-02-10'), reforecast('2012-02-11'), [
      'free-a',
      'free-b',
    ]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(Math.abs(one.body.item.version - two.body.item.version)).toBe(1);

    const constitute = {
      item: 'executive-tasking-group',
      event: 'CONSTITUTE',
      payload: { evidence: evidence() },
    };
    const [first, second] = await both('sro', constitute, constitute, ['only-a', 'only-b']);
    expect(first).toMatchObject({ status: 201, body: { item: { state: 'constituted' } } });
    expect(second).toMatchObject({ status: 422, body: { code: 'NOT_NOW' } });
    expect(second.body.expected).toContain('START_DIRECTING');
  });

  it('one event sent twice under one key happens once, and both hear the same', async () => {
    const again = reforecast('2012-03-12');
    const [one, two] = await both(manager, again, again, ['twice', 'twice']);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.body).toEqual(one.body);
    const replayed = [one, two].filter(({ headers }) => headers['idempotency-replayed'] === 'true');
    expect(replayed).toHaveLength(1);
    expect(await entriesOf('twice')).toHaveLength(1);
  });

  it('leaves a history that verifies', async () => {
    const { body } = await lived.read('/history/verify');
    expect(body).toMatchObject({ ok: true, refusals: { entries: 1 } });
  });
});

import { openLived, publishReference, type LivedProgramme } from '../../support/lived-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

describe('story 11: record a partial vesting', () => {
  let test: TestApi;
  let lived: LivedProgramme;
  beforeAll(async () => {
    test = await startTestApi();
    lived = await openLived(test, await publishReference(test), 'residual');
    await lived.live(undefined, '2015');
  }, 60_000);
  afterAll(() => test.close());

  const residual = async () => {
    const { body } = await lived.read('/milestones');
    return body.milestones.find((each: { item: string }) => each.item === 'milestone-1');
  };

  it('the limited jurisdiction made a residual milestone, with an owner and no invented date', async () => {
    expect(await residual()).toMatchObject({
      title: 'Full powers in Northern Ireland',
      achieved: false,
      planned: { precision: 'UNDATED', date: null },
      committed: null,
      owner: 'HOME_OFFICE_SPONSOR',
      profile: 'RESIDUAL',
    });
    expect((await residual()).notCalculable).toBeTruthy();
  });

  it('the transition is not complete while it is open', async () => {
    const refused = await lived.send('sro', 'nca-transition', 'RESIDUALS_CLOSED');
    expect(refused).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    expect(refused.body.findings).toMatchObject([
      { words: expect.stringContaining('No residual milestone is open') },
      {
        words: expect.stringContaining('Every jurisdiction is finally decided'),
        clearedBy: ['HOME_OFFICE_SPONSOR'],
      },
    ]);
    expect(refused.body.findings[0].clearedBy).toEqual(['HOME_OFFICE_SPONSOR']);
  });

  it('and is once the jurisdiction is decided and the milestone verified', async () => {
    await lived.live((row) => row.at < '2015');
    expect(await residual()).toMatchObject({ achieved: true, actual: '2015-05-20' });
    expect((await lived.read('/items/nca-transition')).body.state).toBe('complete');
  });
});

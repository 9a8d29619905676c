import { runWith } from '../../../../test/support/cli.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

describe('the command line, about the past of a programme', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02 08:00');
    await run('clock', '2026-03-10 12:00');
    await run('send', 'committee', 'ADMIT_OUT', '--data', '{"person":"P04"}', '--as', 'sro');
  });
  afterAll(() => test.close());

  const run = (...args: string[]) => runWith({ test, env: { EVOLVE_AS: 'pmo' } }, args);

  it('says first that it speaks of the past, and shows what was known then', async () => {
    const then = await run('show', 'committee', '--at', '2026-03-02');
    expect(then.out).toMatch(
      /^The past, as it was known at the end of .*2 March 2026 \(entry \d+\)/,
    );
    expect(then.out).not.toContain('P04');
    const now = await run('show', 'committee', '--at', '2026-03-10');
    expect(now.out).toContain('P04');
    expect((await run('show', 'committee')).out).not.toContain('The past');
    const all = await run('show', '--at', '2026-03-02', '--basis', 'occurred');
    expect(all.out).toMatch(/^The past, as it had happened by the end of/);
    expect((await run('milestones', '--at', '2026-03-02')).out).toMatch(/^The past/);
  });

  it('tells what differs between two days, as it was and as it is', async () => {
    const { out } = await run('differences', '2026-03-02', '2026-03-10');
    expect(out).toMatch(
      /2 March 2026 \(entry \d+\) to .*10 March 2026 \(entry \d+\): 1 item differs/,
    );
    expect(out).toMatch(/members, .+: – → .*"person":"P04"/);
  });

  it('refuses a day that has not come, with what the clock shows', async () => {
    const { code, err } = await run('show', '--at', '2027-01-01');
    expect(code).toBe(2);
    expect(err).toContain(
      '"2027-01-01" has not come: the programme\'s clock shows 2026-03-10 12:00',
    );
  });
});

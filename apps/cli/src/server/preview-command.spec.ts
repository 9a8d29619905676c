import { runWith } from '../../../../test/support/cli.js';
import { planYaml } from '../../../../test/support/plan-programme.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const move = '{"due":{"precision":"DAY","hardness":"HARD","date":"2026-04-20"}}';

describe('the command preview', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('fair', '2026-02-02 08:00', planYaml);
  });
  afterAll(() => test.close());

  const run = (...args: string[]) => runWith({ test, env: { EVOLVE_AS: 'pmo' } }, args);

  it('shows which dates would move, what float is left, and that nothing was sent', async () => {
    const { code, out } = await run('preview', 'opening', 'MOVE', '--data', move);
    expect(code).toBe(0);
    expect(out).toContain('It would be accepted. Nothing was sent.');
    expect(out).toMatch(/opening +2026-04-10 → 2026-04-20 .* past its hard date +Opening day/);
    expect(out).toMatch(/accounts +2026-07-19 → 2026-07-29/);
    expect(out).toMatch(/permit +2026-03-10 +2026-03-10 +2026-03-10 +2 → 8/);
    expect(out).toContain('A hard date would be overrun.');
    expect((await run('history')).out).not.toContain('MOVE');
  });

  it('says when no date would move', async () => {
    const { out } = await run(
      'preview',
      'posters',
      'REFORECAST',
      '--data',
      '{"forecast":"2026-03-31"}',
    );
    expect(out).toContain('No date of the plan would move.');
    expect(out).toMatch(/1 entry of history, 0 notices/);
  });

  it('says why an event would be refused, which is no failure of the command', async () => {
    const { code, out } = await run('preview', 'opening', 'MOVE', '--data', move, '--as', 'sro');
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(
        'It would be refused: MOVE on Opening day is for Programme office (PMO)',
      ),
    ]);
    const json = await run('preview', 'opening', 'MOVE', '--data', move, '--as', 'sro', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ refusal: { code: 'ROLE_NOT_PERMITTED' } });
  });

  it('ends with 1 when the version seen is not the current one', async () => {
    const { code, err } = await run('preview', 'opening', 'MOVE', '--data', move, '--expect', '9');
    expect([code, err]).toEqual([1, expect.stringContaining('you expected version 9')]);
  });

  it('has early dates and float beside it in the list of milestones', async () => {
    const { out } = await run('milestones');
    expect(out).toMatch(/opening .* 2026-04-10 +0 critical/);
    expect(out).toMatch(/permit .* 2026-03-10 +2 /);
    expect(out).toContain('20 working days after strategy, no date yet');
  });
});

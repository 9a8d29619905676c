import { runWith } from '../../../../test/support/cli.js';
import { moveYaml } from '../../../../test/support/move-programme.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

describe('the command line with a server', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02 08:00');
  });
  afterAll(() => test.close());

  const run = (...args: string[]) => runWith({ test, env: { EVOLVE_AS: 'pmo' } }, args);
  const admit = ['send', 'committee', 'ADMIT_OUT', '--data', '{"person":"P04"}'];

  it('lists programmes and shows the only one', async () => {
    expect((await run('programmes')).out).toMatch(/move +rehearsal +2026-03-02/);
    const { out } = await run('show');
    expect(out).toContain('Office move');
    expect(out).toContain('rehearsal clock, 2 March 2026');
    expect(JSON.parse((await run('show', '--json')).out)).toMatchObject({ id: 'move' });
  });

  it('shows an item with its facts and what is to be confirmed', async () => {
    expect((await run('show', 'north')).out).toMatch(/Desks needed +to be confirmed/);
    expect((await run('show', 'M1')).out).toMatch(/due +on 31 March 2026 /);
    const { out } = await run('show', 'committee');
    expect(out).toContain('Board memo, line 3');
    expect(out).toMatch(/m1 +P01 +OUT/);
  });

  it('sends an event as the persona named', async () => {
    const { code, out } = await run(...admit, '--as', 'sro', '--key', 'one');
    expect([code, out]).toEqual([0, expect.stringContaining('Committee (committee) is in sound')]);
    const again = await run(...admit, '--as', 'sro', '--key', 'one');
    expect(again.out).toContain('Accepted before');
  });

  it('shows a refusal as a list of reasons, and ends with 1', async () => {
    expect(await run(...admit)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Refused: '),
    });
    const inside = ['send', 'committee', 'ADMIT_IN', '--data', '{"person":"P05"}', '--as', 'sro'];
    await run(...inside);
    const { code, err } = await run(...inside);
    expect(code).toBe(1);
    expect(err).toMatch(/✗ .*outside members/);
    expect(JSON.parse((await run(...inside, '--json')).out)).toMatchObject({
      code: 'GUARD_FAILED',
    });
  });

  it('says what can be done and what the rest waits for', async () => {
    const { out } = await run('available', '--as', 'sro');
    expect(out).toMatch(/committee +ADMIT_OUT +SRO +Committee +person: person/);
    expect(out).toContain('--all');
    expect((await run('available', '--item', 'nowhere')).code).toBe(1);
  });

  it('compares baselines by their numbers, and says which there are', async () => {
    const named = await run('baselines', 'compare', 'opening', '1');
    expect([named.code, named.err]).toEqual([
      2,
      expect.stringContaining('"opening" is no number of a baseline'),
    ]);
    const numbered = await run('baselines', 'compare', '1', '2');
    expect(numbered.err).toContain('There is no approved baseline 1');
  });

  it('moves the clock and shows what came of it', async () => {
    const { out } = await run('clock', '2026-04-02 09:00');
    expect(out).toMatch(
      /^The clock moved from 2026-03-02 08:00 to 2026-04-02 09:00 \(.+\): .*fired/,
    );
    const { code, err } = await run('clock', '2026-03-01');
    expect([code, err]).toEqual([1, expect.stringContaining('stands at 2026-04-02 09:00 (')]);
    const json = JSON.parse((await run('clock', '2026-04-02 10:00', '--json')).out);
    expect(json).toMatchObject({ nowLocal: '2026-04-02 10:00', now: expect.stringMatching(/Z$/) });
    expect((await run('reminders', '--status', 'rehearsed', '--item', 'M1')).out).toContain(
      '2026-03-03 09:00',
    );
    expect((await run('notices', '--item', 'M1')).out).toContain('would have gone to LEAD');
    expect((await run('milestones')).out).toMatch(/M1 +on 31 March 2026/);
  });

  it('shows what a notice says, and what the next reminder would say', async () => {
    const { out } = await run('notices', '--item', 'M1', '--json');
    const [{ id }] = JSON.parse(out).notices;
    const mail = await run('notices', 'preview', id);
    expect(mail.out).toContain('By email for nobody, since nobody would hear it');
    expect(mail.out).toContain('What to do next: record that it has been achieved');
    expect((await run('notices', 'next', 'M1', '--channel', 'slack')).out).toContain(
      '"type": "header"',
    );
    expect((await run('notices', 'preview')).err).toContain('not "notices preview"');
    expect(await run('notices', 'next', 'committee')).toMatchObject({
      code: 1,
      err: expect.stringContaining('No reminder of "committee" is to come'),
    });
  });

  it('shows the history and refusals, and verifies them', async () => {
    expect((await run('history', '--limit', '3')).out.trim().split('\n')).toHaveLength(4);
    expect((await run('history', '--refusals')).out).toContain('was refused ADMIT_OUT');
    expect(await run('verify', 'move')).toMatchObject({
      code: 0,
      out: expect.stringContaining('The history holds'),
    });
    expect((await run('verify', 'move')).out).toContain('Not looked at: timers, notices');
  });

  it('ends with 1 when the history is broken, naming the first bad entry', async () => {
    const { pool } = test.api.store;
    await pool.query(`UPDATE item SET title = 'Another' WHERE id = 'committee'`);
    const { code, err } = await run('verify');
    await pool.query(`UPDATE item SET title = 'Committee' WHERE id = 'committee'`);
    expect([code, err]).toEqual([1, expect.stringContaining('committee')]);
    expect((await run('verify')).code).toBe(0);
  });

  it('asks which programme when there are several', async () => {
    await test.rehearse('second', '2026-03-02 08:00', moveYaml);
    const { code, err } = await run('show');
    expect([code, err]).toEqual([2, expect.stringContaining('--programme second')]);
    expect((await run('show', '--programme', 'second')).code).toBe(0);
  });

  it('ends with 2 for what it was told wrongly', async () => {
    expect(await run('send', 'committee', 'ADMIT_OUT', '--data', '{')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not JSON'),
    });
    expect(await run('send', 'committee', 'ADMIT_OUT', '--expect', 'abc')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--expect must be the version of an item'),
    });
    expect(await run('show', '--as', 'queen')).toMatchObject({ code: 2 });
    expect(await run('show', '--server', 'over there')).toMatchObject({ code: 2 });
  });

  it('ends with 3 when nobody answers, and says how to start a server', async () => {
    const started = { '.evolve/server.json': '{"url":"http://127.0.0.1:4321"}' };
    const { code, err } = await runWith({ files: started }, ['programmes']);
    expect(code).toBe(3);
    expect(err).toContain('http://127.0.0.1:4321');
    expect(err).toContain('npm start');
    const usual = await runWith({}, ['programmes']);
    expect(usual.err).toContain('http://127.0.0.1:3000');
  });
});

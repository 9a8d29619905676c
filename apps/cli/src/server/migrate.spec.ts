import { runWith } from '../../../../test/support/cli.js';
import { smallYaml } from '../../../../test/support/small-programme.js';
import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const roles = '  SRO: { title: Owner }\n  PMO: { title: Office }\n  LEAD:';
const first = smallYaml.replace('  LEAD:', roles);
const renamed = first.replaceAll('doing', 'working');
const second = `${renamed}migration: { from: small, states: { task: { doing: working } } }\n`;

describe('the command line and versions', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
  });
  afterAll(() => test.close());

  const files = { 'first.yaml': first, 'second.yaml': second, 'stuck.yaml': renamed };
  const run = (...args: string[]) => runWith({ test, files, env: { EVOLVE_AS: 'pmo' } }, args);
  const hashOf = async (file: string): Promise<string> => {
    const { code, out } = await run('publish', file, '--json');
    expect(code).toBe(0);
    return JSON.parse(out).hash;
  };

  it('publishes, starts, previews, and leaves it to another person to apply', async () => {
    const old = await hashOf('first.yaml');
    for (const id of ['a', 'b']) {
      const at = ['--clock', 'rehearsal', '--start-at', '2026-04-02 08:00'];
      expect((await run('start', old, '--id', id, ...at)).out).toContain(
        `${id} runs on a rehearsal`,
      );
    }
    const to = await hashOf('second.yaml');
    const dry = await run('migrate', '--to', to, '--all', '--dry-run');
    expect(dry.out).toMatch(/Dry run \w+ to \w+: 2 ready/);
    const asked = await run('migrate', '--to', to, '--all', '--json');
    const { id } = JSON.parse(asked.out);
    expect((await run('migrate', 'apply', id)).err).toContain(
      'applied by the senior responsible owner (SRO)',
    );
    const applied = await run('migrate', 'apply', id, '--as', 'sro');
    expect([applied.code, applied.out]).toEqual([0, expect.stringContaining('2 applied')]);
    expect((await run('show', 'second', '--programme', 'a')).out).toContain('working');
  });

  it('shows a request, and item by item what moving a programme would come to', async () => {
    const old = await hashOf('first.yaml');
    await run('start', old, '--id', 'shown', '--clock', 'rehearsal');
    const to = await hashOf('second.yaml');
    const asked = await run('migrate', '--to', to, '--programme', 'shown', '--json');
    const { id } = JSON.parse(asked.out);
    expect((await run('migrate', 'show', id, '--as', 'sro')).out).toMatch(/shown +ready/);
    const shown = await run('migrate', 'show', id, 'shown', '--as', 'sro');
    expect(shown.out).toMatch(/\(second\): kept, doing → working/);
    expect(shown.out).toContain(`shown: ${old.slice(0, 12)} → ${to.slice(0, 12)}`);
    expect(await run('migrate', 'show', id, 'nowhere')).toMatchObject({ code: 1 });
    const stuck = await hashOf('stuck.yaml');
    const blocked = await run('migrate', '--to', stuck, '--programme', 'shown', '--json');
    const why = await run('migrate', 'show', JSON.parse(blocked.out).id, 'shown');
    expect(why.out).toMatch(/✗ .*"doing"/);
  });

  it('grants roles of the definition to personas as it starts, or says why not', async () => {
    const hash = await hashOf('first.yaml');
    const start = (id: string, grant: string) =>
      run('start', hash, '--id', id, '--clock', 'rehearsal', '--grant', grant);
    expect(await start('granted', 'LEAD=hr-lead')).toMatchObject({ code: 0 });
    const seen = await run('show', '--programme', 'granted', '--as', 'hr-lead');
    expect(seen.code).toBe(0);
    expect((await start('strange', 'LEED=hr-lead')).err).toContain('there is no role "LEED"');
    expect(await start('strange', 'LEAD')).toMatchObject({
      code: 2,
      err: expect.stringContaining('"LEAD" is not ROLE=PERSONA'),
    });
  });

  it('publishes what lint checked, days counted from today included', async () => {
    const counted = first.replace('title: Owner', "title: 'Owner until @today+3'");
    const around = { test, files: { 'counted.yaml': counted }, env: { EVOLVE_AS: 'pmo' } };
    const { out } = await runWith(around, ['lint', 'counted.yaml']);
    const published = await runWith(around, ['publish', 'counted.yaml', '--json']);
    expect(out).toContain(`hash ${JSON.parse(published.out).hash}`);
  });

  it('says what stands in the way, and what is missing on the line', async () => {
    const stuck = await hashOf('stuck.yaml');
    expect((await run('migrate', '--to', stuck, '--programme', 'a')).code).toBe(0);
    const old = await hashOf('first.yaml');
    const twice = await run('migrate', '--to', old, '--programme', 'a', 'b', '--dry-run');
    expect(twice.out).toContain('2 ready');
    expect(await run('migrate', '--all')).toMatchObject({ code: 2 });
    expect(await run('migrate', '--to', old)).toMatchObject({ code: 2 });
    expect((await run('publish', 'missing.yaml')).code).toBe(2);
  });
});

import { planYaml } from '../../../../test/support/plan-programme.js';
import { moveYaml } from '../../../../test/support/move-programme.js';
import { runWith } from '../../../../test/support/cli.js';

const script = `
format: evolve/script/1
programme: move
start: '2026-03-02 08:00'
until: '2026-04-02 12:00'
openedBy: pmo
actors:
  pmo: { person: P-107, roles: [PMO] }
  sro: { person: P-102, roles: [SRO] }
events:
  - { at: '2026-03-03 10:00', mark: history, as: sro, item: committee, event: ADMIT_OUT, payload: { person: P04 } }
  - { at: '2026-03-04 10:00', mark: assumed, as: pmo, item: committee, event: LEAVE, payload: { row: m1 } }
`;

const files = {
  'fair.yaml': planYaml,
  'p.yaml': moveYaml,
  'broken.yaml': moveYaml.replace('initial: sound', 'initial: nowhere'),
  'achieved.yaml': moveYaml.replace(
    'title: Lease signed',
    'title: Lease signed\n    state: achieved',
  ),
  'text.yaml': 'format: [',
  'parts/a.yaml': 'format: evolve/definition/1\nuse: [../p.yaml]\n',
  's.yaml': script,
  'bad-script.yaml': script.replace('as: sro', 'as: queen'),
  'versions/next.yaml': moveYaml.replace('title: Lease signed', 'title: The lease is signed'),
  'moves.yaml': `${script}migrate:\n  - { at: '2026-03-05 10:00', to: versions/next.yaml, askedBy: pmo, as: sro }\n`,
  'stays.yaml': `${script}migrate:\n  - { at: '2026-03-05 10:00', to: p.yaml, askedBy: pmo, as: sro }\n`,
  'lost.yaml': `${script}migrate:\n  - { at: '2026-03-05 10:00', to: nowhere.yaml, askedBy: pmo, as: sro }\n`,
  'refused.yaml': script.replace('as: sro, item', 'as: pmo, item'),
};
const run = (...args: string[]) => runWith({ files }, args);

describe('lint', () => {
  it('finds nothing wrong with a sound definition, in parts too', async () => {
    expect(await run('lint', 'p.yaml')).toMatchObject({ code: 0, err: '' });
    expect(await run('lint', 'parts/a.yaml')).toMatchObject({ code: 0, err: '' });
  });

  it('says where a definition is wrong, and what it found there', async () => {
    const { code, out, err } = await run('lint', 'broken.yaml');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^broken\.yaml:\d+:\d+ {2}.*nowhere/m);
  });

  it('prints problems as JSON', async () => {
    const { code, out } = await run('lint', 'broken.yaml', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).problems[0]).toMatchObject({ file: 'broken.yaml' });
  });

  it('names what cannot be read without a stack', async () => {
    const { code, err } = await run('lint', 'text.yaml');
    expect(code).toBe(1);
    expect(err).not.toMatch(/\n\s+at /);
    expect(await run('lint', 'none.yaml')).toMatchObject({
      code: 2,
      err: 'There is no file "none.yaml".\n',
    });
  });

  it('checks a script too', async () => {
    expect(await run('lint', 's.yaml')).toMatchObject({ code: 0 });
    expect((await run('lint', 'bad-script.yaml')).err).toContain('"queen"');
  });
});

describe('rehearse', () => {
  it('moves to another version where the script says so, by a file beside it', async () => {
    const moved = await run('rehearse', 'p.yaml', '--script', 'moves.yaml');
    expect(moved).toMatchObject({ code: 0 });
    expect(moved.out).toContain(
      'As foreseen, migration 1 moved the programme to versions/next.yaml',
    );
    expect(moved.out).toContain('The lease is signed');
    const stays = await run('rehearse', 'p.yaml', '--script', 'stays.yaml');
    expect(stays.code).toBe(1);
    expect(stays.err).toContain('Against the script, migration 1 to p.yaml was blocked');
    expect(stays.err).toContain('It runs on that version already.');
    const lost = await run('rehearse', 'p.yaml', '--script', 'lost.yaml');
    expect(lost).toMatchObject({ code: 2, err: 'There is no file "nowhere.yaml".\n' });
  });

  it('lives through a script and says how it ends', async () => {
    const { code, out } = await run('rehearse', 'p.yaml', '--script', 's.yaml');
    expect(code).toBe(0);
    expect(out).toContain('Rows: 1 history, 1 assumed.');
    expect(out).toMatch(/2026-03-30 09:00 +M1 +reminder/);
    expect(out).toMatch(/Ledger head: \d+ [0-9a-f]{64}/);
  });

  it('gives the same head every time, as data', async () => {
    const args = ['rehearse', 'p.yaml', '--script', 's.yaml', '--json'];
    const [one, other] = [await run(...args), await run(...args)];
    expect(JSON.parse(one.out)).toMatchObject({ rows: { history: 1, assumed: 1 } });
    expect(one.out).toBe(other.out);
  });

  it('fails on a refusal that was not foreseen, with the reason', async () => {
    const { code, err } = await run('rehearse', 'p.yaml', '--script', 'refused.yaml');
    expect(code).toBe(1);
    expect(err).toContain('Row 1 was refused: ADMIT_OUT of committee (ROLE_NOT_PERMITTED)');
  });

  it('without a script shows what time alone brings, until the day named', async () => {
    const args = ['--start', '2026-03-02', '--until', '2026-03-31', '--json'];
    const { out } = await run('rehearse', 'p.yaml', ...args);
    const { now, notices } = JSON.parse(out);
    expect(now).toBe('2026-03-31T22:59:00.000Z');
    expect(notices.length).toBeGreaterThan(2);
    expect(await run('rehearse', 'p.yaml', '--until', 'soon')).toMatchObject({ code: 2 });
  });
});

describe('plan', () => {
  it('shows dates, deadlines and reminders of each milestone', async () => {
    const { code, out } = await run('plan', 'p.yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/M1 +on 31 March 2026 \(hard\) +2026-03-31/);
    expect(out).toContain('2026-03-03 (T-20)');
    expect(out).toMatch(/M2 +STD +none/);
    const json = JSON.parse((await run('plan', 'p.yaml', '--json')).out);
    expect(json.milestones[0].reminders[0]).toEqual({
      key: 'T-20',
      at: '2026-03-03T09:00:00.000Z',
      on: '2026-03-03',
    });
  });

  it('shows early and late dates, float, what is critical, and what cannot be worked out', async () => {
    const { out } = await run('plan', 'fair.yaml');
    expect(out).toMatch(/permit +2026-03-10 +2026-03-12 +2\n/);
    expect(out).toMatch(/opening +2026-04-10 +2026-04-10 +0 critical\n/);
    expect(out).toMatch(/accounts +100 days after opening, on 19 July 2026 +2026-07-19/);
    expect(out).toMatch(/review +– +– +– +it waits for strategy \(Strategy published\)/);
  });

  it('lists no reminder of what is achieved', async () => {
    const { out } = await run('plan', 'achieved.yaml');
    expect(out).toMatch(/M1 +STD +none: it is achieved/);
  });
});

describe('the command line', () => {
  it('prints the JSON Schema for editors', async () => {
    expect(JSON.parse((await run('schema')).out)).toMatchObject({ $schema: expect.any(String) });
    expect(JSON.parse((await run('schema', 'script')).out)).toHaveProperty('properties.events');
    expect(await run('schema', 'song')).toMatchObject({ code: 2 });
  });

  it('says how it is used: 0 when asked, 2 when misused', async () => {
    expect(await run('--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('rehearse'),
    });
    expect(await run('fly')).toMatchObject({ code: 2, err: expect.stringContaining('fly') });
    expect(await run('lint')).toMatchObject({ code: 2 });
  });

  it('colours for a terminal only', async () => {
    const escape = String.fromCharCode(27);
    expect((await run('lint', 'p.yaml')).out).not.toContain(escape);
    expect((await runWith({ files, colour: true }, ['lint', 'p.yaml'])).out).toContain(escape);
  });
});

import { runWith } from '../../../test/support/cli.js';

const listed = (help: string) =>
  [...help.matchAll(/^ {2}([a-z]+) ?(?:\[|<| {2})/gm)].map(([, name = '']) => name);
const main = await runWith({}, ['--help']);
const groups = ['evidence', 'redact', 'hold'];
const below = await Promise.all(groups.map((group) => runWith({}, [group, '--help'])));
const commands = [
  ...listed(main.out).map((name) => [name]),
  ...groups.flatMap((group, place) => listed(below[place]?.out ?? '').map((name) => [group, name])),
  ['migrate', 'show'],
  ['migrate', 'apply'],
].filter((words) => !words.includes('help'));

describe('the help', () => {
  it('lists every command in a group, each with what it is for', () => {
    expect(main.code).toBe(0);
    const lists = main.out.slice(main.out.indexOf('Options:'));
    const groups = lists.split('\n').filter((line) => /^\S.*:$/.test(line));
    expect(groups).toEqual([
      'Options:',
      'See where it stands:',
      'Act and decide:',
      'Time, notices and history:',
      'Your own, and the server:',
      'Versions, and the programmes that run on them:',
      'Without a server:',
      'Help:',
    ]);
    expect(main.out).toMatch(/^ {2}evidence +files of evidence/m);
    expect(commands.length).toBeGreaterThan(25);
  });

  it.each(commands.map((words) => [words.join(' '), words] as const))(
    'of %s has an example of it',
    async (name, words) => {
      const { code, out } = await runWith({}, [...words, '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`\nExample:\n  evolve ${name}`);
    },
  );

  it('is offered where a command does not exist', async () => {
    const { code, err } = await runWith({}, ['evidences']);
    expect([code, err]).toEqual([2, expect.stringContaining('Did you mean evidence?')]);
    expect(err).toContain('evolve --help shows every command');
  });
});

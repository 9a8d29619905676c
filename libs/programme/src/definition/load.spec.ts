import { moveYaml } from '../../../../test/support/move-programme.js';
import { loadDefinition } from '../index.js';

describe('loading a definition', () => {
  const problems = (yaml: string) => {
    const loaded = loadDefinition('move.yaml', (path) => (path === 'move.yaml' ? yaml : null));
    return loaded.ok
      ? []
      : loaded.problems.map((each) => `${each.line}:${each.column} ${each.message}`);
  };

  it.each([
    ['an unknown key', moveYaml.replace('zone:', 'zoon: x\nzone:'), '6:1 unknown key "zoon"'],
    [
      'an unknown guard',
      moveYaml.replace('known: { field: desks }', 'knowing: { field: desks }'),
      'unknown key "knowing"',
    ],
    [
      'a mark that is none',
      moveYaml.replace('mark: seed\n    sources', 'mark: sead\n    sources'),
      '"sead" is not accepted here',
    ],
    ['broken YAML', moveYaml.replace('charts:', 'charts: ['), 'near "title: Site"'],
    [
      'a key given twice',
      moveYaml.replace('zone: Europe/London', 'zone: Europe/London\nzone: UTC'),
      'the key "zone" is given twice, first in line 6; keep one',
    ],
    [
      'a file that is not there',
      moveYaml.replace('zone:', 'use: [parts.yaml]\nzone:'),
      'there is no file "parts.yaml"',
    ],
  ])('refuses %s, and says where', (_what, yaml, message) => {
    const found = problems(yaml);
    expect(found.join('\n')).toContain(message);
    expect(found[0]).toMatch(/^\d+:\d+ /);
  });

  it('refuses a missing section by name', () => {
    expect(problems('format: evolve/definition/1\nid: x\n').join('\n')).toContain(
      '"title" is missing',
    );
  });
});

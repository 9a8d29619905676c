import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** A copy of the configuration with a few files of its own, so that planting leaves the tree alone. */
function planted(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'evolve-checks-'));
  for (const name of [
    '.dependency-cruiser.cjs',
    '.oxlintrc.json',
    'tsconfig.json',
    'package.json',
  ]) {
    cpSync(join(root, name), join(folder, name));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function run(tool: string, args: string[], files: Record<string, string>): string {
  const folder = planted(files);
  try {
    const bin = join(root, 'node_modules', '.bin', tool);
    const ran = spawnSync(bin, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    return `exit ${ran.status}\n${ran.stdout}${ran.stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const cruise = (files: Record<string, string>) =>
  run(
    'depcruise',
    ['libs', 'apps', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
    {
      'libs/plan/src/index.ts': "export { one } from './one.js';\n",
      'libs/plan/src/one.ts': 'export const one = 1;\n',
      'libs/ledger/src/index.ts': "export { two } from './two.js';\n",
      'libs/ledger/src/two.ts': 'export const two = 2;\n',
      'apps/cli/src/main.ts': "import { one } from '#plan';\nconsole.log(one);\n",
      ...files,
    },
  );

const lint = (files: Record<string, string>) => run('oxlint', ['--deny-warnings', 'libs'], files);

describe('the boundary check', () => {
  it('accepts imports that the table allows', () => {
    expect(cruise({})).toMatch(/^exit 0/);
  });

  it.each([
    [
      'a library that another may not import',
      'libs/plan/src/one.ts',
      "import { two } from '#ledger';\nexport const one = two;\n",
      'plan-imports',
    ],
    [
      'an application that a library may not import',
      'libs/plan/src/one.ts',
      "export { x as one } from '../../../apps/cli/src/x.js';\n",
      'plan-imports',
    ],
    [
      'a deep import past an index',
      'apps/cli/src/main.ts',
      "import { one } from '../../../libs/plan/src/one.js';\nconsole.log(one);\n",
      'no-deep-imports',
    ],
    [
      'a package in a pure library',
      'libs/plan/src/one.ts',
      "import { z } from 'zod';\nexport const one = z;\n",
      'plan-is-pure',
    ],
    [
      'a module of Node in a pure library',
      'libs/ledger/src/two.ts',
      "import { hash } from 'node:crypto';\nexport const two = hash;\n",
      'ledger-is-pure',
    ],
    [
      'modules that import each other',
      'libs/plan/src/one.ts',
      "import { three } from './three.js';\nexport const one = three;\n",
      'no-cycles',
    ],
    [
      'a module nobody imports',
      'libs/plan/src/lonely.ts',
      'export const lonely = 1;\n',
      'no-orphans',
    ],
  ])('catches %s', (_what, path, text, rule) => {
    const said = cruise({
      'libs/plan/src/three.ts': "import { one } from './one.js';\nexport const three = one;\n",
      'apps/cli/src/x.ts': 'export const x = 1;\n',
      [path]: text,
    });
    expect(said).toContain(rule);
    expect(said).not.toMatch(/^exit 0/);
  });
});

describe('the linter', () => {
  it('accepts a pure library that takes time as an argument', () => {
    const clean = 'export const later = (now: string) => `${now}!`;\n';
    expect(lint({ 'libs/plan/src/later.ts': clean })).toMatch(/^exit 0/);
  });

  it.each([
    [
      'a clock in a pure library',
      'libs/plan/src/a.ts',
      'export const now = () => new Date();\n',
      'no-restricted-globals',
    ],
    [
      'chance in a pure library',
      'libs/programme/src/a.ts',
      'export const roll = () => Math.random();\n',
      'no-restricted-properties',
    ],
    ['an any', 'libs/store/src/a.ts', 'export const a = (x: any) => x;\n', 'no-explicit-any'],
    [
      'a promise left alone',
      'libs/store/src/a.ts',
      'const f = async () => 1;\nexport const a = () => {\n  f();\n};\n',
      'no-floating-promises',
    ],
    ['a default export', 'libs/store/src/a.ts', 'export default 1;\n', 'no-default-export'],
    [
      'a file over 300 lines',
      'libs/store/src/a.ts',
      'export const a = [\n' + '  1,\n'.repeat(300) + '];\n',
      'max-lines',
    ],
  ])('catches %s', (_what, path, text, rule) => {
    const said = lint({ [path]: text });
    expect(said).toContain(rule);
    expect(said).not.toMatch(/^exit 0/);
  });
});

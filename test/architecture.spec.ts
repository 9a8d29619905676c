import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const architecture = readFileSync('ARCHITECTURE.md', 'utf8');
const section = (heading: string) => architecture.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0];

const foldersOf = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => `${each.name}/`);

/** The paths of the drawn tree, each under the folder that is less indented above it. */
function drawn(): string[] {
  const above: string[] = [];
  const [, tree = ''] = (section('The tree') ?? '').split('```');
  return [...tree.matchAll(/^( *)([\w.-]+\/?)(?=\s|$)/gm)].map(([, indent = '', name = '']) => {
    above.length = indent.length / 2;
    above.push(name);
    return above.join('');
  });
}

describe('the tree of ARCHITECTURE.md', () => {
  const tree = drawn();

  it('draws only what is there', () => {
    const source = (path: string) => path.replace(/^(libs\/programme\/)/, '$1src/');
    expect(tree.length).toBeGreaterThan(30);
    expect(tree.filter((path) => !existsSync(path) && !existsSync(source(path)))).toEqual([]);
  });

  it.each([
    ['.', ''],
    ['apps', 'apps/'],
    ['libs', 'libs/'],
    ['libs/programme/src', 'libs/programme/'],
  ])('draws every folder in %s', (path, at) => {
    // What is built or installed, and what a tool wants in a place of its own, is not drawn.
    const made = ['node_modules/', 'dist/', 'coverage/'];
    const folders = foldersOf(path).filter((name) => !name.startsWith('.') && !made.includes(name));
    expect(folders.filter((name) => !tree.includes(at + name))).toEqual([]);
  });
});

type Rule = { name: string; to: { pathNot?: string | string[] } };

/** Whom each library or application may import, as the boundary check reads it. */
function enforced(): Map<string, string[]> {
  // Boundary: a configuration in CommonJS, which has no types.
  const { forbidden } = createRequire(import.meta.url)(
    join(process.cwd(), '.dependency-cruiser.cjs'),
  ) as { forbidden: Rule[] };
  return new Map(
    forbidden
      .filter((rule) => rule.name.endsWith('-imports') && !rule.name.startsWith('no-'))
      .map(({ name, to }) => {
        const own = name.replace(/-imports$/, '');
        const allowed = [to.pathNot ?? []].flat().flatMap((path) => {
          const [, names = ''] = /^\^libs\/\(?([\w|-]+)\)?\/src$/.exec(path) ?? [];
          return names === '' ? [] : names.split('|');
        });
        return [own, allowed.filter((each) => each !== own).toSorted()];
      }),
  );
}

describe('the import table of ARCHITECTURE.md', () => {
  it('says what the boundary check enforces', () => {
    const rows = (section('Who may import what') ?? '')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .filter((cells) => cells.length === 4 && !['from', ''].includes(cells[1] ?? ''))
      .filter(([, from = '']) => !from.startsWith('--'));
    const told = rows.flatMap(([, from = '', to = '']) =>
      from.split(', ').map((each) => [each, to === '–' ? [] : to.split(', ').toSorted()] as const),
    );
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(enforced()));
  });
});

describe('the page of dependencies', () => {
  const page = readFileSync('docs/dependencies.md', 'utf8');
  // "@nestjs/common, core" names @nestjs/core as well.
  const cells = [...page.matchAll(/^\| (\S.*?)\s+\|/gm)].flatMap(([, cell = '']) => {
    const scope = /^(@[\w-]+\/)/.exec(cell)?.[1] ?? '';
    return cell.split(', ').flatMap((name) => [name, scope + name]);
  });
  // Boundary: our own package.json.
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const packages = Object.keys({ ...dependencies, ...devDependencies });

  it('gives a reason for each package', () => {
    const silent = packages.filter((name) => !name.startsWith('@types/') && !cells.includes(name));
    expect(silent).toEqual([]);
  });

  it('gives none for a package that is not there', () => {
    const scoped = (name: string) => packages.some((each) => each.endsWith(`/${name}`));
    const told = [...page.matchAll(/^\| (\S.*?)\s+\|/gm)]
      .flatMap(([, cell = '']) => cell.split(', '))
      .filter((name) => !['Package', '@types/*'].includes(name) && !/^-+$/.test(name));
    expect(told.filter((name) => !packages.includes(name) && !scoped(name))).toEqual([]);
  });

  it('has an exact version of each', () => {
    const versions = Object.entries({ ...dependencies, ...devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+[\w.+-]*$/.test(version))).toEqual([]);
  });
});

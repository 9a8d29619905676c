import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readConfig } from '#config';
import {
  checkDefinition,
  editorSchema,
  loadDefinition,
  loadScript,
  rehearse,
  stateWords,
  type CompiledDefinition,
} from '#programme';
import { sha256 } from './support/reference-programme.js';

const page = readFileSync('docs/definitions.md', 'utf8');
const named = new Map(
  [...page.matchAll(/\*\*`(\S+\.yaml)`\*\*\n\n```yaml\n(.*?)```/gs)].map(
    ([, name = '', text = '']) => [name, text] as const,
  ),
);
const unnamed = [...page.matchAll(/(?<!`\*\*\n\n)```yaml\n(.*?)```/gs)].map(
  ([, text = '']) => text,
);
const inRow = (row: string) => row.split(/(?<!\\)\|/).map((cell) => cell.trim());
const tableAfter = (heading: string) =>
  page
    .slice(page.indexOf(`\n## ${heading}\n`) + 1)
    .split('\n## ')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(inRow) ?? [];

const onDisk = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : null);
const read = (path: string) => named.get(path) ?? onDisk(path);

function compiledExample(path: string): CompiledDefinition {
  const { compiled, problems } = checkDefinition(path, read, sha256);
  if (compiled === null) throw new Error(problems.map((each) => each.message).join('\n'));
  return compiled;
}

const definitions = [...named.keys()].filter((name) => name.endsWith('/programme.yaml'));
const scripts = [...named.keys()].filter((name) => name.endsWith('/events.yaml'));

describe('how to write a programme', () => {
  it('has two programmes, each with a script', () => {
    expect([definitions.length, scripts.length]).toEqual([2, 2]);
  });

  it.each(definitions)('%s has no problems, and uses every part beside it', (path) => {
    expect(checkDefinition(path, read, sha256).problems).toEqual([]);
    const loaded = loadDefinition(path, read);
    const beside = [...named.keys()].filter((name) => dirname(name) === dirname(path));
    expect(loaded).toMatchObject({ ok: true });
    expect(loaded.ok ? loaded.files : []).toEqual(
      expect.arrayContaining(beside.filter((name) => !scripts.includes(name))),
    );
  });

  it.each(scripts)('%s goes as it says', (path) => {
    const script = loadScript(path, named.get(path) ?? '');
    if (!script.ok) throw new Error(script.problems.map((each) => each.message).join('\n'));
    const lived = rehearse(
      compiledExample(join(dirname(path), 'programme.yaml')),
      script.script,
      sha256,
    );
    expect(lived.refusals.filter((each) => !each.foreseen)).toEqual([]);
    expect(lived.unforeseen).toEqual([]);
    const { opened, move } = lived.state.items;
    if (opened === undefined || move === undefined) return;
    expect([opened, move].map(({ value }) => stateWords(value))).toEqual(['achieved', 'open']);
  });

  const parts = unnamed.filter((text) => !text.startsWith('#'));
  it.each(parts.map((text) => [text.split(':')[0], text]))('accepts the part "%s"', (_, text) => {
    const smallest = read('programmes/smallest/programme.yaml') ?? '';
    const files: Record<string, string> = {
      'all.yaml': smallest.replace('id: smallest', 'use: [part.yaml]\nid: smallest'),
      'part.yaml': `format: evolve/part/1\n${text}`,
    };
    expect(loadDefinition('all.yaml', (path) => files[path] ?? null)).toMatchObject({ ok: true });
  });
});

type Schema = { $defs: Record<string, { anyOf?: { required?: string[] }[] } & EnumOf> };
type EnumOf = { properties?: { type?: { enum?: string[] } } };
// Boundary: JSON Schema as zod writes it.
const { Guard, Field } = (editorSchema('definition') as Schema).$defs;

describe('how to operate', () => {
  it('has a row for every variable of the environment, with its default', () => {
    const source = readFileSync('libs/config/src/config.ts', 'utf8');
    const variables = [...source.matchAll(/^ {2}([A-Z0-9_]+): /gm)].map(([, name = '']) => name);
    const rows = readFileSync('docs/operating.md', 'utf8')
      .split('\n## ')
      .find((section) => section.startsWith('Settings\n'))
      ?.split('\n')
      .filter((line) => line.startsWith('| `'))
      .map(inRow);
    const told = new Map(rows?.map((row) => [row[1], row[2]]));
    expect([...told.keys()]).toEqual(variables.map((name) => `\`${name}\``));
    const set = readConfig({ DATABASE_URL: 'postgresql://127.0.0.1/evolve' });
    const defaults: [string, unknown][] = [
      ['EVOLVE_MODE', set.mode],
      ['HOST', set.host],
      ['PORT', set.port],
      ['DATABASE_POOL', set.databasePool],
      ['LOG_LEVEL', set.logLevel],
      ['MAIL_FROM', set.mailFrom],
      ['BODY_LIMIT_BYTES', set.bodyLimitBytes],
      ['SWEEP_MS', set.sweepMs],
      ['EVIDENCE_LIMIT_BYTES', set.evidence.limitBytes],
    ];
    for (const [name, value] of defaults) {
      expect([name, told.get(`\`${name}\``)]).toEqual([name, `\`${String(value)}\``]);
    }
  });
});

describe('the tables of the page', () => {
  const guards = tableAfter('Guards');
  const nameOf = (row: string[]) => row[1]?.replaceAll('`', '') ?? '';

  it('name every guard and no other', () => {
    const known = (Guard?.anyOf ?? []).flatMap((each) => each.required ?? []);
    expect(known.length).toBeGreaterThan(20);
    expect(guards.map(nameOf).toSorted()).toEqual(known.toSorted());
  });

  it('name every type of field and no other', () => {
    const known = Field?.properties?.type?.enum ?? [];
    const told = tableAfter('Types of fields and payloads').flatMap((row) =>
      [...(row[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    );
    expect(told.toSorted()).toEqual(known.toSorted());
  });

  it.each(guards.map((row) => [nameOf(row), row[3]?.slice(1, -1) ?? '']))(
    'show the guard %s as it is written',
    (name, example) => {
      expect(example).toMatch(new RegExp(`^${name}: `));
      expect(loadedWith(`guard: { ${example} }`)).toEqual([]);
    },
  );

  it.each(tableAfter('Changes').map((row) => row[3]?.slice(1, -1) ?? ''))(
    'show the change %s as it is written',
    (example) => {
      const change = example.startsWith('{') ? example : `{ ${example} }`;
      expect(loadedWith(`changes: [${change}]`)).toEqual([]);
    },
  );

  it('link to headings and files that are there', () => {
    const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));
    const broken = pages.flatMap((name) => {
      const text = readFileSync(join('docs', name), 'utf8');
      return [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)]
        .map(([, link = '']) => link)
        .filter((link) => {
          const [file = '', anchor] = link.split('#');
          const target = file === '' ? join('docs', name) : join('docs', file);
          if (!existsSync(target)) return true;
          return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
        })
        .map((link) => `${name}: ${link}`);
    });
    expect(broken).toEqual([]);
  });
});

/** What is wrong with the smallest programme when its event has this as well. */
function loadedWith(more: string): string[] {
  const smallest = read('programmes/smallest/programme.yaml') ?? '';
  const text = smallest.replace('to: open, roles', `to: open, ${more}, roles`);
  const loaded = loadDefinition('p.yaml', (path) => (path === 'p.yaml' ? text : null));
  return loaded.ok ? [] : loaded.problems.map((each) => each.message);
}

const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

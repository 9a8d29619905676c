import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { run } from '../apps/cli/src/run.js';

const folder = 'test/broken-definitions';
const broken = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml') && name !== 'sound.yaml')
  .map((name) => name.replace(/\.yaml$/, ''));

/** Runs `evolve lint` on a file, or on a text in its place. */
async function lint(file: string, text?: string) {
  const written: string[] = [];
  const print = (line: string) => void written.push(line);
  const code = await run(['lint', file], {
    out: print,
    err: print,
    env: {},
    colour: false,
    readFile: (path) => {
      if (text !== undefined && path === file) return text;
      return existsSync(path) ? readFileSync(path, 'utf8') : null;
    },
    readBytes: () => null,
    readFolder: () => null,
    openFile: () => Promise.resolve(null),
    writeFile: () => 'lint writes nothing',
    writeParts: () => Promise.resolve('lint writes nothing'),
    fetch: () => Promise.reject(new Error('lint asks no server')),
    now: () => new Date('2026-03-02T09:00:00Z'),
    newKey: () => 'key',
  });
  return { code, said: written.join('\n') };
}

describe('evolve lint', () => {
  it('finds nothing in the definition that the broken ones are made of', async () => {
    expect(await lint(`${folder}/sound.yaml`)).toMatchObject({ code: 0 });
  });

  it.each(broken)('says of %s.yaml what its file of expected words says', async (name) => {
    const { code, said } = await lint(`${folder}/${name}.yaml`);
    expect(code).toBe(1);
    expect(`${said}\n`).toBe(readFileSync(`${folder}/${name}.expected`, 'utf8'));
  });

  it.each([
    [
      'more than a file may hold',
      '# a line\n'.repeat(600_000),
      '5400000 characters together; at most',
    ],
    ['keys without end', keys(15_000), 'unknown key "k0"'],
    ['a key given twice among many', `${keys(15_000)}k7: x\n`, 'the key "k7" is given twice'],
    ['dashes without end', '- '.repeat(100_000), 'this line is nested far too deep'],
    ['brackets without end', '['.repeat(200_000), 'this line is nested far too deep'],
  ])('comes to an end on %s', async (_, text, message) => {
    const { code, said } = await lint(`${folder}/made.yaml`, text);
    expect(code).toBe(1);
    expect(said).toContain(`${folder}/made.yaml:`);
    expect(said).toContain(message);
  });
});

function keys(count: number): string {
  return Array.from({ length: count }, (_, index) => `k${index}: v\n`).join('');
}

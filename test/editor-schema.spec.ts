import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { editorSchema } from '#programme';

const folder = 'programmes/schema';
const schemaFile = (kind: string) => join(folder, `${kind}.schema.json`);

describe('the JSON Schema beside the programmes', () => {
  it.each(['definition', 'script'] as const)(
    'of a %s is what the code says; write it anew with "evolve schema" when it is not',
    (kind) => {
      expect(JSON.parse(readFileSync(schemaFile(kind), 'utf8'))).toEqual(
        JSON.parse(JSON.stringify(editorSchema(kind))),
      );
    },
  );

  const files = readdirSync('programmes', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join('programmes', name));

  it.each(files)('is named in the first line of %s', (file) => {
    const text = readFileSync(file, 'utf8');
    const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? '';
    const kind = /^format: evolve\/script\//m.test(text) ? 'script' : 'definition';
    const path = join(dirname(file), named);
    expect([path, existsSync(path)]).toEqual([schemaFile(kind), true]);
  });
});

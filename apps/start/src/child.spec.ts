import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { startChild } from './child.js';

const folder = mkdtempSync(join(tmpdir(), 'evolve-child-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process of a few lines, and what is shown of it. */
function small(name: string, lines: readonly string[]) {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, lines.join('\n'));
  const out = { stdout: new PassThrough(), stderr: new PassThrough() };
  return { out, start: () => startChild(name, file, process.env, out) };
}

const waits = `process.once('disconnect', () => process.exit());`;

describe('a process started beside this one', () => {
  it('shows what it wrote once it is ready and asked to, not before', async () => {
    const said = `process.stdout.write('begun\\n', () => process.send('ready'));`;
    const { out, start } = small('worker', [said, waits]);
    const child = await start();
    try {
      expect(out.stdout.read()).toBeNull();
    } finally {
      await child.stop();
    }
    child.show();
    expect(String(out.stdout.read())).toBe('begun\n');
    expect(await child.ended).toBe('SIGTERM');
  });

  it('shows at once why it could not start', async () => {
    const { out, start } = small('api', [
      `process.stderr.write('PORT is not a number\\n');`,
      `process.exitCode = 3;`,
    ]);
    await expect(start()).rejects.toThrow('api did not start: exit code 3; its log above says why');
    expect(String(out.stderr.read())).toBe('PORT is not a number\n');
  });
});

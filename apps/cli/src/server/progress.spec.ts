import type { Io } from '../terminal/io.js';
import { progress } from './progress.js';

const quiet = {
  out: () => undefined,
  err: () => undefined,
  env: {},
  colour: false,
  readFile: () => null,
  readBytes: () => null,
  readFolder: () => null,
  openFile: () => Promise.resolve(null),
  writeFile: () => null,
  writeParts: () => Promise.resolve(null),
  fetch: () => Promise.reject(new Error('nothing is asked for')),
  now: () => new Date(0),
  newKey: () => 'k',
} satisfies Io;

describe('the bar of a long command', () => {
  it('shows how much is done, and clears its line at the end', () => {
    const lines: string[] = [];
    const bar = progress({ ...quiet, progress: (line) => lines.push(line) }, 'apply', 4);
    bar.at(0);
    bar.at(1);
    bar.at(4);
    bar.end();
    expect(lines).toEqual([
      `apply ${'░'.repeat(30)} 0 of 4`,
      `apply ${'█'.repeat(8)}${'░'.repeat(22)} 1 of 4`,
      `apply ${'█'.repeat(30)} 4 of 4`,
      '',
    ]);
  });

  it('draws nothing when there is nothing to do or nobody looks on', () => {
    const lines: string[] = [];
    progress({ ...quiet, progress: (line) => lines.push(line) }, 'apply', 0).at(0);
    progress(quiet, 'apply', 3).at(1);
    expect(lines).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from './lock.js';

const temporary = mkdtempSync(join(tmpdir(), 'evolve-lock-'));
const newPath = () => join(mkdtempSync(join(temporary, 'folder-')), 'lock');

afterAll(() => rmSync(temporary, { recursive: true }));

describe('the lock of a folder', () => {
  test('is refused while its holder lives, and free again once given back', () => {
    const path = newPath();
    const release = takeLock(path);
    expect(() => takeLock(path)).toThrow(
      `already running from this folder (process ${process.pid}`,
    );
    release();
    expect(existsSync(path)).toBe(false);
    takeLock(path)();
  });

  test('of a process that has ended is no obstacle', () => {
    const path = newPath();
    const { pid } = spawnSync('true');
    writeFileSync(path, `${pid} 1\n`);
    const release = takeLock(path);
    expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    release();
  });

  test('of a process whose number another process has by now is no obstacle', () => {
    const path = newPath();
    writeFileSync(path, `${process.pid} another-start\n`);
    takeLock(path)();
  });
});

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBinaries } from './binaries.js';

describe('the binaries', () => {
  test('are found for this platform', () => {
    expect(existsSync(findBinaries().initdb)).toBe(true);
    expect(existsSync(findBinaries().postgres)).toBe(true);
  });

  test('of a platform without any are refused, naming it and the way out', () => {
    expect(() => findBinaries('plan9', 'mips')).toThrow(/"plan9-mips".*Set DATABASE_URL/);
  });

  test('get the library links that npm leaves out when install scripts are off', () => {
    const native = dirname(dirname(findBinaries().postgres));
    const list = readFileSync(join(native, 'pg-symlinks.json'), 'utf8');
    const link = join(native, '..', JSON.parse(list)[0].target);
    rmSync(link);
    findBinaries();
    expect(existsSync(link)).toBe(true);
  });
});

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { hex } from '#ledger';
import { bundleVerifier } from '../scripts/bundle-verifier.mjs';
import { publicKeyOf } from './support/log-keys.js';
import { HISTORY, noteOf, packOf, SEED, sha256, smallLog } from './support/packed-log.js';

const rows = smallLog();
const key = hex(sha256(publicKeyOf(SEED)));
const folder = mkdtempSync(join(tmpdir(), 'verifier-'));
const main = 'apps/cli/src/verifier/main.ts';

beforeAll(async () => {
  bundleVerifier(main, folder, ['source']);
  const pack = await packOf(rows, { chains: [{ ...HISTORY, part: 'whole' }], cuts: [16] });
  const zipped = (files: ReadonlyMap<string, string>) =>
    zipSync(Object.fromEntries([...files].map(([name, text]) => [name, strToU8(text)])));
  writeFileSync(join(folder, 'good.zip'), zipped(pack));
  const log = pack.get('log.txt')?.replace('"stream":"history"', '"stream":"History"') ?? '';
  writeFileSync(join(folder, 'bad.zip'), zipped(new Map([...pack, ['log.txt', log]])));
  writeFileSync(join(folder, 'kept.txt'), await noteOf(rows, 16));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Alone in a folder, with no module to be found: it must need nothing. */
const run = (...args: string[]) =>
  spawnSync(process.execPath, ['verify.mjs', ...args], { cwd: folder, encoding: 'utf8', env: {} });

describe('the verifier in one file', () => {
  it('imports nothing but what Node brings, and nothing that reaches a network', () => {
    const source = readFileSync(join(folder, 'verify.mjs'), 'utf8');
    const imported = [...source.matchAll(/(?:^import .*? ?from ?|\brequire\()["'](.+?)["']/gm)].map(
      ([, name]) => name,
    );
    expect(imported.length).toBeGreaterThan(5);
    expect(imported.filter((name) => name?.startsWith('node:') !== true)).toEqual([]);
    expect(
      imported.filter((name) => /node:(http|https|net|tls|dns|dgram)/.test(name ?? '')),
    ).toEqual([]);
  });

  it('has its hash beside it, and is the same bytes each time it is built', () => {
    const hash = createHash('sha256')
      .update(readFileSync(join(folder, 'verify.mjs')))
      .digest('hex');
    const said = readFileSync(join(folder, 'verify.mjs.sha256'), 'utf8');
    expect(said).toBe(`${hash}  verify.mjs\n`);
    const again = join(folder, 'again');
    mkdirSync(again);
    bundleVerifier(main, again, ['source']);
    expect(readFileSync(join(again, 'verify.mjs.sha256'), 'utf8')).toBe(said);
  });

  it('has the three results and their exit codes, and names the first bad entry', () => {
    const anchored = run('good.zip', '--key', key);
    expect([anchored.status, anchored.stderr]).toEqual([0, '']);
    expect(anchored.stdout).toContain('Anchored: nothing in this pack was changed');
    const kept = run('good.zip', '--checkpoint', 'kept.txt');
    expect([kept.status, kept.stdout]).toEqual([0, expect.stringContaining('Anchored as far as')]);
    const unknown = run('good.zip');
    expect([unknown.status, unknown.stderr]).toEqual([
      4,
      expect.stringContaining('Self-consistent, signer unknown'),
    ]);
    const broken = run('bad.zip', '--key', key);
    expect([broken.status, broken.stderr]).toEqual([
      1,
      expect.stringMatching(/Broken at entry 1 of history of p-1.*HASH_DIFFERS/),
    ]);
    const json = JSON.parse(run('bad.zip', '--json').stdout);
    expect(json).toMatchObject({ result: 'broken', fault: { code: 'HASH_DIFFERS', sequence: 1 } });
  });

  it('says what is wrong with how it was called', () => {
    const none = run('none.zip');
    expect([none.status, none.stderr]).toEqual([
      2,
      expect.stringContaining('There is no evidence pack in "none.zip"'),
    ]);
    expect(run().status).toBe(2);
    expect(run('good.zip', '--key', 'abc').stderr).toContain('"abc" is no fingerprint');
    expect(run('--help').stdout).toContain('It asks no server');
  });
});

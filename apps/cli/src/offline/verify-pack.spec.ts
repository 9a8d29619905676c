import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hex } from '#ledger';
import { runWith } from '../../../../test/support/cli.js';
import { publicKeyOf } from '../../../../test/support/log-keys.js';
import {
  HISTORY,
  noteOf,
  packOf,
  SEED,
  sha256,
  smallLog,
} from '../../../../test/support/packed-log.js';
import { readFolder } from '../terminal/files.js';

const rows = smallLog();
const pack = await packOf(rows, { chains: [{ ...HISTORY, part: 'whole' }], cuts: [16] });
const inFolder = (files: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...files].map(([name, text]) => [`pack/${name}`, text]));
const files = {
  ...inFolder(pack),
  'kept.txt': await noteOf(rows, 16),
  'notes/readme.txt': 'no pack',
};
const key = hex(sha256(publicKeyOf(SEED)));
const run = (...args: string[]) => runWith({ files }, ['verify', ...args]);

describe('evolve verify, of a pack', () => {
  it('ends with 0 when a known key has signed it, and says what it has seen', async () => {
    const { code, out, err } = await run('pack', '--key', key);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Checkpoint of evolve.example.org/log: 40 entries');
    expect(out).toContain(`Signed by ${key}`);
    expect(out).toMatch(/whole +15 +1 +15 +15 +history of p-1/);
    expect(out).toContain('Not in the pack: refusals of p-1, 5 entries.');
    expect(out).toContain('Anchored: nothing in this pack was changed');
  });

  it('takes a fingerprint as it is printed, in groups and capitals', async () => {
    const printed = key.toUpperCase().replaceAll(/(.{4})/g, '$1 ');
    expect(await run('pack', '--key', printed)).toMatchObject({ code: 0 });
  });

  it('takes several keys, one of which must have signed, before the folder or after it', async () => {
    const other = 'ab'.repeat(32);
    expect(await run('--key', other, '--key', key, 'pack')).toMatchObject({ code: 0 });
    expect(await run('--key', other, 'pack')).toMatchObject({ code: 1 });
  });

  it('ends with 0 when a checkpoint was kept, and says how far it reaches', async () => {
    const { code, out } = await run('pack', '--checkpoint', 'kept.txt');
    expect(code).toBe(0);
    expect(out).toContain('9 entries after it rest on the word of the pack alone.');
  });

  it('ends with 4 when nothing is known of who signed it', async () => {
    const { code, out, err } = await run('pack');
    expect(code).toBe(4);
    expect(out).toContain('Checkpoint of');
    expect(err).toContain('Self-consistent, signer unknown');
  });

  it('ends with 1 when it is broken, and names the entry and the line', async () => {
    const log = (pack.get('log.txt') ?? '').replace('"minute":7', '"minute":8');
    const broken = { ...files, 'pack/log.txt': log };
    const { code, out, err } = await runWith({ files: broken }, ['verify', 'pack', '--key', key]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^Broken at entry 3 of history of p-1, log\.txt line \d+: its text hashes/);
    expect(err).toContain('(HASH_DIFFERS)');
  });

  it('is data with --json, whatever the result', async () => {
    const anchored = await run('pack', '--key', key, '--json');
    expect(JSON.parse(anchored.out)).toMatchObject({ result: 'anchored', entriesAfter: 0 });
    const unknown = await run('pack', '--json');
    expect(unknown).toMatchObject({ code: 4, err: '' });
    expect(JSON.parse(unknown.out)).toMatchObject({ result: 'self-consistent' });
    const other = await run('pack', '--json', '--key', 'ab'.repeat(32));
    expect(other).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(other.out)).toMatchObject({ fault: { code: 'KEY_DIFFERS' } });
  });

  it('ends with 2 when there is no pack, no such file, or no fingerprint', async () => {
    expect(await run('notes', '--key', key)).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no evidence pack in "notes"'),
    });
    expect(await run('pack', '--checkpoint', 'none.txt')).toMatchObject({
      code: 2,
      err: 'There is no file "none.txt".\n',
    });
    expect(await run('pack', '--key', '12:34')).toMatchObject({
      code: 2,
      err: expect.stringContaining('"12:34" is no fingerprint'),
    });
  });

  it('asks the server where the name is of no folder with a pack', async () => {
    expect(await run('notes')).toMatchObject({ code: 3 });
  });
});

it('reads a folder of this machine as a pack, and follows no link out of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pack-'));
  try {
    mkdirSync(join(folder, 'evidence'));
    writeFileSync(join(folder, 'manifest.json'), '{}');
    writeFileSync(join(folder, 'evidence', 'one'), 'text');
    symlinkSync('/etc/hostname', join(folder, 'linked'));
    const read = readFolder(folder);
    expect(read?.names.toSorted()).toEqual(['evidence/one', 'manifest.json']);
    expect(read?.bytes).toBe(6);
    const chunks: Uint8Array[] = [];
    for await (const chunk of read?.open('evidence/one') ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('text');
    expect(readFolder(join(folder, 'nowhere'))).toBeNull();
    expect(readFolder(join(folder, 'manifest.json'))).toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

import {
  crypto,
  HISTORY,
  noteOf,
  packOf,
  readerOf,
  REFUSALS,
  smallLog,
} from '../../../../test/support/packed-log.js';
import { verifyPack } from '../index.js';

const rows = smallLog();
const chain = { ...HISTORY, part: 'whole' as const };
const pack = await packOf(rows, { chains: [chain] });
const verify = (files: ReadonlyMap<string, string>) => verifyPack(crypto, readerOf(files));
const malformed = (file: string, words: string): object => ({
  result: 'broken',
  fault: { code: 'MALFORMED', file, problem: expect.stringContaining(words) },
});

describe('a manifest', () => {
  const manifest = { format: 'evolve-evidence-pack', v: 1, made: '2012-07-02T00:00:00.000Z' };
  it.each<[string, unknown, string]>([
    ['no object', [], 'not the manifest of an evidence pack'],
    ['something else', { ...manifest, format: 'zip' }, 'not the manifest of an evidence pack'],
    ['of a later version', { ...manifest, v: 2 }, 'it has version 2; this verifier knows 1'],
    ['made never', { ...manifest, made: 'today' }, '"made" is "today", not an instant'],
    ['without chains', manifest, '"chains" is undefined, not a list'],
    ['with a chain that is none', { ...manifest, chains: [1] }, 'chain 0 is not an object'],
    ['of nobody', { ...manifest, chains: [{ ...chain, organisation: '' }] }, 'organisation ""'],
    ['of no name', { ...manifest, chains: [{ ...chain, programme: 7 }] }, 'has the programme 7'],
    ['of a third stream', { ...manifest, chains: [{ ...chain, stream: 'x' }] }, 'the stream "x"'],
    ['of another part', { ...manifest, chains: [{ ...chain, part: 'best' }] }, 'the part "best"'],
    [
      'of a range that ends before it begins',
      { ...manifest, chains: [{ ...chain, part: 'range', from: '2', until: '1' }] },
      'chain 0 ranges from "2" until "1"',
    ],
    ['of a chain twice', { ...manifest, chains: [chain, chain] }, 'stands twice'],
  ])('is refused when it is %s', async (_, value, words) => {
    const files = new Map(pack).set('manifest.json', `${JSON.stringify(value)}\n`);
    expect(await verify(files)).toMatchObject(malformed('manifest.json', words));
  });

  it('is refused when it is no JSON', async () => {
    const files = new Map(pack).set('manifest.json', '{\n');
    expect(await verify(files)).toMatchObject(malformed('manifest.json', 'it is not JSON'));
  });

  it('that names a programme of which the pack has no heads is found out', async () => {
    const other = { ...chain, programme: 'p-9' };
    const value = { ...manifest, chains: [chain, other] };
    const files = new Map(pack).set('manifest.json', `${JSON.stringify(value)}\n`);
    const fault = { code: 'HEADS_MISSING', file: 'heads.txt', chain: { programme: 'p-9' } };
    expect(await verify(files)).toMatchObject({ result: 'broken', fault });
  });
});

describe('the lines of a pack', () => {
  const log = pack.get('log.txt') ?? '';
  const heads = pack.get('heads.txt') ?? '';
  it.each([
    ['log.txt', `${log}what is this\n`, 'is neither "other", "entry" nor the "private"'],
    ['log.txt', `private {}\n${log}`, 'line 1 of log.txt is neither'],
    ['log.txt', log.replace(/private .*/, 'private {}'), 'is not a row of "pointer"'],
    ['log.txt', log.replace(/(private .*\n)/, '$1$1'), 'a second time'],
    ['log.txt', log.replace('entry 0 1 ', 'entry 1 1 '), 'is of chain 1, which the manifest'],
    ['log.txt', `${log}other 0 ${'0'.repeat(64)}\n`, 'goes beyond the 40 leaves'],
    ['log.txt', log.replace(/^other 0/m, 'other 52'), 'goes beyond the 40 leaves'],
    ['log.txt', log.replace(/^other 0 .*\n/m, ''), 'which are no complete subtree'],
    ['log.txt', log.slice(0, -1), 'has no end'],
    ['heads.txt', `${heads}x\n`, 'is neither "other" nor "heads"'],
    ['heads.txt', heads.replace('{', '{ '), 'is not canonical JSON'],
    ['heads.txt', heads.replace('o-1', String.raw`\ud800`), 'is not canonical JSON'],
    ['heads.txt', heads.replace('"o-1"', 'null'), 'its organisation is null'],
    ['heads.txt', heads.replace('"p-1"', '"p-2"'), 'has heads that no chain asks for'],
    ['heads.txt', heads.replace(/(heads .*\n)/, '$1$1'), 'comes out of order'],
    ['keys.txt', '\n', 'line 1 of keys.txt'],
  ])('in %s are refused with their number when they are not as they should be', async (...test) => {
    const [file, text, words] = test;
    expect(text === pack.get(file)).toBe(false);
    expect(await verify(new Map(pack).set(file, text))).toMatchObject(malformed(file, words));
  });

  it('are refused when leaves are missing after the last entry', async () => {
    const files = await packOf(rows, { chains: [{ ...REFUSALS, part: 'whole' }] });
    const log = files.get('log.txt') ?? '';
    const verdict = await verify(files.set('log.txt', log.replace(/other .*\n$/, '')));
    expect(verdict).toMatchObject(malformed('log.txt', 'leaves, the checkpoint says 40'));
  });

  it('are refused when they are endless or not UTF-8', async () => {
    const open = (bytes: Uint8Array) => (name: string) =>
      name === 'log.txt' ? repeated(bytes) : readerOf(pack).open(name);
    async function* repeated(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(bytes);
    }
    const names = [...pack.keys()];
    const endless = await verifyPack(crypto, { names, open: open(Buffer.alloc(1_000_000, 'a')) });
    expect(endless).toMatchObject(malformed('log.txt', 'line 1 of log.txt is too long'));
    const binary = await verifyPack(crypto, { names, open: open(Buffer.alloc(1_000_000, 0xff)) });
    expect(binary).toMatchObject(malformed('log.txt', 'is not UTF-8'));
  });
});

describe('the files of a pack', () => {
  it('are refused when one stands twice', async () => {
    const { open, names } = readerOf(pack);
    const verdict = await verifyPack(crypto, { open, names: [...names, 'log.txt'] });
    expect(verdict).toMatchObject(malformed('log.txt', 'is in the pack twice'));
  });

  it('are refused when a checkpoint is of another log, or later than that of the pack', async () => {
    const files = await packOf(rows.slice(0, 24), { chains: [chain] });
    files.set('checkpoints/40.txt', await noteOf(rows));
    const fault = { code: 'OTHER_LOG', file: 'checkpoints/40.txt' };
    expect(await verify(files)).toMatchObject({ result: 'broken', fault });
  });

  it('that cannot be read are no verdict: what the reader says is handed on', async () => {
    const open = () => {
      throw new Error('the disk is gone');
    };
    const verdict = verifyPack(crypto, { names: [...pack.keys()], open });
    await expect(verdict).rejects.toThrow('the disk is gone');
  });
});

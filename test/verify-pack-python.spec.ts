import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { hex, verifyPack, type FromElsewhere, type PackChain, type PackVerdict } from '#ledger';
import { publicKeyOf } from './support/log-keys.js';
import {
  crypto,
  DEFINITION,
  HISTORY,
  MINUTES,
  noteOf,
  OWN,
  packOf,
  readerOf,
  REFUSALS,
  SEED,
  sha256,
  smallLog,
} from './support/packed-log.js';

type Files = ReadonlyMap<string, string>;
type Said = { result: string; code?: string; chain?: object; sequence?: number };

const rows = smallLog();
const key = hex(sha256(publicKeyOf(SEED)));
const whole: PackChain[] = [HISTORY, REFUSALS, OWN].map((chain) => ({ ...chain, part: 'whole' }));
const good = await packOf(rows, { chains: whole, cuts: [8, 24] });
const folder = mkdtempSync(join(tmpdir(), 'packs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What docs/verify_pack.py says of each pack, in one run, and its exit code. */
function byPython(packs: readonly Files[], args: readonly string[]) {
  const at = mkdtempSync(join(folder, 'run-'));
  packs.forEach((files, number) => {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(at, String(number), name)), { recursive: true });
      writeFileSync(join(at, String(number), name), text);
    }
  });
  const paths = packs.map((_, number) => join(at, String(number)));
  const { stdout, stderr, status } = spawnSync(
    'python3',
    ['docs/verify_pack.py', ...args, ...paths],
    { encoding: 'utf8' },
  );
  if (stderr !== '') throw new Error(stderr);
  const said = stdout.trim().split('\n');
  return { status, said: said.map((line) => JSON.parse(line) as Said) };
}

/** What both verifiers must agree on. */
const agreed = (verdict: PackVerdict): Said => {
  if (verdict.result !== 'broken') return { result: verdict.result };
  const { code, chain, sequence } = verdict.fault;
  // The root of a tree is the fault of no entry in particular; only one of them guesses.
  return code === 'ROOT_DIFFERS'
    ? { result: 'broken', code }
    : ({ result: 'broken', code, chain, sequence } as Said);
};
async function compare(packs: readonly Files[]): Promise<Said[]> {
  const elsewhere: FromElsewhere = { fingerprints: [key] };
  const expected: Said[] = [];
  for (const files of packs) {
    expected.push(agreed(await verifyPack(crypto, readerOf(files), elsewhere)));
  }
  expect(byPython(packs, ['--key', key]).said).toMatchObject(expected);
  return expected;
}
const changed = (files: Files, name: string, change: (text: string) => string): Files =>
  new Map([...files, [name, change(files.get(name) ?? '')]]);

describe('a verifier in Python that was written from the description alone', () => {
  it('comes to the three results, with their exit codes', async () => {
    expect(byPython([good], ['--key', key])).toMatchObject({
      status: 0,
      said: [{ result: 'anchored', entriesAfter: 0 }],
    });
    expect(byPython([good], [])).toMatchObject({
      status: 4,
      said: [{ result: 'self-consistent' }],
    });
    expect(byPython([good], ['--key', 'ab'.repeat(32)])).toMatchObject({
      status: 1,
      said: [{ result: 'broken', code: 'KEY_DIFFERS' }],
    });
    writeFileSync(join(folder, 'kept.txt'), await noteOf(rows, 24));
    const kept = byPython([good], ['--checkpoint', join(folder, 'kept.txt')]);
    expect(kept).toMatchObject({ status: 0, said: [{ result: 'anchored', entriesAfter: 10 }] });
  });

  it('agrees about parts of chains', async () => {
    const range = { part: 'range' as const, from: '2012-06-30T08:10:00.000Z' };
    const until = '2012-06-30T08:25:00.000Z';
    const between = (first: number, last: number) =>
      packOf(rows, {
        chains: [{ ...HISTORY, ...range, until }],
        shown: ({ sequence }) => sequence >= first && sequence <= last,
      });
    const picked = packOf(rows, {
      chains: [{ ...HISTORY, part: 'sample' }],
      shown: ({ sequence }) => [2, 3, 9].includes(sequence),
    });
    const packs = [between(1, 15), between(3, 10), between(4, 10), between(3, 9), between(20, 21)];
    const said = await compare(await Promise.all([...packs, picked]));
    expect(new Set(said.map(({ code }) => code))).toEqual(
      new Set([undefined, 'RANGE_OPEN', 'CUT_OFF']),
    );
  });

  it('finds the same first fault in packs that were tampered with', async () => {
    const store = (sequence: number, canonical: (text: string) => string) =>
      packOf(rows, {
        chains: whole,
        store: (row) =>
          row.chain === HISTORY && row.sequence === sequence
            ? { ...row, canonical: canonical(row.canonical) }
            : row,
      });
    const said = await compare([
      await store(5, (text) => text.replace('pmo', 'sro')),
      await store(6, () => ''),
      changed(good, `definitions/${hex(sha256(DEFINITION))}.json`, (text) => `${text} `),
      changed(good, `evidence/${hex(sha256(MINUTES))}`, (text) => `${text} `),
      changed(good, 'log.txt', (text) => text.replace('Because', 'Despite')),
      changed(good, 'log.txt', (text) => text.replace(/entry 0 4 .*\n.*\n/, '')),
      changed(good, 'log.txt', (text) => text.replace(/entry 0 15 .*\n.*\n/, '')),
      changed(good, 'log.txt', (text) => text.replace(/(?<=^other \d )\w{4}/m, 'abcd')),
      changed(good, 'heads.txt', (text) => text.replace('"refusals":5', '"refusals":6')),
      changed(good, 'checkpoint.txt', (text) => text.replace('\n40\n', '\n41\n')),
      changed(good, 'keys.txt', () => ''),
    ]);
    expect(said.map(({ code }) => code)).toEqual([
      'HASH_DIFFERS',
      'ENTRY_MISSING',
      'DEFINITION_DIFFERS',
      'EVIDENCE_DIFFERS',
      'PRIVATE_DIFFERS',
      'SEQUENCE_GAP',
      'CUT_OFF',
      'ROOT_DIFFERS',
      'HEADS_DIFFER',
      'CHECKPOINT_REFUSED',
      'CHECKPOINT_REFUSED',
    ]);
  });

  it('agrees about packs that anybody changed anywhere', async () => {
    const names = ['log.txt', 'heads.txt', 'checkpoint.txt', 'keys.txt', 'manifest.json'];
    const change = fc.record({
      name: fc.constantFrom(...names),
      start: fc.nat(),
      removed: fc.integer({ min: 0, max: 30 }),
      put: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('\n', 'other 0 ', '0', ' ', '}')),
    });
    const packs = fc
      .sample(change, { numRuns: 120, seed: 20121130 })
      .map(({ name, start, removed, put }) =>
        changed(good, name, (text) => {
          const from = start % text.length;
          return text.slice(0, from) + put + text.slice(from + removed);
        }),
      );
    const said = await compare(packs);
    expect(said.filter(({ result }) => result === 'broken').length).toBeGreaterThan(90);
  });
});
